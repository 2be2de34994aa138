"""Changing trees, one thing a request."""

from collections.abc import Sequence
from typing import Any

from litestar import MediaType, Response

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.files import WRITE
from ingle.puter.asked import Fields
from ingle.puter.entries import Shape
from ingle.puter.http.twins import twins
from ingle.puter.operations import Operations
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    operations = Operations(services.files)

    async def mkdir(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        place = await operations.mkdir(caller, fields)
        return shape(place.entry, place.path)

    async def mkshortcut(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        place = await operations.shortcut(caller, fields)
        return shape(place.entry, place.path)

    async def copy(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        place = await operations.copy(caller, fields)
        return [{"copied": shape(place.entry, place.path)}]

    async def move(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        place, old_path = await operations.move(caller, fields)
        return {"moved": shape(place.entry, place.path), "old_path": old_path}

    async def rename(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        place = await operations.rename(caller, fields)
        return shape(place.entry, place.path)

    async def remove(caller: Caller, fields: dict[str, Any], shape: Shape) -> Any:
        return [shape(place.entry, place.path) for place in await operations.remove(caller, fields)]

    @post(["/touch", "/fs/touch"], scope=WRITE, status_code=200)
    async def touch(caller: Caller, fields: Fields) -> Response[str]:
        await operations.touch(caller, fields)
        return Response("", media_type=MediaType.TEXT)

    return [
        *twins("mkdir", WRITE, mkdir),
        *twins("mkshortcut", WRITE, mkshortcut),
        *twins("copy", WRITE, copy),
        *twins("move", WRITE, move),
        *twins("rename", WRITE, rename),
        *twins("delete", WRITE, remove),
        touch,
    ]
