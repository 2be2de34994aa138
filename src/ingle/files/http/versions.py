"""What files held before."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit
from ingle.edge.routes import get, post
from ingle.files import views
from ingle.files.http.answers import answer
from ingle.files.http.arguments import Path
from ingle.files.http.content import Download
from ingle.files.names import READ, WRITE
from ingle.files.service import FileService
from ingle.wire import files as wire


def routes(files: FileService) -> Sequence[Any]:
    @get("/files/versions", scope=READ, summary="What a file held before, the newest first")
    async def list_versions(
        caller: Caller, path: Path, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> wire.FileVersions:
        page = await files.versions.list(caller, path, after=cursor, limit=limit)
        return wire.FileVersions(items=[views.version(one) for one in page.items], cursor=page.cursor)

    @get(
        "/files/versions/{version:str}",
        scope=READ,
        summary="Read a version, or a range of it",
        media_type="application/octet-stream",
    )
    async def read_version(
        version: str, caller: Caller, request: Request[Any, Any, Any], download: Download = False
    ) -> Response[Any]:
        reading = await files.versions.open(caller, version)
        return answer(files.contents, reading, request.headers, download=download)

    @post(
        "/files/versions/{version:str}/restore",
        scope=WRITE,
        status_code=200,
        summary="Have the file hold this version again; what it holds now becomes a version",
    )
    async def restore_version(version: str, caller: Caller) -> wire.FileEntry:
        return views.place(await files.versions.restore(caller, version))

    return [list_versions, read_version, restore_version]
