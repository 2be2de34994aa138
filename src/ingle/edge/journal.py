"""Each request gets an id, a line in the log and a place in the metrics. Never a query string, header or body: they may hold secrets."""

import secrets
import time
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, reset_contextvars

from ingle.edge.gate import current_caller
from ingle.runtime.metrics import Metrics

log = structlog.get_logger()

_QUIET_ROUTES = frozenset({"/healthz", "/metrics"})  # asked every few seconds by machines
_REQUEST_ID = b"x-request-id"


class Journal:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics
        self._log = log.bind()
        self._series: dict[tuple[str, str, int], Any] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = secrets.token_hex(8)
        state: dict[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        bound = bind_contextvars(request_id=request_id)
        try:
            if scope["type"] == ScopeType.WEBSOCKET:
                await self._socket(scope, receive, send)
            else:
                await self._request(scope, receive, send, request_id)
        finally:
            reset_contextvars(**bound)

    async def _request(self, scope: Any, receive: Receive, send: Send, request_id: str) -> None:
        status = 0
        begun = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (_REQUEST_ID, request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            seconds = time.perf_counter() - begun
            route = _route(scope)
            self._series_of(scope["method"], route, status).observe(seconds)
            tell = self._log.debug if route in _QUIET_ROUTES else self._log.info
            tell(
                "request", method=scope["method"], status=status, ms=round(seconds * 1000, 2), **_facts(scope)
            )

    def _series_of(self, method: str, route: str, status: int) -> Any:
        """The histogram's part for these labels, without asking for it anew each time."""
        series = self._series.get((method, route, status))
        if series is None:
            series = self._metrics.requests.labels(method, route, str(status))
            self._series[method, route, status] = series
        return series

    async def _socket(self, scope: Any, receive: Receive, send: Send) -> None:
        code = None
        begun = time.perf_counter()

        async def note(message: Message) -> None:
            nonlocal code
            if message["type"] == "websocket.close":
                code = message["code"]
            await send(message)

        try:
            with self._metrics.websockets.track_inprogress():
                await self._app(scope, receive, note)
        finally:
            seconds = time.perf_counter() - begun
            self._log.info("socket", code=code, seconds=round(seconds, 2), **_facts(scope))


def _route(scope: Any) -> str:
    """The route's template: its number is bounded, that of paths is not."""
    return str(scope.get("path_template") or "unknown")


def _facts(scope: Any) -> dict[str, str]:
    caller = current_caller(scope)
    who = {"user": caller.user_name, "via": caller.via} if caller else {}
    return {"path": scope["path"], **who}
