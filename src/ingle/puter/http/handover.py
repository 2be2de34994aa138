"""Signing in on pages that are cross-origin isolated: they cannot hear the window that they open, so the token comes by way of the house."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from litestar import Response

from ingle.edge.identity import Caller
from ingle.edge.problems import explain
from ingle.edge.routes import PUBLIC, SIGNED_IN, post
from ingle.puter.asked import Fields, text_of
from ingle.puter.errors import BadRequestError, ForbiddenError, NothingCameError, flat
from ingle.puter.handover import Handover
from ingle.puter.names import TOKEN_FIELD
from ingle.puter.services import Services

PATIENCE_SECONDS = 10.0
_NOBODY_YET = NothingCameError("nobody has signed in yet")


def routes(services: Services) -> Sequence[Any]:
    handover = Handover(services.clock)

    @post("/login/set", scope=SIGNED_IN, status_code=200)
    async def leave(caller: Caller, fields: Fields) -> dict[str, Any]:
        """By the token that is handed on, which is an app's and opens no more than that."""
        token = text_of(fields, TOKEN_FIELD)
        if caller.via != "app" or not token:
            raise ForbiddenError(f"the token of an app is handed on, as {TOKEN_FIELD}")
        handover.leave(name_in(fields), token)
        return {}

    @post("/login/wait", scope=PUBLIC, status_code=200)
    async def wait(fields: Fields) -> Response[Any]:
        """For as long as a request may take; then the page asks again."""
        token = await handover.take(name_in(fields), patience=PATIENCE_SECONDS)
        if token is None:
            return Response(flat(explain(_NOBODY_YET)), status_code=HTTPStatus.REQUEST_TIMEOUT)
        return Response({TOKEN_FIELD: token})

    return [leave, wait]


def name_in(fields: Mapping[str, Any]) -> str:
    """A name that nobody guesses. Raises BadRequestError."""
    try:
        return str(UUID(text_of(fields, "session")))
    except ValueError as error:
        raise BadRequestError("session is a random UUID", key="session") from error
