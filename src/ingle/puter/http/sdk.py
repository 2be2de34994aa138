"""The SDK, for `<script src="…/puter.js/v2/">`."""

from collections.abc import Sequence
from typing import Any

from anyio import to_thread
from litestar import Response
from litestar.exceptions import NotFoundException

from ingle.edge.routes import PUBLIC, get
from ingle.puter.asked import AnyRequest
from ingle.puter.sdk import origin_of, script
from ingle.puter.services import Services

_TYPE = "text/javascript"


def routes(services: Services) -> Sequence[Any]:
    @get(["/puter.js/v1", "/puter.js/v2"], scope=PUBLIC)
    async def sdk(request: AnyRequest) -> Response[Any]:
        origin = origin_of(request.url.scheme, request.headers.get("host", ""))
        try:
            found = await to_thread.run_sync(script, services.sdk, origin)
        except FileNotFoundError as error:
            raise NotFoundException from error
        headers = {"ETag": found.tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding, Host"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(None, status_code=304, headers=headers)
        content = found.plain
        if "gzip" in request.headers.get("accept-encoding", ""):
            content, headers["Content-Encoding"] = found.compressed, "gzip"
        return Response(content, media_type=_TYPE, headers=headers)

    return [sdk]
