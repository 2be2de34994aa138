"""The gate that every request passes: who is asking (Identify), are they in too great a hurry, and does it allow the endpoint (its scope).

A WebSocket passes it once, when it is opened; what is said on it later is slowed by its own readers.

Handlers get the answer as their argument `caller: Caller`. Endpoints that are PUBLIC have no caller.
"""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from ingle.edge.basic import hear_basic, wants_basic
from ingle.edge.errors import (
    CrossOriginError,
    ScopeMissingError,
    SomebodyElseError,
    UnauthenticatedError,
)
from ingle.edge.identity import Caller, Identify
from ingle.edge.limits import RequestPace
from ingle.edge.origin import is_cross_origin, require_page_of_here
from ingle.edge.routes import PUBLIC, SIGNED_IN

PERSON_HEADER = "ingle-person"  # whose page sends this: a browser with several people's cookies may have changed over since
PERSON_PARAMETER = "person"  # the same of a WebSocket, for which a page cannot set headers

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Connection = ASGIConnection[Any, Any, Any, Any]


def make_gate(identify: Identify, pace: RequestPace, *, any_origin: bool = False) -> Guard:
    """The guard for all handlers of the application. `any_origin`: pages of other sites may act, because `identify` knows nobody by a cookie
    that such a page sent along."""

    async def gate(connection: Connection, handler: BaseRouteHandler) -> None:
        if isinstance(connection, Request) and connection.method == "OPTIONS":
            return  # Litestar's own answer, which methods a path has, is no endpoint of ours
        _check_path(connection)
        needed = handler.opt["scope"]
        if needed == PUBLIC:
            if not any_origin and _acts(connection) and is_cross_origin(connection.headers):
                raise CrossOriginError("this request was sent by a page of another site")
            return
        if wants_basic(connection.scope):
            hear_basic(connection.scope)
        caller = await identify(connection)
        if caller is None:
            raise UnauthenticatedError("log in, or send a token (Authorization: Bearer …)")
        by_cookie = caller.via == "session" and not any_origin
        if by_cookie and _acts(connection):
            require_page_of_here(connection.headers)
        if meant_for_other(connection, caller):
            raise SomebodyElseError("this browser goes on as somebody else now; load the page again")
        pace.spend(caller)
        if (needed != SIGNED_IN or caller.via == "link") and not caller.may(needed):
            raise ScopeMissingError(f"this needs the scope {needed}", scope=needed)
        connection.scope["state"]["caller"] = caller

    return gate


def _check_path(connection: Connection) -> None:
    """Nothing has a name with that in it, and not every database can be asked for it."""
    if "\0" in connection.scope["path"]:
        raise NotFoundException


def _acts(connection: Connection) -> bool:
    """Whether the request can change or stream something. A WebSocket always can: it is not held back by browsers' CORS."""
    return not isinstance(connection, Request) or connection.method not in _SAFE_METHODS


def meant_for_other(connection: Connection, caller: Caller) -> bool:
    """Whether the sender said whose page it is, and that is not who is asking."""
    is_request = isinstance(connection, Request)
    meant = (
        connection.headers.get(PERSON_HEADER) if is_request else connection.query_params.get(PERSON_PARAMETER)
    )
    return bool(meant) and meant != caller.user_id


def current_caller(scope: Any) -> Caller | None:
    """Whom the gate let in on this connection."""
    caller: Caller | None = scope.get("state", {}).get("caller")
    return caller
