"""What the agent has sent on one stream and nobody has read yet."""

from collections import deque

import anyio

from ingle.drivers.guest.frame import MAX_DATA, Frame, Type

_SMALL = 4096  # pieces of data under this are put together, so that tiny ones cost little


class Inbox:
    """Frames in order, then perhaps an error. For one reader at a time; the writer never waits."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque()
        self._run: tuple[int, int, bytearray] | None = (
            None  # stream, channel and the bytes of small pieces; after _frames
        )
        self._error: Exception | None = None
        self._arrived = anyio.Event()

    def put(self, frame: Frame) -> None:
        if frame.type == Type.DATA and len(frame.payload) < _SMALL:
            self._put_small(frame)
        else:
            self._end_run()
            self._frames.append(frame)
        self._arrived.set()

    def fail(self, error: Exception) -> None:
        """After what is there comes this error. The first one counts."""
        if self._error is None:
            self._error = error
            self._arrived.set()

    def clear(self) -> None:
        self._frames.clear()
        self._run = None

    async def get(self) -> Frame:
        """The next frame; raises the error at the end, every time."""
        while not self._frames:
            if self._run is not None:
                self._end_run()
            elif self._error is not None:
                raise self._error
            else:
                self._arrived = anyio.Event()
                await self._arrived.wait()
        return self._frames.popleft()

    def _put_small(self, frame: Frame) -> None:
        if self._run is not None and self._run[1] == frame.channel and len(self._run[2]) + _SMALL <= MAX_DATA:
            self._run[2].extend(frame.payload)
        else:
            self._end_run()
            self._run = (frame.stream, frame.channel, bytearray(frame.payload))

    def _end_run(self) -> None:
        if self._run is not None:
            stream, channel, data = self._run
            self._run = None
            self._frames.append(Frame(Type.DATA, stream, bytes(data), channel))
