"""Uploads whose bytes go to signed addresses: `POST /fs/startBatchWrite`, `PUT` to each address, `POST /fs/completeBatchWrite`; and the same for one file."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.edge.bodies import body_of
from ingle.edge.identity import Caller
from ingle.edge.routes import PUBLIC, post, put
from ingle.files import WRITE
from ingle.puter.asked import AnyRequest, Fields, list_of, text_of
from ingle.puter.errors import BadRequestError
from ingle.puter.parts import MAX_PARTS, TooLargeError
from ingle.puter.sdk import origin_of
from ingle.puter.sending import PATH, Sending
from ingle.puter.services import Services

_MOST_NUMBERS = 1000  # parts that one request asks addresses of


def routes(services: Services) -> Sequence[Any]:
    sending = Sending(services.files)
    return [*_begun(sending), *_ended(services, sending), _sent(services)]


def _begun(sending: Sending) -> Sequence[Any]:
    @post("/fs/startBatchWrite", scope=WRITE, status_code=200)
    async def start_batch(caller: Caller, request: AnyRequest, fields: Fields) -> list[dict[str, Any]]:
        return [await sending.start(caller, item, _origin(request)) for item in _items(fields)]

    @post("/fs/startWrite", scope=WRITE, status_code=200)
    async def start_one(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        return await sending.start(caller, fields, _origin(request))

    @post("/fs/signMultipartParts", scope=WRITE, status_code=200)
    async def sign_parts(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        numbers = [each for each in list_of(fields, "partNumbers") if isinstance(each, int)][:_MOST_NUMBERS]
        upload_id = text_of(fields, "uploadId")
        return {"multipartPartUrls": await sending.addresses(caller, upload_id, numbers, _origin(request))}

    return [start_batch, start_one, sign_parts]


def _ended(services: Services, sending: Sending) -> Sequence[Any]:
    @post("/fs/completeBatchWrite", scope=WRITE, status_code=200)
    async def complete_batch(caller: Caller, fields: Fields) -> list[dict[str, Any]]:
        return [await sending.complete(caller, item) for item in _items(fields)]

    @post("/fs/completeWrite", scope=WRITE, status_code=200)
    async def complete_one(caller: Caller, fields: Fields) -> dict[str, Any]:
        return await sending.complete(caller, fields)

    @post("/fs/abortWrite", scope=WRITE, status_code=200)
    async def abort(caller: Caller, fields: Fields) -> dict[str, Any]:
        await services.files.uploads.abort(caller, text_of(fields, "uploadId"))
        return {"ok": True}

    return [complete_batch, complete_one, abort]


def _sent(services: Services) -> Any:
    files = services.files

    @put(PATH + "/{signature:str}/{number:int}", scope=PUBLIC, status_code=200, request_max_body_size=None)
    async def send_part(request: AnyRequest, signature: str, number: int) -> Response[None]:
        upload_id = files.signing.open_upload(signature)
        part = await files.uploads.put_signed_part(upload_id, number, body_of(request))
        return Response(None, headers={"ETag": f'"{part.sha256.hex()}"'})

    return send_part


def _items(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Raises BadRequestError, TooLargeError."""
    items = list_of(fields, "items")
    if not all(isinstance(item, dict) for item in items):
        raise BadRequestError("a list of what is to be written", key="items")
    if len(items) > MAX_PARTS:
        raise TooLargeError(f"at most {MAX_PARTS} at once")
    return items


def _origin(request: AnyRequest) -> str:
    return origin_of(request.url.scheme, request.headers.get("host", ""))
