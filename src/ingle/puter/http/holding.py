"""A session between its cookie, which scripts cannot read, and its token, which is the same secret: for pages of this host, either way."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.accounts import COOKIE, session_cookies
from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get
from ingle.puter.asked import AnyRequest, Fields
from ingle.puter.errors import BadRequestError
from ingle.puter.http.own import check_login
from ingle.puter.identify import bearer_of, token_of
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    @get("/get-gui-token", scope=SIGNED_IN)
    async def gui_token(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, str]:
        check_login(caller, request)
        told = token_of(fields, request.headers, request.query_params)
        return {"token": told or request.cookies[COOKIE]}

    @get("/session/sync-cookie", scope=SIGNED_IN, status_code=204)
    async def sync_cookie(caller: Caller, request: AnyRequest) -> Response[None]:
        """By a header only, which no page of another host can have a browser send unasked."""
        check_login(caller, request)
        secret = bearer_of(request.headers)
        if not secret:
            raise BadRequestError("the token stands in the header Authorization", key="Authorization")
        theirs = await services.identify.by_secret(secret)
        check_login(theirs, request)
        return Response(None, status_code=204, cookies=session_cookies(request, theirs.user_id, secret))

    return [gui_token, sync_cookie]
