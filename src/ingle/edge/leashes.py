"""Open WebSockets end with the credential that opened them: a terminal does not outlive its logout, nor a stream its revoked token."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import anyio

from ingle.edge.gate import current_caller
from ingle.edge.identity import Caller


@dataclass(frozen=True, eq=False)
class _Leash:
    connection: Any  # the ASGI scope, in which the gate leaves the caller
    scope: anyio.CancelScope


class Leashes:
    def __init__(self) -> None:
        self._held: set[_Leash] = set()

    @contextmanager
    def hold(self, connection: Any) -> Iterator[anyio.CancelScope]:
        """Cancelled when the connection's credential ends."""
        with anyio.CancelScope() as scope:
            leash = _Leash(connection, scope)
            self._held.add(leash)
            try:
                yield scope
            finally:
                self._held.discard(leash)

    def cut(self, whose: Callable[[Caller], bool]) -> None:
        for leash in tuple(self._held):
            caller = current_caller(leash.connection)
            if caller is not None and whose(caller):
                leash.scope.cancel()
