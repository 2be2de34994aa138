"""Archives: directories out as one file."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter
from litestar.response import Stream

from ingle.edge.identity import Caller
from ingle.edge.routes import get
from ingle.files.http.answers import disposition
from ingle.files.names import READ
from ingle.files.service import FileService
from ingle.files.service.archives import MEDIA_TYPES, Format

Paths = Annotated[
    list[str],
    QueryParameter(
        min_items=1, max_items=1000, description="what goes in; said again for each: `path=~/a&path=~/b`"
    ),
]
As = Annotated[Format, QueryParameter(description="which kind of archive")]

_BINARY = "application/octet-stream"


def routes(files: FileService) -> Sequence[Any]:
    @get(
        "/files/archive",
        scope=READ,
        summary="Fetch files, and directories with all that is in them, as one archive that is made while it is sent",
        media_type=_BINARY,
    )
    async def read_archive(caller: Caller, path: Paths, format: As = "zip") -> Response[Any]:  # noqa: A002 - the query's word
        packed = await files.packing.pack(caller, path)
        headers = {
            "Content-Type": MEDIA_TYPES[format],
            "Content-Disposition": disposition(f"{packed.name}.{format}", "attachment"),
            "Cache-Control": "private, no-store",
        }
        return Stream(files.packing.stream(packed, format), headers=headers, media_type=_BINARY)

    return [read_archive]
