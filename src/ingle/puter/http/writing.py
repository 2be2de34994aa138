"""Files in one request: JSON that holds them, or a form with a manifest and then the files in its order, each written as it comes."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.files import WRITE
from ingle.puter.asked import AnyRequest, list_of, parse, read_fields
from ingle.puter.errors import BadRequestError
from ingle.puter.parts import MAX_PARTS, Part, TooLargeError, boundary_of, parts_of
from ingle.puter.services import Services
from ingle.puter.writing import Writing, content_of

_LISTS = ("items", "files", "manifest")  # what a manifest may call its list, where it is an object


def routes(services: Services) -> Sequence[Any]:
    writing = Writing(services.files)

    async def written(caller: Caller, request: AnyRequest) -> list[dict[str, Any]]:
        """The first that fails is the answer; what was written before it stays."""
        boundary = boundary_of(request.headers.get("content-type", ""))
        if boundary is not None:
            return await _read_form(caller, request, boundary, writing)
        items = items_of(await read_fields(request))
        return [await writing.write(caller, item, content_of(item)) for item in items]

    @post("/fs/write", scope=WRITE, status_code=200, request_max_body_size=None)
    async def write(caller: Caller, request: AnyRequest) -> dict[str, Any]:
        done = await written(caller, request)
        if len(done) != 1:
            raise BadRequestError("one file is written by this endpoint", key="fileMetadata")
        return done[0]

    @post("/fs/batchWrite", scope=WRITE, status_code=200, request_max_body_size=None)
    async def batch_write(caller: Caller, request: AnyRequest) -> list[dict[str, Any]]:
        return await written(caller, request)

    return [write, batch_write]


def items_of(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """What is to be written: one thing, or a list of them. Raises BadRequestError, TooLargeError."""
    named = next((name for name in _LISTS if name in fields), None)
    items = [fields] if named is None else list_of(fields, named)
    if not all(isinstance(item, dict) for item in items):
        raise BadRequestError("a list of what is to be written", key="items")
    if len(items) > MAX_PARTS:
        raise TooLargeError(f"at most {MAX_PARTS} at once")
    return items


async def _read_form(
    caller: Caller, request: AnyRequest, boundary: str, writing: Writing
) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    done: list[dict[str, Any]] = []
    async for part in parts_of(body_of(request), boundary):
        if part.name == "manifest":
            told += items_of(parse((await part.text()).encode()))
        elif _is_file(part):
            if len(done) >= len(told):
                raise BadRequestError("the manifest, which comes first, names no such file", key="manifest")
            done.append(await writing.write(caller, told[len(done)], part.content()))
    if len(done) != len(told):
        raise BadRequestError("there are fewer files than the manifest names", key="manifest")
    return done


def _is_file(part: Part) -> bool:
    return bool(part.filename) or part.name.startswith("file")
