"""The edge as an application beside the house's own, on the same port: which requests are its own, and what they meet before a handler.

Its endpoints lie at the root, because the contract's clients write `ORIGIN/stat` and connect their sockets to `ORIGIN/socket.io`. What begins with a
word that one of its endpoints begins with is for the edge, also where it then has no such endpoint: its clients understand only its own way of saying so.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send

from ingle.base.errors import IngleError
from ingle.edge.app import MAX_BODY_BYTES, check_scopes, provide_caller
from ingle.edge.gate import make_gate
from ingle.edge.leashes import EndStreams, Leashes
from ingle.edge.limits import RequestPace
from ingle.edge.sections import Later, first_word
from ingle.puter.asked import read_fields
from ingle.puter.cors import Cors
from ingle.puter.errors import answer
from ingle.puter.http import routes
from ingle.puter.services import Services
from ingle.puter.sockets import PATH, Sockets


class Doors:
    """Sends each request to the house, or to the edge beside it."""

    def __init__(self, house: ASGIApp, sockets: ASGIApp, edge: Later, words: Iterable[str]) -> None:
        """`words`: what the paths that `edge` answers begin with."""
        self._house = house
        self._beside: dict[str, ASGIApp] = {**dict.fromkeys(words, edge), PATH: sockets}
        self.complete = edge.complete

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._beside.get(first_word(scope["path"]), self._house)(scope, receive, send)


def make_puter(
    house: ASGIApp,
    services: Services,
    sockets: Sockets,
    *,
    scopes: Iterable[str],
    pace: RequestPace,
    leashes: Leashes,
) -> Doors:
    """The house with the edge beside it. Raises UndeclaredScopeError as edge's make_router does."""
    handlers = routes(services)
    check_scopes(handlers, scopes)

    def edge() -> ASGIApp:
        router = Litestar(
            handlers,
            guards=[make_gate(services.identify, pace, any_origin=True)],
            dependencies={
                "caller": Provide(provide_caller, sync_to_thread=False),
                "fields": Provide(read_fields),
            },
            exception_handlers={Exception: answer, IngleError: answer, 500: answer},
            request_max_body_size=MAX_BODY_BYTES,
            openapi_config=None,
            logging_config=None,
        )
        return Cors(EndStreams(router, leashes))

    return Doors(house, Cors(sockets), Later(edge), words_of(handlers))


def words_of(handlers: Sequence[Any]) -> frozenset[str]:
    return frozenset(first_word(path) for handler in handlers for path in handler.paths)
