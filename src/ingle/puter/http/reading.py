"""What files hold."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.edge.identity import Caller
from ingle.edge.routes import get, post
from ingle.files import READ, FileService, answer
from ingle.puter.asked import AnyRequest, Fields, number_of
from ingle.puter.selector import select
from ingle.puter.services import Services

_BINARY = (
    "application/octet-stream"  # which the SDK makes a Blob of; of any other type it makes something else
)
_MOST = 1 << 62  # bytes of a file


def routes(services: Services) -> Sequence[Any]:
    files = services.files

    @get(["/read", "/fs/read"], scope=READ)
    async def read(caller: Caller, request: AnyRequest, fields: Fields) -> Response[Any]:
        path = select(fields.get("file") or fields, of="file")
        reading = await files.contents.open(caller, path)
        first = number_of(fields, "offset", 0, most=_MOST)
        length = number_of(fields, "byte_count", _MOST, most=_MOST)
        if first or length != _MOST:
            return await _part(files, reading, first, length)
        return answer(files.contents, reading, request.headers, download=False, as_type=_BINARY)

    @post("/down", scope=READ, status_code=200)
    async def down(caller: Caller, request: AnyRequest, fields: Fields) -> Response[Any]:
        reading = await files.contents.open(caller, select(fields))
        return answer(files.contents, reading, request.headers, download=True)

    return [read, down]


async def _part(files: FileService, reading: Any, first: int, length: int) -> Response[Any]:
    """What a client asks for in the query; it takes nothing but 200 for an answer."""
    size = reading.content.size
    end = min(size, first + length)
    headers = {"Content-Type": _BINARY, "Cache-Control": "private, no-cache"}
    if first >= end:
        return Response(b"", headers=headers, media_type=_BINARY)
    ranged = answer(
        files.contents, reading, {"range": f"bytes={first}-{end - 1}"}, download=False, as_type=_BINARY
    )
    ranged.status_code = 200
    return ranged
