"""What machines have written, over HTTP: followed as text or as NDJSON; and their load."""

import codecs
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response
from litestar.params import QueryParameter
from litestar.response import Stream

from ingle.edge.identity import Caller
from ingle.edge.routes import get
from ingle.machines import views
from ingle.machines.names import READ
from ingle.machines.service import MachineService
from ingle.machines.store.logs import LogRecord
from ingle.wire import machines as wire

NDJSON = "application/x-ndjson"
TEXT = "text/plain"  # the charset is added on the way out
Tail = Annotated[int | None, QueryParameter(ge=0, description="only the newest so many lines")]
Follow = Annotated[bool, QueryParameter(description="go on until the workload ends")]


def log_routes(service: MachineService) -> Sequence[Any]:
    @get(
        "/machines/{machine:str}/logs",
        scope=READ,
        summary="What the workload wrote, as text or as NDJSON of LogChunk",
        media_type=TEXT,
    )
    async def read_logs(
        machine: str,
        caller: Caller,
        request: Request[Any, Any, Any],
        tail: Tail = None,
        follow: Follow = False,
    ) -> Response[Any]:
        parts = await service.logs.read(caller.user_id, machine, tail=tail, follow=follow)
        if NDJSON in request.headers.get("accept", ""):
            return Stream(_chunks(parts), media_type=NDJSON)
        return Stream(_text(parts), media_type=TEXT)

    @get(
        "/machines/{machine:str}/console",
        scope=READ,
        summary="What the guest wrote on its console",
        media_type=TEXT,
    )
    async def read_console(machine: str, caller: Caller) -> Response[bytes]:
        return Response(await service.logs.console(caller.user_id, machine), media_type=TEXT)

    @get("/machines/{machine:str}/metrics", scope=READ, summary="A machine's load, as its guest counts it")
    async def read_metrics(machine: str, caller: Caller) -> wire.Metrics:
        return views.metrics(await service.guests.metrics(caller.user_id, machine))

    @get(
        "/machines/{machine:str}/metrics/history",
        scope=READ,
        summary="What a machine took during the last hour",
    )
    async def read_metrics_history(machine: str, caller: Caller) -> wire.MetricsHistory:
        return views.samples(await service.loads.history(caller.user_id, machine))

    @get("/machines/{machine:str}/ports", scope=READ, summary="The TCP ports that listen in a machine")
    async def read_ports(machine: str, caller: Caller) -> wire.PortList:
        return views.ports(await service.guests.ports(caller.user_id, machine))

    return [read_logs, read_console, read_metrics, read_metrics_history, read_ports]


async def _text(parts: AsyncIterator[list[LogRecord]]) -> AsyncIterator[bytes]:
    async for records in parts:
        yield b"".join(record.content for record in records)


async def _chunks(parts: AsyncIterator[list[LogRecord]]) -> AsyncIterator[bytes]:
    """A character that was written in two pieces comes whole with the second."""
    decoders = {
        stream: codecs.getincrementaldecoder("utf-8")(errors="replace") for stream in ("stdout", "stderr")
    }
    async for records in parts:
        lines = []
        for record in records:
            text = decoders[record.stream].decode(record.content)
            if text or record.lost:
                chunk = wire.LogChunk(at=record.at, stream=record.stream, text=text, lost=record.lost)
                lines.append(msgspec.json.encode(chunk) + b"\n")
        yield b"".join(lines)
