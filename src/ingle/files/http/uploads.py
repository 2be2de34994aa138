"""Files that come in parts."""

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response

from ingle.base.errors import InvalidError
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit
from ingle.edge.routes import delete, get, post, put
from ingle.files import views
from ingle.files.names import WRITE
from ingle.files.service import FileService, Terms
from ingle.wire import files as wire

_BINARY = "application/octet-stream"


def routes(files: FileService) -> Sequence[Any]:
    return [*_under_way(files), *_parts(files), *_ends(files)]


def _under_way(files: FileService) -> Sequence[Any]:
    @post("/files/uploads", scope=WRITE, status_code=201, summary="Begin to send a file in parts")
    async def start_upload(caller: Caller, data: wire.UploadStart) -> wire.Upload:
        sha256 = None if data.sha256 is None else bytes.fromhex(data.sha256)
        upload = await files.uploads.start(caller, data.path, _terms(data), size=data.size, sha256=sha256)
        return views.upload(upload)

    @get("/files/uploads", scope=WRITE, summary="Your uploads that are under way")
    async def list_uploads(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> wire.Uploads:
        page = await files.uploads.list(caller, after=cursor, limit=limit)
        return wire.Uploads(items=[views.upload(one) for one in page.items], cursor=page.cursor)

    @get("/files/uploads/{upload:str}", scope=WRITE, summary="What has come of an upload")
    async def show_upload(upload: str, caller: Caller) -> wire.Upload:
        found = await files.uploads.get(caller, upload)
        return views.upload(found.upload, found.parts)

    return [start_upload, list_uploads, show_upload]


def _parts(files: FileService) -> Sequence[Any]:
    @put(
        "/files/uploads/{upload:str}/parts/{number:int}",
        scope=WRITE,
        request_max_body_size=None,
        status_code=200,
        summary="Send a part, in any order; it is durable when this is answered, and replaces one of the same number",
    )
    async def put_upload_part(
        upload: str, number: int, caller: Caller, request: Request[Any, Any, Any]
    ) -> wire.UploadPart:
        return views.part(await files.uploads.put_part(caller, upload, number, body_of(request)))

    return [put_upload_part]


def _ends(files: FileService) -> Sequence[Any]:
    @post(
        "/files/uploads/{upload:str}/complete",
        scope=WRITE,
        status_code=200,
        summary="Make the file of its parts: a new one (201), or another content of one (200); asked again, the same",
    )
    async def complete_upload(upload: str, caller: Caller) -> Response[wire.FileEntry]:
        outcome = await files.uploads.complete(caller, upload)
        return Response(views.place(outcome.place), status_code=201 if outcome.created else 200)

    @delete("/files/uploads/{upload:str}", scope=WRITE, summary="Give an upload up")
    async def abort_upload(upload: str, caller: Caller) -> None:
        await files.uploads.abort(caller, upload)

    return [complete_upload, abort_upload]


def _terms(data: wire.UploadStart) -> Terms:
    at = data.modified_at
    if at is not None and at.tzinfo is None:
        raise InvalidError("a time comes with its time zone", field="modified_at")
    return Terms(
        media_type="" if data.media_type == _BINARY else data.media_type,
        etag=data.etag,
        new=data.new,
        parents=data.parents,
        dedupe=data.dedupe,
        modified_us=None if at is None else views.microseconds(at),
    )
