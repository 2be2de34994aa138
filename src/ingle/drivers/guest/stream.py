"""The host's end of one stream: the rules of the protocol, and credit both ways.

The agent may be hostile. What it can make us hold is bounded by the credit we gave and by MAX_UNREAD_MESSAGES; when it breaks a rule, the
stream ends with `protocol_error`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import anyio

from ingle.drivers.guest.frame import MAX_DATA, WINDOW, Frame, Type
from ingle.drivers.guest.inbox import Inbox
from ingle.drivers.guest.messages import Closed, MalformedError, Message, S, pack, unpack
from ingle.drivers.guest.outbox import CREDIT, Outbox
from ingle.machines.errors import GuestError, GuestLostError

MAX_UNREAD_MESSAGES = (
    16 << 20
)  # bytes of MESSAGE, which need no credit; a directory of 100,000 names makes about 10 MiB
_MESSAGE_COST = 64  # what even an empty one takes
_CHANNELS = 3
_MOST_CREDIT = 0xFFFFFFFF


class Stream:
    """Read by one task at a time. `release` takes it out of the link's table."""

    def __init__(self, number: int, outbox: Outbox, release: Callable[[int], None]) -> None:
        self.number = number
        self._outbox = outbox
        self._release = release
        self._inbox = Inbox()
        self._over = False
        self._lost: GuestLostError | None = None
        self._opened = False
        self._ended_channels: set[int] = set()
        self._window = WINDOW  # what the agent may still send
        self._consumed = 0  # since the last grant
        self._unread_messages = 0
        self._credit = WINDOW  # what we may still send
        self._granted = anyio.Event()

    @property
    def over(self) -> bool:
        """Nothing more is sent either way; some of what came may still be unread."""
        return self._over

    # --- reading ---

    async def receive(self) -> Frame:
        """The next OPENED, DATA, EOF, MESSAGE or CLOSE of the agent, in order.

        Raises GuestError for a CLOSE with an error, GuestLostError when the link ended, ClosedResourceError after close().
        Ask no more after a CLOSE.
        """
        frame = await self._inbox.get()
        if frame.type == Type.DATA:
            self._grant(len(frame.payload))
        elif frame.type == Type.MESSAGE:
            self._unread_messages -= len(frame.payload) + _MESSAGE_COST
        elif frame.type == Type.CLOSE:
            error = self.read(frame, Closed).error
            if error is not None:
                raise GuestError(error.code, error.message, errno=error.errno)
        return frame

    async def expect(self, type_: Type, form: type[S]) -> S:
        """The next frame's payload; it must be of this type and form."""
        frame = await self.receive()
        if frame.type != type_:
            raise self.accuse(f"it sent {Type(frame.type).name} instead of {type_.name}")
        return self.read(frame, form)

    def read(self, frame: Frame, form: type[S]) -> S:
        """The payload of a frame of this stream; one that is malformed ends the stream."""
        with self.judging(Type(frame.type).name):
            return unpack(frame.payload, form)

    @contextmanager
    def judging(self, what: str) -> Iterator[None]:
        """Turns a MalformedError about what the agent sent into the end of the stream."""
        try:
            yield
        except MalformedError as error:
            raise self.accuse(f"{what}: {error}") from error

    def accuse(self, what: str) -> GuestError:
        """The agent broke the protocol: end the stream, with this error after what it sent before."""
        error = GuestError("protocol_error", f"the agent in the machine broke the protocol: {what}")
        self._end(error)
        return error

    # --- sending ---

    async def send(self, data: bytes, channel: int = 0) -> None:
        """Waits for credit. Data for a stream that is over is dropped; raises GuestLostError when the link has ended."""
        start = 0
        while start < len(data) and not self._over:
            if self._credit == 0:
                self._granted = anyio.Event()
                await self._granted.wait()
            await self._outbox.wait_room()
            size = min(self._credit, MAX_DATA, len(data) - start)
            if size and not self._over:
                self._credit -= size
                self._outbox.put(Frame(Type.DATA, self.number, data[start : start + size], channel))
                start += size
        if self._lost is not None:
            raise self._lost

    async def send_eof(self, channel: int = 0) -> None:
        await self._send_control(Frame(Type.EOF, self.number, b"", channel))

    async def send_message(self, message: Message) -> None:
        await self._send_control(Frame(Type.MESSAGE, self.number, pack(message)))

    def close(self) -> None:
        """Cancel, detach or hang up, as the method has it; what is unread is forgotten. Nothing happens when it is over."""
        self._end(anyio.ClosedResourceError())
        self._inbox.clear()

    async def _send_control(self, frame: Frame) -> None:
        await self._outbox.wait_room()
        if self._lost is not None:
            raise self._lost
        if not self._over:
            self._outbox.put(frame)

    # --- called by the link ---

    def take(self, frame: Frame) -> None:
        """A frame of this stream has arrived."""
        match frame.type:
            case Type.DATA:
                self._take_data(frame)
            case Type.CREDIT:
                self._take_credit(frame.payload)
            case Type.EOF:
                self._take_eof(frame)
            case Type.MESSAGE:
                self._take_message(frame)
            case Type.OPENED:
                self._take_opened(frame)
            case Type.CLOSE:
                self._inbox.put(frame)
                self._finish()

    def lose(self, error: GuestLostError) -> None:
        """The link has ended."""
        self._lost = error
        self._inbox.fail(error)
        self._finish()

    # --- inside ---

    def _take_data(self, frame: Frame) -> None:
        self._window -= len(frame.payload)
        if self._window < 0:
            self.accuse("it sent more than it had credit for")
        elif len(frame.payload) > MAX_DATA or frame.channel >= _CHANNELS:
            self.accuse("its data has the wrong form")
        elif frame.payload:
            self._inbox.put(frame)

    def _take_credit(self, payload: bytes) -> None:
        if len(payload) != CREDIT.size:
            self.accuse("its credit has the wrong form")
            return
        self._credit = min(self._credit + CREDIT.unpack(payload)[0], _MOST_CREDIT)
        self._granted.set()

    def _take_eof(self, frame: Frame) -> None:
        if frame.channel >= _CHANNELS:
            self.accuse("there is no such channel")
        elif frame.channel not in self._ended_channels:
            self._ended_channels.add(frame.channel)
            self._inbox.put(frame)

    def _take_message(self, frame: Frame) -> None:
        self._unread_messages += len(frame.payload) + _MESSAGE_COST
        if self._unread_messages > MAX_UNREAD_MESSAGES:
            self.accuse("it sent more messages than could be read")
        else:
            self._inbox.put(frame)

    def _take_opened(self, frame: Frame) -> None:
        if self._opened:
            self.accuse("it opened the stream twice")
        else:
            self._opened = True
            self._inbox.put(frame)

    def _grant(self, amount: int) -> None:
        self._consumed += amount
        if self._consumed >= WINDOW // 2 and not self._over:
            self._outbox.put_credit(self.number, self._consumed)
            self._window += self._consumed
            self._consumed = 0

    def _end(self, error: Exception) -> None:
        """End it from this side."""
        if not self._over:
            self._outbox.put(Frame(Type.CLOSE, self.number, pack(Closed())))
            self._finish()
        self._inbox.fail(error)

    def _finish(self) -> None:
        self._over = True
        self._granted.set()
        self._outbox.drop_credit(self.number)
        self._release(self.number)
