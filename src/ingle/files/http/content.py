"""Reading and writing files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, cast

from litestar import Request, Response
from litestar.params import QueryParameter

from ingle.base.errors import InvalidError
from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import get, head, put
from ingle.files import views
from ingle.files.http.answers import answer, headers_of
from ingle.files.http.arguments import Dedupe, Parents, Path
from ingle.files.names import READ, WRITE
from ingle.files.service import FileService, Terms
from ingle.wire import files as wire

AnyRequest = Request[Any, Any, Any]
Download = Annotated[bool, QueryParameter(description="say that it is to be saved, not shown")]
ModifiedAt = Annotated[datetime | None, QueryParameter(description="when it was changed, instead of now")]

_BINARY = "application/octet-stream"  # what clients say who know nothing
_MAX_MEDIA_TYPE = 255
_NO_BODY = cast(
    "None", b""
)  # Litestar wants the type to say that there is none, and the value to be of the media type


def routes(files: FileService) -> Sequence[Any]:
    return [*_reading(files), *_writing(files)]


def _reading(files: FileService) -> Sequence[Any]:
    @get("/files", scope=READ, short=True, summary="Read a file, or a range of it", media_type=_BINARY)
    async def read_content(
        caller: Caller, request: AnyRequest, path: Path, download: Download = False
    ) -> Response[Any]:
        reading = await files.contents.open(caller, path)
        return answer(files.contents, reading, request.headers, download=download)

    @head("/files", scope=READ, summary="What reading a file would answer, without its content")
    async def look_at_content(caller: Caller, path: Path, download: Download = False) -> Response[None]:
        reading = await files.contents.open(caller, path)
        headers = headers_of(reading, download=download) | {"Content-Length": str(reading.content.size)}
        return Response(_NO_BODY, headers=headers, media_type=_BINARY)

    return [read_content, look_at_content]


def _writing(files: FileService) -> Sequence[Any]:
    @put(
        "/files",
        scope=WRITE,
        short=True,
        request_max_body_size=None,
        status_code=200,
        summary="Make a file (201) or replace it (200), all or nothing; If-Match and If-None-Match: * are heard",
    )
    async def write_content(
        caller: Caller,
        request: AnyRequest,
        path: Path,
        parents: Parents = False,
        dedupe: Dedupe = False,
        modified_at: ModifiedAt = None,
    ) -> Response[wire.FileEntry]:
        terms = terms_of(request, parents=parents, dedupe=dedupe, modified_at=modified_at)
        outcome = await files.contents.write(caller, path, body_of(request), terms, size=length_of(request))
        return Response(views.place(outcome.place), status_code=201 if outcome.created else 200)

    return [write_content]


def terms_of(request: AnyRequest, *, parents: bool, dedupe: bool, modified_at: datetime | None) -> Terms:
    headers = request.headers
    said = headers.get("content-type", "")
    if len(said) > _MAX_MEDIA_TYPE:
        raise InvalidError(f"a content type has at most {_MAX_MEDIA_TYPE} characters", field="content-type")
    none_match = headers.get("if-none-match")
    if none_match not in {None, "*"}:
        raise InvalidError("If-None-Match can only be * here", field="if-none-match")
    if modified_at is not None and modified_at.tzinfo is None:
        raise InvalidError("a time comes with its time zone", field="modified_at")
    return Terms(
        media_type="" if said == _BINARY else said,
        etag=headers.get("if-match"),
        new=none_match == "*",
        parents=parents,
        dedupe=dedupe,
        modified_us=None if modified_at is None else views.microseconds(modified_at),
    )


def length_of(request: AnyRequest) -> int | None:
    said = request.headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else None
