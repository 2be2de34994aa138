"""Signed addresses of files, used: whoever has one needs no token."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, get, post
from ingle.files import Place, answer
from ingle.puter.asked import AnyRequest, Fields, flag_of, text_of
from ingle.puter.entries import is_directory
from ingle.puter.errors import BadRequestError
from ingle.puter.operations import Operations
from ingle.puter.parts import Part, boundary_of, parts_of
from ingle.puter.services import Services
from ingle.puter.signing import Signing


def routes(services: Services) -> Sequence[Any]:
    files, signing = services.files, Signing(services)
    work = SignedWork(services)

    @get("/file", scope=PUBLIC)
    async def file(request: AnyRequest, fields: Fields) -> Response[Any]:
        permit = await files.signing.open(text_of(fields, "signature"), "read")
        reading = await files.contents.open(permit.caller, permit.path)
        return answer(files.contents, reading, request.headers, download=flag_of(fields, "download"))

    @post("/writeFile", scope=PUBLIC, status_code=200, request_max_body_size=None)
    async def write_file(request: AnyRequest, fields: Fields) -> dict[str, Any]:
        permit = await files.signing.open(text_of(fields, "signature"), "write")
        place = await work.carry_out(permit.caller, permit.path, request, fields)
        return await signing.sign(permit.caller, place, request, "write")

    return [file, write_file]


class SignedWork:
    """What can be done by a signed address: with the entry that it is for, and with nothing else."""

    def __init__(self, services: Services) -> None:
        self._files = services.files
        self._operations = Operations(services.files)

    async def carry_out(
        self, caller: Caller, entry_id: str, request: AnyRequest, fields: dict[str, Any]
    ) -> Place:
        """Raises BadRequestError for what is no operation, and what the operations raise."""
        name = text_of(fields, "name", "new_name")
        match text_of(fields, "operation") or "write":
            case "write":
                return await self._write(caller, entry_id, request, name)
            case "mkdir":
                return await self._operations.mkdir(caller, {"parent": entry_id, "path": name})
            case "rename":
                return await self._operations.rename(caller, {"uid": entry_id, "new_name": name})
            case "delete" | "trash":
                return await self._files.trash.put(caller, entry_id)
            case _:
                raise BadRequestError("operation is write, mkdir, rename, delete or trash", key="operation")

    async def _write(self, caller: Caller, entry_id: str, request: AnyRequest, name: str) -> Place:
        """The first file of the form. Raises BadRequestError when there is none."""
        boundary = boundary_of(request.headers.get("content-type", ""))
        if boundary is not None:
            async for part in parts_of(body_of(request), boundary):
                if part.filename or part.name == "file":
                    return await self._write_part(caller, entry_id, part, name)
        raise BadRequestError("a file is sent as a form", key="file")

    async def _write_part(self, caller: Caller, entry_id: str, part: Part, name: str) -> Place:
        """Into the file, or as a new one into the directory."""
        place = await self._files.looking.stat(caller, entry_id)
        target: dict[str, Any] = {"path": entry_id, "overwrite": True}
        if is_directory(place.entry):
            target = {"path": entry_id, "name": name or part.filename}
        return await self._operations.write(caller, target, part.content(), media_type="", size=None)
