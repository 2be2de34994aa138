"""One HTTP/1.1 request and its answer over one connection, by h11, which knows no network: what leaves is framed anew and what comes is checked."""

from collections.abc import AsyncIterator, Sequence

import anyio
import h11
from anyio.abc import ByteStream

from ingle.base.units import KIB
from ingle.gateway.errors import AnswerCutError, AnswerMalformedError, RequestMalformedError

MAX_HEAD = 64 * KIB  # of an answer
CHUNK = 64 * KIB


class Line:
    """`say` and `hear` may go on at the same time: a server may answer before it has heard all."""

    def __init__(self, stream: ByteStream, port: int) -> None:
        self._stream = stream
        self._port = port
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)

    async def ask(self, method: str, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> None:
        """Raises RequestMalformedError."""
        try:
            request = h11.Request(method=method, target=target, headers=[*headers, (b"connection", b"close")])
        except h11.LocalProtocolError as error:
            raise RequestMalformedError(f"the request cannot be passed on: {error}") from error
        await self._say(request)

    async def say(self, data: bytes) -> None:
        """More of the body. Raises RequestMalformedError for more than its head has said."""
        await self._say(h11.Data(data=data))

    async def end(self) -> None:
        await self._say(h11.EndOfMessage())

    async def hear(self) -> h11.Response:
        """The head of the answer. Raises AnswerMalformedError, AnswerCutError."""
        while True:
            event = await self._next()
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise AnswerCutError(self._port)

    async def content(self) -> AsyncIterator[bytes]:
        """Its body, as it comes. Raises AnswerMalformedError, AnswerCutError."""
        while not isinstance(event := await self._next(), h11.EndOfMessage):
            if not isinstance(event, h11.Data):
                raise AnswerCutError(self._port)
            yield bytes(event.data)

    async def hang_up(self) -> None:
        await self._stream.aclose()

    async def _say(self, event: h11.Event) -> None:
        try:
            data = self._http.send(event)
        except h11.LocalProtocolError as error:
            raise RequestMalformedError(f"the request cannot be passed on: {error}") from error
        if data:
            await self._stream.send(data)

    async def _next(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                if self._http.trailing_data == (b"", True):  # there was no more, rather than something else
                    raise AnswerCutError(self._port) from error
                raise AnswerMalformedError(self._port, str(error)) from error
            if event is not h11.NEED_DATA:
                return event
            self._http.receive_data(await self._receive())

    async def _receive(self) -> bytes:
        """b"" when there is no more."""
        try:
            return await self._stream.receive(CHUNK)
        except anyio.EndOfStream:
            return b""
        except (anyio.BrokenResourceError, anyio.ClosedResourceError) as error:
            raise AnswerCutError(self._port) from error
