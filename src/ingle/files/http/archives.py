"""Archives: directories out as one file, and back in."""

from collections.abc import Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter
from litestar.response import Stream

from ingle.edge.identity import Caller
from ingle.edge.routes import get, post
from ingle.files import views
from ingle.files.http.answers import disposition
from ingle.files.names import READ, WRITE
from ingle.files.service import FileService
from ingle.files.service.archives import MEDIA_TYPES, Format, Report
from ingle.wire import files as wire

Paths = Annotated[
    list[str],
    QueryParameter(
        min_items=1, max_items=1000, description="what goes in; said again for each: `path=~/a&path=~/b`"
    ),
]
As = Annotated[Format, QueryParameter(description="which kind of archive")]

_MAX_TOLD = 100
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

    @post(
        "/files/pack",
        scope=WRITE,
        status_code=201,
        summary="Make a file of files, and of directories with all that is in them: an archive",
    )
    async def pack_archive(caller: Caller, data: wire.ArchivePack) -> wire.FileEntry:
        return views.place((await files.packing.keep(caller, data.paths, data.into, data.format)).place)

    @post(
        "/files/unpack",
        scope=WRITE,
        status_code=201,
        summary="Make a new directory of all that an archive holds, or nothing; links and devices are left out, and told",
    )
    async def unpack_archive(caller: Caller, data: wire.ArchiveUnpack) -> wire.ArchiveUnpacked:
        return _report(await files.extraction.unpack(caller, data.path, data.into))

    return [read_archive, pack_archive, unpack_archive]


def _report(made: Report) -> wire.ArchiveUnpacked:
    return wire.ArchiveUnpacked(
        entry=views.place(made.place),
        files=made.files,
        directories=made.directories,
        bytes=made.bytes,
        skipped=len(made.skipped),
        first_skipped=[wire.MemberSkipped(path=one.path, kind=one.kind) for one in made.skipped[:_MAX_TOLD]],
    )
