"""Endpoints of the contract that are not here: they say so in the contract's words."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from litestar import Response

from ingle.edge.routes import PUBLIC, delete, get, patch, post, put
from ingle.puter.elsewhere import PATHS
from ingle.puter.errors import NotHereError
from ingle.puter.services import Services

_GONE = "what an entry is, POST /stat says"


def routes(_services: Services) -> Sequence[Any]:
    @get("/itemMetadata", scope=PUBLIC)
    async def item_metadata() -> Response[dict[str, str]]:
        """The contract itself has given it up; signed entries still name it."""
        body = {"error": _GONE, "message": _GONE, "code": "gone", "errorCode": "gone"}
        return Response(body, status_code=HTTPStatus.GONE)

    return [item_metadata, *(each for path, why in PATHS.items() for each in _refusals(path, why))]


def _refusals(beginning: str, why: str) -> Sequence[Any]:
    """Of every method at the path and below it. Nobody need say who they are to hear it."""

    async def refuse() -> None:
        raise NotHereError(why)

    return [
        method(path, scope=PUBLIC)(refuse)
        for path in (beginning, beginning + "/{rest:path}")
        for method in (get, post, put, patch, delete)
    ]
