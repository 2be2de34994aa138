"""Where requests come from, and the cookie that they come with."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from ingle.accounts.model import Visitor
from ingle.accounts.names import COOKIE
from ingle.accounts.policy import COOKIE_LIFE

AnyRequest = Request[Any, Any, Any]


def visitor(request: AnyRequest) -> Visitor:
    return Visitor(address_of(request), request.headers.get("user-agent", ""))


def address_of(request: AnyRequest) -> str:
    """Of the peer; "local" on the Unix socket."""
    return request.client.host if request.client and request.client.host else "local"


def session_cookie(request: AnyRequest, secret: str) -> Cookie:
    return cookie(request, COOKIE, secret, int(COOKIE_LIFE.total_seconds()))


def no_cookie(request: AnyRequest, name: str = COOKIE) -> Cookie:
    return cookie(request, name, "", 0)


def cookie(request: AnyRequest, name: str, value: str, max_age: int) -> Cookie:
    """Not for scripts. Secure when the page is https, which behind a proxy only its Origin tells."""
    return Cookie(
        name,
        value=value,
        path="/",
        max_age=max_age,
        httponly=True,
        secure=is_https(request),
        samesite="lax",
    )


def is_https(request: AnyRequest) -> bool:
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
