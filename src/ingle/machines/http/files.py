"""Files in machines over HTTP: whole or in ranges, streamed both ways."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

from litestar import Request, Response
from litestar.params import QueryParameter
from litestar.response import Stream

from ingle.base.errors import InvalidError
from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.ranges import ByteRange, parse_range
from ingle.edge.routes import get, post, put
from ingle.machines import views
from ingle.machines.names import EXEC
from ingle.machines.ports import GuestFile
from ingle.machines.service import MachineService
from ingle.wire import machines as wire

AnyRequest = Request[Any, Any, Any]
Path = Annotated[str, QueryParameter(description="absolute, in the machine")]
Mode = Annotated[str | None, QueryParameter(description="permission bits in octal, such as 644")]
Parents = Annotated[bool, QueryParameter(description="make missing directories")]

_BASE = "/machines/{machine:str}/files"


def file_routes(service: MachineService) -> Sequence[Any]:
    return [*_content(service), *_looking(service), *_changing(service)]


def _content(service: MachineService) -> Sequence[Any]:
    @get(_BASE, scope=EXEC, summary="Read a file, or a range of it", media_type="application/octet-stream")
    async def read_file(machine: str, caller: Caller, request: AnyRequest, path: Path) -> Response[Any]:
        wanted = parse_range(request.headers.get("range"))
        if wanted is not None and wanted.suffix is not None:
            file = await service.files.stat(caller.user_id, machine, path)
            wanted = wanted.resolved(file.size)
        parts = _parts(service, caller.user_id, machine, path, wanted)
        return _answer(
            await anext(parts), parts, wanted
        )  # the file's own errors are told before anything is sent

    @put(
        _BASE,
        scope=EXEC,
        request_max_body_size=None,
        status_code=200,
        summary="Make or replace a file, all or nothing",
    )
    async def write_file(
        machine: str,
        caller: Caller,
        request: AnyRequest,
        path: Path,
        mode: Mode = None,
        parents: Parents = False,
    ) -> wire.FileStat:
        content = body_of(request)
        written = await service.files.write(
            caller.user_id, machine, path, content, mode=_octal(mode), parents=parents
        )
        return views.file(written)

    return [read_file, write_file]


def _looking(service: MachineService) -> Sequence[Any]:
    @get(_BASE + "/stat", scope=EXEC, summary="What a path is")
    async def stat_file(machine: str, caller: Caller, path: Path) -> wire.FileStat:
        return views.file(await service.files.stat(caller.user_id, machine, path))

    @get(_BASE + "/list", scope=EXEC, summary="What a directory holds")
    async def list_files(machine: str, caller: Caller, path: Path) -> wire.FileList:
        return views.files(await service.files.list(caller.user_id, machine, path))

    return [stat_file, list_files]


def _changing(service: MachineService) -> Sequence[Any]:
    @post(_BASE + "/mkdir", scope=EXEC, status_code=204, summary="Make a directory")
    async def make_directory(machine: str, caller: Caller, data: wire.FileMake) -> None:
        await service.files.mkdir(caller.user_id, machine, data.path, mode=data.mode, parents=data.parents)

    @post(_BASE + "/move", scope=EXEC, status_code=204, summary="Move or rename")
    async def move_file(machine: str, caller: Caller, data: wire.FileMove) -> None:
        await service.files.move(
            caller.user_id, machine, data.source, data.destination, overwrite=data.overwrite
        )

    @post(_BASE + "/remove", scope=EXEC, status_code=204, summary="Remove a file, or with `recursive` a tree")
    async def remove_file(machine: str, caller: Caller, data: wire.FileRemove) -> None:
        await service.files.remove(caller.user_id, machine, data.path, recursive=data.recursive)

    return [make_directory, move_file, remove_file]


async def _parts(
    service: MachineService, owner: str, machine: str, path: str, wanted: ByteRange | None
) -> AsyncIterator[Any]:
    """First the file as it is, then its bytes; the reading lasts as long as this generator."""
    offset, limit = (0, None) if wanted is None else (wanted.first, wanted.length)
    async with service.files.read(owner, machine, path, offset=offset, limit=limit) as (file, content):
        yield file
        async for data in content:
            yield data


def _answer(file: GuestFile, parts: AsyncIterator[Any], wanted: ByteRange | None) -> Response[Any]:
    """Files that say no size (of /proc and its like) are sent without a length."""
    if wanted is None:
        headers = {"Accept-Ranges": "bytes"}
        if file.size:
            headers["Content-Length"] = str(file.size)
            return Stream(_at_most(parts, file.size), headers=headers, media_type="application/octet-stream")
        return Stream(parts, headers=headers, media_type="application/octet-stream")
    length = wanted.within(file.size)
    headers = {
        "Content-Range": f"bytes {wanted.first}-{wanted.first + length - 1}/{file.size}",
        "Content-Length": str(length),
    }
    content = _at_most(parts, length)
    return Stream(content, status_code=206, headers=headers, media_type="application/octet-stream")


async def _at_most(parts: AsyncIterator[bytes], length: int) -> AsyncIterator[bytes]:
    """What was promised, though the file grows meanwhile. (One that shrinks breaks the connection off, which tells the client.)"""
    async for data in parts:
        if data := data[:length]:
            yield data
        length -= len(data)


def _octal(mode: str | None) -> int | None:
    if mode is None:
        return None
    try:
        return int(mode, 8)
    except ValueError:
        raise InvalidError("a mode is an octal number such as 644", field="mode") from None
