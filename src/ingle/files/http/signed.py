"""Signed URLs: made, used by anybody, and revoked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Any, cast

from litestar import Request, Response
from litestar.params import QueryParameter

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, get, head, post, put
from ingle.files import views
from ingle.files.http.answers import answer, headers_of
from ingle.files.http.arguments import Dedupe
from ingle.files.http.content import Download, length_of, terms_of
from ingle.files.names import READ
from ingle.files.service import FileService
from ingle.wire import files as wire

AnyRequest = Request[Any, Any, Any]
Signature = Annotated[str, QueryParameter(description="as it was given")]
Name = Annotated[
    str | None, QueryParameter(description="of a directory: what lies in it, also `directory/name`")
]

_PATH = "/api/v1/files/signed"
_BINARY = "application/octet-stream"
_NO_BODY = cast("None", b"")
# The URL itself is what is needed, so pages of any origin may use it; the answer runs nothing, wherever it is shown.
_ANYWHERE = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


def routes(files: FileService) -> Sequence[Any]:
    return [*_signing(files), *_reading(files), *_writing(files)]


def _signing(files: FileService) -> Sequence[Any]:
    @post(
        "/files/sign", scope=READ, status_code=200, summary="Make a URL by which anybody may read or write it"
    )
    async def sign_entry(caller: Caller, data: wire.FileSign) -> wire.SignedUrl:
        signed = await files.signing.sign(caller, data.path, data.act, timedelta(seconds=data.seconds))
        return wire.SignedUrl(
            url=f"{_PATH}?signature={signed.signature}",
            entry_id=signed.place.entry.id,
            act=data.act,
            expires_at=views.moment(signed.expires_us),
        )

    @post(
        "/files/sign/revoke", scope=READ, status_code=204, summary="Make URLs void that were signed until now"
    )
    async def revoke_signatures(caller: Caller, data: wire.SignaturesRevoke) -> None:
        await files.signing.revoke(caller, data.path)

    return [sign_entry, revoke_signatures]


def _reading(files: FileService) -> Sequence[Any]:
    @get("/files/signed", scope=PUBLIC, summary="Read a file by a signed URL", media_type=_BINARY)
    async def read_signed(
        request: AnyRequest, signature: Signature, name: Name = None, download: Download = False
    ) -> Response[Any]:
        permit = await files.signing.open(signature, "read")
        reading = await files.contents.open(permit.caller, _below(permit.path, name))
        response = answer(files.contents, reading, request.headers, download=download)
        response.headers.update(_ANYWHERE)
        return response

    @head("/files/signed", scope=PUBLIC, summary="What reading by a signed URL would answer")
    async def look_at_signed(
        signature: Signature, name: Name = None, download: Download = False
    ) -> Response[None]:
        permit = await files.signing.open(signature, "read")
        reading = await files.contents.open(permit.caller, _below(permit.path, name))
        headers = headers_of(reading, download=download) | {"Content-Length": str(reading.content.size)}
        return Response(_NO_BODY, headers=headers | _ANYWHERE, media_type=_BINARY)

    return [read_signed, look_at_signed]


def _writing(files: FileService) -> Sequence[Any]:
    @put(
        "/files/signed",
        scope=PUBLIC,
        request_max_body_size=None,
        status_code=200,
        summary="Replace a file by a signed URL, or write one into its directory, as PUT /files does",
    )
    async def write_signed(
        request: AnyRequest, signature: Signature, name: Name = None, dedupe: Dedupe = False
    ) -> Response[wire.FileEntry]:
        permit = await files.signing.open(signature, "write")
        terms = terms_of(request, parents=False, dedupe=dedupe, modified_at=None)
        outcome = await files.contents.write(
            permit.caller, _below(permit.path, name), body_of(request), terms, size=length_of(request)
        )
        return Response(views.place(outcome.place), status_code=201 if outcome.created else 200)

    return [write_signed]


def _below(path: str, name: str | None) -> str:
    return path if name is None else f"{path}/{name}"
