"""Calls of methods by interface and name, and which ones there are."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

import msgspec
from litestar import Response
from litestar.response import Stream as Streamed

from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Stream
from ingle.edge.problems import explain
from ingle.edge.routes import SIGNED_IN, get, post
from ingle.puter.asked import Fields, text_of
from ingle.puter.calls import Calls
from ingle.puter.errors import BadRequestError, flat

LINES = "application/x-ndjson"


def routes(calls: Calls) -> Sequence[Any]:
    @post("/drivers/call", scope=SIGNED_IN, status_code=200)
    async def call(caller: Caller, fields: Fields) -> Response[Any]:
        """Which scope it needs is the method's to say."""
        arguments = fields.get("args") or {}
        if not isinstance(arguments, dict):
            raise BadRequestError("args is an object", key="args")
        answer = await calls.call(
            caller,
            text_of(fields, "interface"),
            text_of(fields, "method"),
            arguments,
            driver=text_of(fields, "driver", "service"),
        )
        if isinstance(answer.result, Stream):
            return Streamed(lines(answer.result), media_type=LINES)
        return Response({"success": True, "result": answer.result, "service": {"name": answer.provider}})

    @get("/drivers/list-interfaces", scope=SIGNED_IN)
    async def list_interfaces() -> Any:
        return {
            name: {"drivers": list(providers), "default": providers[0]}
            for name, providers in calls.there().items()
        }

    @get("/lsmod", scope=SIGNED_IN)
    async def list_modules() -> Any:
        return modules(calls)

    @post("/lsmod", scope=SIGNED_IN, status_code=200)
    async def list_modules_by_body() -> Any:
        return modules(calls)

    return [call, list_interfaces, list_modules, list_modules_by_body]


def modules(calls: Calls) -> dict[str, Any]:
    return {
        "interfaces": {
            name: {"implementors": {provider: {} for provider in providers}}
            for name, providers in calls.there().items()
        }
    }


async def lines(stream: Stream) -> AsyncGenerator[bytes, None]:
    """The head of the answer is sent by now, so that an error can only be its last line."""
    async with aclosing(stream.parts) as parts:
        try:
            async for part in parts:
                yield msgspec.json.encode(part) + b"\n"
        except IngleError as error:
            told = flat(explain(error))
            yield msgspec.json.encode({"type": "error", "error": told, "message": told["message"]}) + b"\n"
