"""Headers that keep browsers from doing what an answer was not meant for, on every answer.

The desktop's pages may load from this host only; pages of apps, wherever these lie, they may show in frames. What the API and WebDAV answer is no page
at all: somebody's file opened in a browser must not run as ours.
"""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

_EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_POLICY = "content-security-policy"


def _page(frames: str, framed_by: str = "'self'", opener: str = "same-origin") -> dict[str, str]:
    """Of a page that may show these in frames, beside its own, and whose frames may show it."""
    return {
        # xterm.js and CodeMirror set styles on elements; nothing may run that was not served from here; PDFs, and what a link opens, are shown as blobs
        _POLICY: "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
        f"connect-src 'self' ws: wss:; frame-src 'self' {frames}; frame-ancestors {framed_by}; base-uri 'self'; form-action 'self'; object-src 'none'",
        "cross-origin-opener-policy": opener,
    }


# Apps are pages anywhere, which the desktop cages; nothing else of this host frames what is not its own.
_DESKTOP = _page("blob: http: https:")
_PAGE = _page("blob:")
_PAGES = ("/x/", "/link")  # extensions, and what a link opens: no part of the desktop
# Pages of anywhere open these to ask a person something, and hear the answer; in a frame somebody could be made to click on what they do not see.
_ASKING = _page("blob:", "'none'", "unsafe-none")
_ASKINGS = "/action/"
_NO_PAGES = ("/api/", "/dav/")  # what is answered below these is data, however it looks
_NO_PAGE = {_POLICY: "default-src 'none'; frame-ancestors 'none'; sandbox"}


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class SecurityHeaders:
    """Wraps the application. What an answer says itself stands."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._desktop = _encoded(_EVERYWHERE | _DESKTOP)
        self._page = _encoded(_EVERYWHERE | _PAGE)
        self._asking = _encoded(_EVERYWHERE | _ASKING)
        self._no_page = _encoded(_EVERYWHERE | _NO_PAGE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        added = self._for(scope["path"])

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(one for one in added if one[0] not in own)]
            await send(message)

        await self._app(scope, receive, add)

    def _for(self, path: str) -> list[tuple[bytes, bytes]]:
        if path.startswith(_NO_PAGES):
            return self._no_page
        if path.startswith(_ASKINGS):
            return self._asking
        return self._page if path.startswith(_PAGES) else self._desktop
