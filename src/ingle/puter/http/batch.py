"""Uploads, and several operations at once: `POST /batch`, a form that is read as it comes."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.files import WRITE
from ingle.puter.asked import AnyRequest, list_of, parse, read_fields
from ingle.puter.batch import Batch
from ingle.puter.operations import Operations
from ingle.puter.parts import Part, boundary_of, parts_of
from ingle.puter.services import Services

PARTLY = 218  # some of it failed; the results say what


def routes(services: Services) -> Sequence[Any]:
    operations = Operations(services.files)

    @post("/batch", scope=WRITE, status_code=200, request_max_body_size=None)
    async def batch(caller: Caller, request: AnyRequest) -> Response[Any]:
        work = Batch(operations, caller)
        boundary = boundary_of(request.headers.get("content-type", ""))
        if boundary is None:
            for operation in list_of(await read_fields(request), "operations"):
                work.plan(operation if isinstance(operation, dict) else {})
        else:
            await _read_form(request, boundary, work)
        await work.finish()
        return Response({"results": work.results}, status_code=PARTLY if work.failed else 200)

    return [batch]


async def _read_form(request: AnyRequest, boundary: str, work: Batch) -> None:
    told: list[dict[str, Any]] = []  # of each file, before the first of them
    async for part in parts_of(body_of(request), boundary):
        if part.name == "operation":
            work.plan(parse((await part.text()).encode()))
        elif part.name == "fileinfo":
            told.append(parse((await part.text()).encode()))
        elif part.name == "file":
            about = told.pop(0) if told else {}
            await work.write(part.content(), media_type=_type_of(part, about), size=_size_of(about))


def _type_of(part: Part, about: dict[str, Any]) -> str:
    """ "" where all that is known is what its name says."""
    said = about.get("type") or part.media_type
    return said if isinstance(said, str) and said != "application/octet-stream" and len(said) < 256 else ""


def _size_of(about: dict[str, Any]) -> int | None:
    size = about.get("size")
    return size if isinstance(size, int) and size >= 0 else None
