"""What lets pages of any origin call the contract's endpoints: they come with a token of their own, and without one they are nobody (puter/identify.py).

And what keeps answers from being pages: a person's file that is opened in a browser must not run as ours.
"""

from collections.abc import Iterable

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

_METHODS = b"GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE"
_ALLOWED = b"Authorization, Content-Type, Content-Length, Accept, Range, Cache-Control, Pragma, X-Requested-With, X-API-Key"
_READABLE = b"Content-Length, Content-Range, Content-Disposition, ETag, Last-Modified, Retry-After"
_A_DAY = b"86400"
_POLICY = b"content-security-policy"
_NO_PAGE = (_POLICY, b"default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox")


class Cors:
    """Wraps the edge: answers preflights, and says on every answer who may read it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        added = headers_for(scope["headers"])
        if scope["method"] == "OPTIONS":
            await _answer_preflight(send, added)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [*message["headers"], *added]
                message["headers"] = own if _says_policy(own) else [*own, _NO_PAGE]
            await send(message)

        await self._app(scope, receive, add)


def headers_for(asked: Iterable[Header]) -> list[Header]:
    """The origin is told back, because a browser takes no `*` where a page asks with credentials."""
    said = dict(asked)
    allowed = said.get(b"access-control-request-headers", _ALLOWED)
    headers = [
        (b"access-control-allow-origin", said.get(b"origin", b"*")),
        (b"access-control-allow-methods", _METHODS),
        (b"access-control-allow-headers", allowed),
        (b"access-control-expose-headers", _READABLE),
        (b"access-control-allow-private-network", b"true"),
        (b"access-control-max-age", _A_DAY),
        (b"cross-origin-resource-policy", b"cross-origin"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
        (b"vary", b"Origin"),
    ]
    if b"origin" in said:
        headers.append((b"access-control-allow-credentials", b"true"))
    return headers


def _says_policy(headers: Iterable[Header]) -> bool:
    return any(name.lower() == _POLICY for name, _ in headers)


async def _answer_preflight(send: Send, headers: list[Header]) -> None:
    body = b"OK"
    head = [*headers, (b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body, "more_body": False})
