"""Calling interfaces over HTTP: one endpoint for all methods of all providers."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import QueryParameter
from litestar.response import Stream as Streamed

from ingle.base.errors import IngleError
from ingle.edge.identity import Caller
from ingle.edge.interfaces import Interfaces, Stream
from ingle.edge.pages import Listing
from ingle.edge.problems import explain
from ingle.edge.routes import SIGNED_IN, get, post
from ingle.wire.interfaces import Interface
from ingle.wire.streams import Failed

LINES = "application/x-ndjson"

WhichProvider = Annotated[str, QueryParameter(description="who is to carry it out; default: the first one")]


def call_routes(interfaces: Interfaces) -> Sequence[Any]:
    @get("/interfaces", scope=SIGNED_IN, summary="Which interfaces there are, and what their methods take")
    async def list_interfaces() -> Listing[Interface]:
        return Listing(list(interfaces.list()))

    @post(
        "/interfaces/{interface:str}/{method:str}",
        scope=SIGNED_IN,
        status_code=200,
        summary="Call a method of an interface; which scope that needs is the method's to say",
    )
    async def call(
        interface: str, method: str, caller: Caller, data: dict[str, Any], provider: WhichProvider = ""
    ) -> Response[Any]:
        answer = await interfaces.call(caller, interface, method, data, provider=provider)
        if isinstance(answer, Stream):
            return Streamed(_lines(answer), media_type=LINES)
        return Response(answer)

    return [list_interfaces, call]


async def _lines(stream: Stream) -> AsyncGenerator[bytes, None]:
    """The head of the answer is sent by now, so that an error can only be its last line."""
    async with aclosing(stream.parts) as parts:
        try:
            async for part in parts:
                yield msgspec.json.encode(part) + b"\n"
        except IngleError as error:
            yield msgspec.json.encode(Failed(explain(error))) + b"\n"
