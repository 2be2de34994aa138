"""What waits to be sent over a link: frames in order, and credit that adds up until it is sent.

Bounded: whoever sends data or opens a stream waits for room first. CLOSE frames need no room, because there is at most one for each
stream opened; credit is one number per stream.
"""

from struct import Struct

import anyio

from ingle.drivers.guest.frame import Frame, Type, encode

_ROOM = 512 * 1024
CREDIT = Struct("<I")


class Outbox:
    def __init__(self) -> None:
        self.key = 0
        self._frames: list[bytes] = []
        self._size = 0
        self._credits: dict[int, int] = {}
        self._arrived = anyio.Event()
        self._emptied = anyio.Event()
        self._closed = False

    @property
    def filled(self) -> bool:
        return bool(self._frames or self._credits)

    async def wait_room(self) -> None:
        """Wait until more may be put in. Wakes up when the link has ended, too."""
        while self._size >= _ROOM and not self._closed:
            await self._emptied.wait()

    def put(self, frame: Frame) -> None:
        self.put_bytes(encode(frame, self.key))

    def put_bytes(self, data: bytes) -> None:
        self._frames.append(data)
        self._size += len(data)
        self._arrived.set()

    def put_credit(self, stream: int, amount: int) -> None:
        self._credits[stream] = self._credits.get(stream, 0) + amount
        self._arrived.set()

    def drop_credit(self, stream: int) -> None:
        """The stream is over."""
        self._credits.pop(stream, None)

    async def take(self) -> bytes:
        """Wait for something to send, and take it all."""
        while not self.filled:
            self._arrived = anyio.Event()
            await self._arrived.wait()
        for stream, amount in self._credits.items():
            self._frames.append(encode(Frame(Type.CREDIT, stream, CREDIT.pack(amount)), self.key))
        data = b"".join(self._frames)
        self._credits.clear()
        self._frames.clear()
        self._size = 0
        self._emptied.set()
        self._emptied = anyio.Event()
        return data

    def close(self) -> None:
        """Nobody will take anything any more; whoever waits for room wakes up."""
        self._closed = True
        self._emptied.set()
