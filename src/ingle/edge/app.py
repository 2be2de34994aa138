"""The ASGI application: handlers in, one gate, one way to tell errors."""

from collections.abc import Iterable, Sequence
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler, Scope

from ingle.base.clock import SystemClock
from ingle.base.errors import IngleError
from ingle.base.units import MIB
from ingle.edge.gate import current_caller, make_gate
from ingle.edge.headers import SecurityHeaders
from ingle.edge.identity import Caller, Identify
from ingle.edge.leashes import EndStreams, Leashes
from ingle.edge.limits import RequestPace
from ingle.edge.problems import answer
from ingle.edge.routes import PUBLIC, SIGNED_IN
from ingle.edge.short import ShortWay
from ingle.edge.sockets import TellFailures, remember_failure

API = "/api/v1"
MAX_BODY_BYTES = (
    4 * MIB
)  # of requests that are read whole; a handler that streams its body sets request_max_body_size=None


class UndeclaredScopeError(RuntimeError):
    """A handler was written without a scope, or with one that no capability declares."""


def make_app(
    api: Sequence[Any],
    identify: Identify,
    *,
    scopes: Iterable[str],
    root: Sequence[Any] = (),
    leashes: Leashes | None = None,
    pace: RequestPace | None = None,
) -> ASGIApp:
    """The application as a server runs it. Raises UndeclaredScopeError as make_router does."""
    held = leashes or Leashes()
    router = make_router(api, identify, scopes=scopes, root=root, pace=pace or RequestPace(SystemClock()))
    return SecurityHeaders(ShortWay(EndStreams(TellFailures(router, held), held), router))


def make_router(
    api: Sequence[Any], identify: Identify, *, scopes: Iterable[str], root: Sequence[Any], pace: RequestPace
) -> Litestar:
    """`api` are handlers with paths below /api/v1, `root` those below /; `scopes` the names that capabilities declare.

    Raises UndeclaredScopeError when a handler could be reached without one of them.
    """
    known = {PUBLIC, SIGNED_IN, *scopes}
    for handler in (*api, *root):
        check_scope(handler, known)
    handlers: list[ControllerRouterHandler] = [Router(API, route_handlers=list(api)), *root]
    return Litestar(
        handlers,
        guards=[make_gate(identify, pace)],
        dependencies={"caller": Provide(provide_caller, sync_to_thread=False)},
        exception_handlers={Exception: answer, IngleError: answer, 500: answer},
        after_exception=[remember_failure],
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def check_scope(handler: Any, known: set[str]) -> None:
    scope = handler.opt.get("scope")
    if scope not in known:
        raise UndeclaredScopeError(
            f"{sorted(handler.paths)} ({handler}) has the scope {scope!r}, which is not declared"
        )


def provide_caller(scope: Scope) -> Caller:
    """What handlers get as `caller`: whom the gate has let in."""
    caller = current_caller(scope)
    if caller is None:
        raise UndeclaredScopeError("a public endpoint has no caller")
    return caller
