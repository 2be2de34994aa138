"""What stays open ends with what it hangs on: a terminal with the login that opened it, a followed log with the daemon.

WebSockets, and answers without a declared length, are held here while they last. Anything else ends by itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from ingle.edge.gate import current_caller
from ingle.edge.identity import Caller


class Leash:
    def __init__(self, connection: Any, scope: anyio.CancelScope) -> None:
        self.connection = connection  # the ASGI scope, in which the gate leaves the caller
        self.scope = scope
        self.open_ended = connection["type"] == ScopeType.WEBSOCKET


class Leashes:
    def __init__(self) -> None:
        self._held: set[Leash] = set()

    @contextmanager
    def hold(self, connection: Any) -> Iterator[Leash]:
        """Its scope is cancelled when the credential ends, if the connection is open-ended by then."""
        with anyio.CancelScope() as scope:
            leash = Leash(connection, scope)
            self._held.add(leash)
            try:
                yield leash
            finally:
                self._held.discard(leash)

    def cut(self, whose: Callable[[Caller], bool]) -> None:
        """A credential has ended."""
        for leash in tuple(self._held):
            caller = current_caller(leash.connection)
            if leash.open_ended and caller is not None and whose(caller):
                leash.scope.cancel()

    def end_streams(self) -> None:
        """The daemon stops: answers without an end get one. WebSockets are told by the server itself."""
        for leash in tuple(self._held):
            if leash.open_ended and leash.connection["type"] == ScopeType.HTTP:
                leash.scope.cancel()


class EndStreams:
    """Wraps the application: an answer of undeclared length whose leash is cut ends properly, as if nothing more had come."""

    def __init__(self, app: ASGIApp, leashes: Leashes) -> None:
        self._app = app
        self._leashes = leashes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        with self._leashes.hold(scope) as leash:

            async def watch(message: Message) -> None:
                if message["type"] == "http.response.start":
                    leash.open_ended = all(
                        name.lower() != b"content-length" for name, _ in message["headers"]
                    )
                elif message["type"] == "http.response.body" and not message["more_body"]:
                    leash.open_ended = False
                await send(message)

            await self._app(scope, receive, watch)
        if leash.scope.cancelled_caught:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
