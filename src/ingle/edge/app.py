"""The ASGI application: handlers in, one gate, one way to tell errors."""

from collections.abc import Iterable, Sequence
from typing import Any

from litestar import Litestar, Router
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler, Receive, Scope, Send

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
from ingle.edge.sections import Later, Sections, by_section
from ingle.edge.short import ShortWay
from ingle.edge.sockets import TellFailures, remember_failure

API = "/api/v1"
MAX_BODY_BYTES = (
    4 * MIB
)  # of requests that are read whole; a handler that streams its body sets request_max_body_size=None


class UndeclaredScopeError(RuntimeError):
    """A handler was written without a scope, or with one that no capability declares."""


class App:
    """The application as a server runs it: the API in sections, and what lies beside it. Each is made when it is first asked, or by `complete`."""

    def __init__(self, sections: Sections) -> None:
        self._app = SecurityHeaders(sections)
        self.complete = sections.complete

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)


def make_app(
    api: Sequence[Any],
    identify: Identify,
    *,
    scopes: Iterable[str],
    root: Sequence[Any] = (),
    leashes: Leashes | None = None,
    pace: RequestPace | None = None,
) -> App:
    """`api`, `root`, `scopes`: as make_router has them. Raises UndeclaredScopeError as it does."""
    held = leashes or Leashes()
    paced = pace or RequestPace(SystemClock())
    known = [*scopes]
    check_scopes((*api, *root), known)

    def section(api: Sequence[Any], root: Sequence[Any]) -> Later:
        def make() -> ASGIApp:
            router = make_router(api, identify, scopes=known, root=root, pace=paced)
            return ShortWay(EndStreams(TellFailures(router, held), held), router)

        return Later(make)

    sections = {word: section(handlers, ()) for word, handlers in by_section(api).items()}
    return App(Sections(API, sections, section((), root)))


def make_router(
    api: Sequence[Any], identify: Identify, *, scopes: Iterable[str], root: Sequence[Any], pace: RequestPace
) -> Litestar:
    """`api` are handlers with paths below /api/v1, `root` those below /; `scopes` the names that capabilities declare.

    Raises UndeclaredScopeError when a handler could be reached without one of them.
    """
    check_scopes((*api, *root), scopes)
    # A router inside the application would be copied with all its handlers; only who needs both is worth that.
    handlers: Sequence[ControllerRouterHandler] = (
        [Router(API, route_handlers=list(api)), *root] if root else list(api)
    )
    return Litestar(
        handlers,
        path="" if root else API,
        guards=[make_gate(identify, pace)],
        dependencies={"caller": Provide(provide_caller, sync_to_thread=False)},
        exception_handlers={Exception: answer, IngleError: answer, 500: answer},
        after_exception=[remember_failure],
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
    )


def check_scopes(handlers: Iterable[Any], scopes: Iterable[str]) -> None:
    """Raises UndeclaredScopeError."""
    known = {PUBLIC, SIGNED_IN, *scopes}
    for handler in handlers:
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
