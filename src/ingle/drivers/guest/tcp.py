"""A TCP connection inside the guest, as a byte stream."""

import anyio
from anyio.abc import ByteStream

from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.stream import Stream
from ingle.machines.errors import GuestError, GuestLostError


class TcpStream(ByteStream):
    """Errors are anyio's, as with every byte stream: EndOfStream, BrokenResourceError (reset, or the link lost), ClosedResourceError."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._rest = b""
        self._ended = False

    async def receive(self, max_bytes: int = 65536) -> bytes:
        if not self._rest:
            self._rest = await self._next()
        data, self._rest = self._rest[:max_bytes], self._rest[max_bytes:]
        return data

    async def send(self, item: bytes) -> None:
        try:
            await self._stream.send(item)
        except GuestLostError as error:
            raise anyio.BrokenResourceError from error
        if self._stream.over:
            raise anyio.BrokenResourceError

    async def send_eof(self) -> None:
        try:
            await self._stream.send_eof()
        except GuestLostError as error:
            raise anyio.BrokenResourceError from error

    async def aclose(self) -> None:
        self._stream.close()

    async def _next(self) -> bytes:
        if self._ended:
            raise anyio.EndOfStream
        try:
            while (frame := await self._stream.receive()).type != Type.DATA:
                if frame.type in (Type.EOF, Type.CLOSE):
                    self._ended = True
                    raise anyio.EndOfStream
        except (GuestError, GuestLostError) as error:
            raise anyio.BrokenResourceError from error
        return frame.payload
