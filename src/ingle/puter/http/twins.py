"""Endpoints that are there twice: at the root with the older shape of entries, and below `/fs` with the newer one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.puter.asked import Fields
from ingle.puter.entries import Shape, v1, v2

Work = Callable[[Caller, dict[str, Any], Shape], Awaitable[Any]]


def twins(name: str, scope: str, work: Work) -> Sequence[Any]:
    """`POST /name` and `POST /fs/name`."""

    @post(f"/{name}", scope=scope, status_code=200)
    async def older(caller: Caller, fields: Fields) -> Any:
        return await work(caller, fields, v1)

    @post(f"/fs/{name}", scope=scope, status_code=200)
    async def newer(caller: Caller, fields: Fields) -> Any:
        return await work(caller, fields, v2)

    return [older, newer]
