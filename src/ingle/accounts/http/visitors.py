"""Where requests come from, and the cookie that they come with."""

from typing import Any

from litestar import Request
from litestar.datastructures import Cookie

from ingle.accounts.model import Visitor
from ingle.accounts.names import COOKIE, HERE_COOKIE, HERE_PATH, MOST_HERE, USER
from ingle.accounts.policy import COOKIE_LIFE
from ingle.base.ids import is_id

_MOST_HEARD = 4 * MOST_HERE  # of what a request claims; browsers that have more are not ours
_COOKIE_SECONDS = int(COOKIE_LIFE.total_seconds())

AnyRequest = Request[Any, Any, Any]


def visitor(request: AnyRequest) -> Visitor:
    return Visitor(address_of(request), request.headers.get("user-agent", ""))


def address_of(request: AnyRequest) -> str:
    """Of the peer; "local" on the Unix socket."""
    return request.client.host if request.client and request.client.host else "local"


def session_cookies(request: AnyRequest, user_id: str, secret: str) -> list[Cookie]:
    """The browser acts as this person from now on, and keeps who else is signed in; not more than fit, of whom the first one to come goes."""
    others = [other for other in claims(request) if other != user_id]
    surplus = others[: max(0, len(others) + 1 - MOST_HERE)]
    return [
        cookie(request, COOKIE, secret, _COOKIE_SECONDS),
        here_cookie(request, user_id, secret),
        *(no_here_cookie(request, other) for other in surplus),
    ]


def no_session_cookies(request: AnyRequest, user_id: str) -> list[Cookie]:
    """This person has left the browser; whoever else is signed in has not."""
    return [no_cookie(request, COOKIE), no_here_cookie(request, user_id)]


def claims(request: AnyRequest) -> dict[str, str]:
    """Secrets of sessions by the ids of whose they are said to be, as the browser keeps them. Who came first is first (RFC 6265, 5.4)."""
    told = [
        (name.removeprefix(HERE_COOKIE), secret)
        for name, secret in request.cookies.items()
        if name.startswith(HERE_COOKIE) and is_id(name.removeprefix(HERE_COOKIE), USER)
    ]
    return dict(told[-_MOST_HEARD:])


def here_cookie(request: AnyRequest, user_id: str, secret: str) -> Cookie:
    return cookie(request, HERE_COOKIE + user_id, secret, _COOKIE_SECONDS, path=HERE_PATH)


def no_here_cookie(request: AnyRequest, user_id: str) -> Cookie:
    return cookie(request, HERE_COOKIE + user_id, "", 0, path=HERE_PATH)


def no_cookie(request: AnyRequest, name: str) -> Cookie:
    return cookie(request, name, "", 0)


def cookie(request: AnyRequest, name: str, value: str, max_age: int, *, path: str = "/") -> Cookie:
    """Not for scripts. Secure when the page is https, which behind a proxy only its Origin tells."""
    return Cookie(
        name,
        value=value,
        path=path,
        max_age=max_age,
        httponly=True,
        secure=is_https(request),
        samesite="lax",
    )


def is_https(request: AnyRequest) -> bool:
    return request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
