"""Answers that begin when their first piece is there: what keeps it from being there is told as a problem, not by a connection that breaks off."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

from litestar import Request, Response
from litestar.response import Stream
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Scope, Send

Pieces = AsyncGenerator[bytes, None]


class OpenedStream(Response[Any]):
    def __init__(self, pieces: Pieces, *, status_code: int, headers: dict[str, str], media_type: str) -> None:
        super().__init__(b"", status_code=status_code, headers=headers, media_type=media_type)
        self._pieces = pieces
        self._first: bytes | None = None

    async def begin(self) -> None:
        """Have the first piece. Raises what keeps it from being there. Whoever does not call this has it called as the answer is sent."""
        if self._first is None:
            self._first = await anext(self._pieces, b"")

    async def pieces(self) -> AsyncIterator[bytes]:
        """All of them, after `begin`."""
        async with aclosing(self._pieces):
            yield self._first or b""
            async for piece in self._pieces:
                yield piece

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **options: Any) -> ASGIResponse:
        plain = Stream(
            self.pieces(), status_code=self.status_code, headers=self.headers, media_type=self.media_type
        )
        return cast("ASGIResponse", _Opened(self, plain.to_asgi_response(app, request, **options)))


class _Opened:
    """Called as an ASGI response is."""

    def __init__(self, stream: OpenedStream, response: ASGIResponse) -> None:
        self._stream = stream
        self._response = response

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._stream.begin()
        await self._response(scope, receive, send)
