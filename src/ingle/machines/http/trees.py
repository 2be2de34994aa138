"""Whole trees of machines over HTTP, as tar streams both ways."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

from litestar import Request
from litestar.params import QueryParameter
from litestar.response import Stream

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import get, put
from ingle.machines.names import EXEC
from ingle.machines.service import MachineService
from ingle.wire import machines as wire

AnyRequest = Request[Any, Any, Any]
Directory = Annotated[str, QueryParameter(description="a directory, absolute, in the machine")]

_PATH = "/machines/{machine:str}/tree"
_TAR = "application/x-tar"


def tree_routes(service: MachineService) -> Sequence[Any]:
    @get(_PATH, scope=EXEC, summary="A directory and what is in it, as a tar stream", media_type=_TAR)
    async def pack_tree(machine: str, caller: Caller, path: Directory) -> Stream:
        parts = _packed(service, caller.user_id, machine, path)
        await anext(parts)  # what keeps it from beginning is told before anything is sent
        return Stream(parts, media_type=_TAR)

    @put(
        _PATH,
        scope=EXEC,
        request_max_body_size=None,
        status_code=200,
        summary="Put the entries of a tar stream into a directory, over what is there",
    )
    async def unpack_tree(
        machine: str, caller: Caller, request: AnyRequest, path: Directory
    ) -> wire.TreeUnpacked:
        entries = await service.files.unpack(caller.user_id, machine, path, body_of(request))
        return wire.TreeUnpacked(entries=entries)

    return [pack_tree, unpack_tree]


async def _packed(service: MachineService, owner: str, machine: str, path: str) -> AsyncIterator[bytes]:
    """Nothing once it has begun, then the archive; the packing lasts as long as this generator. One that fails breaks the connection off."""
    async with service.files.pack(owner, machine, path) as content:
        yield b""
        async for data in content:
            yield data
