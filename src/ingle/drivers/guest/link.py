"""A link: one HELLO, one reader and one writer of the channel, and the table of streams between them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.abc import ByteStream

from ingle.drivers.guest.events import Events
from ingle.drivers.guest.frame import FLUSH, Decoder, Frame, Type, encode
from ingle.drivers.guest.messages import VERSION, Hello, MalformedError, Ready, S, pack, unpack
from ingle.drivers.guest.outbox import Outbox
from ingle.drivers.guest.requests import Request
from ingle.drivers.guest.stream import Stream
from ingle.machines.errors import GuestError, GuestLostError

_CHUNK = 256 * 1024
_LAST_STREAM = 0xFFFFFFFF
_ENDS = (anyio.EndOfStream, anyio.BrokenResourceError, anyio.ClosedResourceError)


class Link:
    """Runs in `run`, which ends when the channel does; until then streams may be opened."""

    def __init__(self, channel: ByteStream) -> None:
        self._channel = channel
        self._decoder = Decoder(0)
        self._outbox = Outbox()
        self._sending = False
        self._streams: dict[int, Stream] = {}
        self._next_stream = 1
        self._ready: Ready | None = None
        self._changed = anyio.Event()  # ready or lost
        self._lost = anyio.Event()
        self.events = Events()
        self._why: GuestLostError | GuestError | None = None

    # --- the life of the link ---

    async def read(self) -> None:
        """Take what the agent sends until the channel ends; then the link is lost."""
        try:
            while self._why is None:
                for frame in self._decoder.feed(await self._channel.receive(_CHUNK)):
                    self._take(frame)
        except _ENDS:
            self.lose(GuestLostError())

    async def write(self) -> None:
        """Send what streams have put out until the channel ends; then the link is lost."""
        try:
            while self._why is None:
                data = await self._outbox.take()
                self._sending = True
                await self._channel.send(data)
                self._sending = False
        except _ENDS:
            self.lose(GuestLostError())

    @property
    def unsent(self) -> bool:
        """Whether something still waits for the channel to take it."""
        return self._sending or self._outbox.filled

    @property
    def answered(self) -> bool:
        """Whether a READY has come."""
        return self._ready is not None

    def greet(self, nonce: int, *, fresh: bool) -> None:
        """Put out a HELLO, after what completes a half frame of an older link. Only the READY that answers the last one counts."""
        self._decoder.key = self._outbox.key = nonce
        if not fresh:
            self._outbox.put_bytes(FLUSH)
        hello = Hello(version=VERSION, nonce=nonce)
        self._outbox.put_bytes(encode(Frame(Type.HELLO, 0, pack(hello)), 0))

    def nudge(self) -> None:
        """Put out a frame for no stream."""
        self._outbox.put(Frame(Type.EOF, 0))

    async def wait_ready(self) -> Ready:
        """Raises GuestError (version, protocol_error) or GuestLostError."""
        while self._ready is None:
            if self._why is not None:
                raise self._why
            await self._changed.wait()
        if self._ready.version != VERSION:
            raise GuestError(
                "version",
                f"the machine's agent speaks version {self._ready.version} of the guest protocol, this daemon version {VERSION}; "
                "restart the machine to give it the agent that belongs to this daemon",
            )
        return self._ready

    async def wait_lost(self) -> None:
        await self._lost.wait()

    def lose(self, why: GuestLostError | GuestError) -> None:
        """End every stream and refuse new ones. The first reason counts."""
        if self._why is not None:
            return
        self._why = why
        lost = why if isinstance(why, GuestLostError) else GuestLostError(why.sentence)
        for stream in tuple(self._streams.values()):
            stream.lose(lost)
        self._outbox.close()
        self.events.end()
        self._lost.set()
        self._changed.set()

    # --- streams ---

    @asynccontextmanager
    async def stream(self, request: Request) -> AsyncIterator[Stream]:
        """A stream that lasts no longer than the context."""
        stream = await self.open(request)
        try:
            yield stream
        finally:
            stream.close()

    async def open(self, request: Request) -> Stream:
        """A stream that the caller closes. Raises GuestLostError."""
        await self._outbox.wait_room()
        if self._why is not None:
            raise GuestLostError(self._why.sentence)
        if self._next_stream > _LAST_STREAM:
            self.lose(GuestLostError("the link has used up its stream numbers"))
            raise GuestLostError
        stream = Stream(self._next_stream, self._outbox, self._release)
        self._outbox.put(Frame(Type.OPEN, stream.number, pack(request)))
        self._streams[stream.number] = stream
        self._next_stream += 1
        return stream

    async def call(self, request: Request, form: type[S]) -> S:
        """A method whose only answer is a CLOSE."""
        async with self.stream(request) as stream:
            return await stream.expect(Type.CLOSE, form)

    def _release(self, number: int) -> None:
        self._streams.pop(number, None)

    # --- frames ---

    def _take(self, frame: Frame) -> None:
        if frame.type == Type.READY:
            self._take_ready(frame)
        elif frame.type == Type.EVENT:
            self.events.put(frame.payload)
        elif (stream := self._streams.get(frame.stream)) is not None:
            stream.take(frame)

    def _take_ready(self, frame: Frame) -> None:
        if self._ready is not None:
            self.lose(GuestLostError("the machine's agent has started the conversation anew"))
            return
        try:
            self._ready = unpack(frame.payload, Ready)
        except MalformedError as error:
            self.lose(GuestError("protocol_error", f"the machine's agent broke the protocol: READY: {error}"))
        self._changed.set()
