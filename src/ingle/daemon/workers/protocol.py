"""HTTP in a worker: a request that is not its own takes its connection to the house; and in the house, a connection that comes with bytes.

A connection leaves between two requests, when nothing is unanswered and all that was read since is at hand. A client that sends the next request before the
answer to the last (pipelining) and wants the house then has its connection closed after that answer, as HTTP allows, and asks again.
"""

from collections.abc import Callable, Sequence
from typing import Any

from ingle.daemon.server import PeerProtocol
from ingle.daemon.workers.ends import Ends, is_own

Give = Callable[[int, bytes], None]
"""Hands a socket over, by its descriptor, with what was read."""


class WorkerProtocol(PeerProtocol):
    ends: Ends
    give: Give
    port_domains: Sequence[str]

    _between = True  # requests
    _read: bytes | None = None  # since the request began; None: it began in the middle of what was read
    _leaving = False

    def data_received(self, data: bytes) -> None:
        if self._between:
            self._read = data
        elif self._read is not None:
            self._read += data
        super().data_received(data)
        if self._leaving and not self.transport.is_closing():
            self._leave()

    def on_message_begin(self) -> None:
        self._between = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        method, upgrades = self.parser.get_method(), self.parser.should_upgrade()
        own = is_own(self.ends, method, self.url, self.headers, self.port_domains)
        self._leaving = self._leaving or upgrades or not own
        if not self._leaving:
            self._read = None
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._leaving:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._leaving:
            super().on_message_complete()
            self._between, self._read = True, None

    def handle_websocket_upgrade(self) -> None:
        """The house does."""

    def _unsupported_upgrade_warning(self) -> None:
        """The house says it."""

    def send_400_response(self, msg: str) -> None:
        if not self._leaving:
            super().send_400_response(msg)

    def _leave(self) -> None:
        last: Any = self.cycle  # None before the first
        if last is not None and not last.response_complete:
            last.keep_alive = False
        elif self._read is None:
            self.transport.close()
        else:
            self.transport.pause_reading()
            self.give(self.transport.get_extra_info("socket").fileno(), self._read)
            self.transport.abort()  # closes this process's descriptor; the house has its own


class HandedProtocol(PeerProtocol):
    """Begins with what a worker has read."""

    def __init__(self, *arguments: Any, read: bytes, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._handed = read

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        handed, self._handed = self._handed, b""
        self.data_received(handed)


def worker_protocol(ends: Ends, give: Give, port_domains: Sequence[str]) -> type[WorkerProtocol]:
    """`port_domains`: below which ports of machines lie, where the operator names any."""
    bound = {"ends": ends, "give": staticmethod(give), "port_domains": port_domains}
    return type("BoundProtocol", (WorkerProtocol,), bound)
