"""One connection to the fake agent: frames in and out, HELLO and READY, the table of streams."""

import math
from collections.abc import Callable

import anyio
from anyio.abc import ByteStream

from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.frame import Decoder, Frame, Type, encode
from ingle.drivers.guest.messages import Hello, MalformedError, Ready, pack, unpack

_ROOM = 1 << 20  # bytes that may wait to be sent before streams pause
_MOST_STREAMS = 1024
_LOOK_AGAIN = 0.02  # seconds; a clock that is moved by hand tells nobody


class Link:
    def __init__(
        self,
        channel: ByteStream,
        *,
        ready: Callable[[], Ready],
        ready_delay: float,
        answer_delay: float,
        open_stream: Callable[[Stream, bytes], None],
        advance: Callable[[], bool],
    ) -> None:
        self._channel = channel
        self._ready = ready
        self._ready_delay = ready_delay
        self._answer_delay = answer_delay
        self._open_stream = open_stream
        self._advance = advance
        self._decoder = Decoder(0, hello=True)
        self._streams: dict[int, Stream] = {}
        self._out: list[bytes] = []
        self._waiting = 0
        self._wake = anyio.Event()
        self.key = 0
        self.asked = False  # somebody has asked something, perhaps without an answer yet

    @property
    def has_room(self) -> bool:
        return self._waiting < _ROOM

    @property
    def flushed(self) -> bool:
        return self._waiting == 0

    def holds(self, stream: Stream) -> bool:
        return self._streams.get(stream.number) is stream

    def forget(self, stream: Stream) -> None:
        self._streams.pop(stream.number, None)

    def send(self, frame: Frame) -> None:
        data = encode(frame, self.key)
        self._out.append(data)
        self._waiting += len(data)
        self._wake.set()

    async def serve(self) -> None:
        """Return when the channel has ended; the streams end with it."""
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(self._write)
                tasks.start_soon(self._tick)
                await self._read()
                tasks.cancel_scope.cancel()
        finally:
            self._drop_streams()
            await anyio.aclose_forcefully(self._channel)

    async def _read(self) -> None:
        try:
            while True:
                for frame in self._decoder.feed(await self._channel.receive(262144)):
                    await self._take(frame)
                self._advance()
        except (anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError):
            return

    async def _write(self) -> None:
        try:
            while True:
                while not self._out:
                    self._wake = anyio.Event()
                    await self._wake.wait()
                data = b"".join(self._out)
                self._out.clear()
                await self._channel.send(data)
                self._waiting -= len(data)
                self.pump()
                self._advance()
        except (anyio.BrokenResourceError, anyio.ClosedResourceError):
            return  # the reader finds out as well

    async def _tick(self) -> None:
        """Let time pass for what waits for it."""
        while True:  # noqa: ASYNC110 - a clock has no events
            await anyio.sleep(0 if self._advance() else _LOOK_AGAIN)

    def pump(self) -> None:
        for stream in tuple(self._streams.values()):
            if stream.handler is not None:
                stream.handler.pump()

    async def _take(self, frame: Frame) -> None:
        if frame.type == Type.HELLO:
            await self._greet(frame.payload)
        elif frame.type == Type.OPEN:
            self.asked = True
            await _pause(self._answer_delay)
            self._open(frame)
        elif stream := self._streams.get(frame.stream):
            stream.take(frame)
            if stream.handler is not None and self.holds(stream):
                stream.handler.pump()

    async def _greet(self, payload: bytes) -> None:
        try:
            hello = unpack(payload, Hello)
        except MalformedError:
            return
        self._drop_streams()
        self._waiting -= sum(map(len, self._out))
        self._out.clear()
        self.key = self._decoder.key = hello.nonce
        await _pause(self._ready_delay)
        self.send(Frame(Type.READY, 0, pack(self._ready())))

    def _open(self, frame: Frame) -> None:
        stream = Stream(frame.stream, self)
        if frame.stream in self._streams or frame.stream == 0:
            stream.refuse("protocol_error", "the stream is open already")
        elif len(self._streams) >= _MOST_STREAMS:
            stream.refuse("too_many_streams")
        else:
            self._streams[frame.stream] = stream
            self._open_stream(stream, frame.payload)

    def _drop_streams(self) -> None:
        streams = tuple(self._streams.values())
        self._streams.clear()
        for stream in streams:
            if stream.handler is not None:
                stream.handler.on_gone(closed=False)


async def _pause(seconds: float) -> None:
    if seconds == math.inf:
        await anyio.sleep_forever()
    await anyio.sleep(seconds)
