"""Sites as browsers see them: an application around the house's, which takes the requests that are for sites.

On a host of its own a site is an origin of its own and may do what pages do. On the house's host, below `/sites/`, whatever it sends runs in a sandbox without
an origin (CSP `sandbox` without `allow-same-origin`), so no cookie, storage or answer of the house is within its reach. Nobody's cookie is ever looked at here.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ingle.edge.hosts import host_header, host_of
from ingle.files import answer
from ingle.sites.names import PREFIX
from ingle.sites.showing import Showing, Shown

_EVERYWHERE = {"X-Content-Type-Options": "nosniff"}
_ON_ITS_HOST = {**_EVERYWHERE, "Referrer-Policy": "strict-origin-when-cross-origin"}
_SANDBOX = {
    **_EVERYWHERE,
    "Content-Security-Policy": "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads",
    "Referrer-Policy": "no-referrer",  # the address may hold a ticket
    # a page without an origin is a stranger to its own files
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_MISSING = b"<!doctype html><meta charset=utf-8><title>Not found</title><h1>There is nothing here</h1>\n"
_HTML = "text/html; charset=utf-8"
_GONE = 4404  # of a WebSocket: no site has any


class SitePages:
    def __init__(self, house: ASGIApp, showing: Showing) -> None:
        self._house = house
        self._showing = showing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = await self._showing.site_of_host(host_of(host_header(scope)))
        if name is None and not scope["path"].startswith(PREFIX):
            await self._house(scope, receive, send)
        elif scope["type"] != ScopeType.HTTP:
            await send({"type": "websocket.close", "code": _GONE, "reason": "sites have no sockets"})
        elif name is not None:
            scope["path_template"] = "site"  # what metrics call it
            await self._answer(scope, receive, send, name, scope["path"][1:], _ON_ITS_HOST)
        else:
            scope["path_template"] = PREFIX
            name, slash, path = scope["path"].removeprefix(PREFIX).partition("/")
            await self._answer(scope, receive, send, name, path if slash else None, _SANDBOX)

    async def _answer(
        self,
        scope: Any,
        receive: Receive,
        send: Send,
        name: str,
        path: str | None,
        headers: Mapping[str, str],
    ) -> None:
        """`path` None: the address of a site without its slash."""
        if scope["method"] not in {"GET", "HEAD"}:
            response = Response(b"", status_code=405, headers={"Allow": "GET, HEAD"})
        elif path is None:
            response = _to_slash(scope, scope["path"])
            scope["path"] = PREFIX + name.partition("~")[0]  # the log tells it, and a ticket is a secret
        else:
            whole = scope["path"]
            name, _, ticket = name.partition("~")
            if ticket:
                scope["path"] = f"{PREFIX}{name}~/{path}"  # as above
            shown = await self._showing.show(name, path, ticket=ticket if headers is _SANDBOX else "")
            response = self._response(scope, whole, shown)
        response.headers.update(headers)
        sent = response.to_asgi_response(None, Request(scope, receive, send))
        await sent(scope, receive, _without_body(send) if scope["method"] == "HEAD" else send)

    def _response(self, scope: Any, whole: str, shown: Shown) -> Response[Any]:
        if shown.redirect:
            return _to_slash(scope, whole)
        if shown.reading is None:
            return Response(
                _MISSING, status_code=404, headers={"Content-Type": _HTML, "Cache-Control": "no-cache"}
            )
        asked = Request[Any, Any, Any](scope).headers if shown.found else {}
        response = answer(self._showing.files.contents, shown.reading, asked, download=False)
        if not shown.found:
            response.status_code = 404
            del response.headers["ETag"], response.headers["Last-Modified"]
        response.headers["Cache-Control"] = "private, no-cache" if shown.private else "public, no-cache"
        return response


def _to_slash(scope: Any, whole: str) -> Response[Any]:
    """To the same address with a slash, on this host: a path that began with two slashes would name another."""
    path = "/" + quote(whole.strip("/"), safe="/~!$&'()*+,;=:@") + "/"
    query = scope["query_string"].decode("latin-1")
    location = f"{path}?{query}" if query else path
    return Response(b"", status_code=308, headers={"Location": location, "Cache-Control": "no-cache"})


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message["body"] = b""
        await send(message)

    return headers_only
