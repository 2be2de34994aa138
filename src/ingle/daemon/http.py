"""Endpoints about the daemon itself."""

from collections.abc import Callable, Sequence
from typing import Any

from anyio import to_thread
from litestar import Response

from ingle.daemon.doctor import Host, examine
from ingle.daemon.names import SCOPE_METRICS, SCOPE_SYSTEM
from ingle.edge.pages import Listing
from ingle.edge.routes import PUBLIC, get
from ingle.runtime.metrics import CONTENT_TYPE, Metrics
from ingle.wire.system import Check, Health, System


def root_routes(health: Callable[[], Health], metrics: Metrics) -> Sequence[Any]:
    """Handlers with paths below /."""

    @get("/healthz", scope=PUBLIC)
    async def healthz() -> Response[Health]:
        state = health()
        return Response(state, status_code=200 if state.status in {"ok", "degraded"} else 503)

    @get("/metrics", scope=SCOPE_METRICS)
    async def prometheus() -> Response[bytes]:
        return Response(await to_thread.run_sync(metrics.render), media_type=CONTENT_TYPE)

    return [healthz, prometheus]


def api_routes(
    system: Callable[[], System], host: Callable[[], Host], schema: Callable[[], bytes]
) -> Sequence[Any]:
    """Handlers with paths below /api/v1."""

    @get("/system", scope=SCOPE_SYSTEM, summary="What runs here")
    async def get_system() -> System:
        return await to_thread.run_sync(system)

    @get("/doctor", scope=SCOPE_SYSTEM, summary="What is missing on this host, and what to type")
    async def get_doctor() -> Listing[Check]:
        return Listing(list(await to_thread.run_sync(examine, host())))

    @get("/openapi.json", scope=PUBLIC, include_in_schema=False)
    async def get_schema() -> Response[bytes]:
        return Response(await to_thread.run_sync(schema), media_type="application/json")

    return [get_system, get_doctor, get_schema]
