"""Where somebody is logged in, and what happened to their account."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of, no_session_cookies
from ingle.accounts.names import SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE, SCOPE_USERS
from ingle.accounts.service import People
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch
from ingle.wire import people as wire


def routes(people: People) -> Sequence[Any]:
    @get("/sessions", scope=SCOPE_ACCOUNT_READ, summary="Where you are logged in")
    async def list_sessions(caller: Caller) -> Listing[wire.LoginSession]:
        now = people.ground.clock.now()
        found = await people.sessions.list(caller)
        return Listing([views.session(one, current=one.id == caller.credential_id, now=now) for one in found])

    @patch("/sessions/{session:str}", scope=SCOPE_ACCOUNT_WRITE, status_code=204, summary="Label a session")
    async def label_session(session: str, caller: Caller, data: wire.SessionLabel) -> None:
        await people.sessions.label(caller, session, data.label)

    @delete("/sessions/{session:str}", scope=SCOPE_ACCOUNT_WRITE, summary="Log out somewhere")
    async def end_session(request: AnyRequest, session: str, caller: Caller) -> None:
        await people.sessions.end(caller, session, address=address_of(request))

    @delete("/sessions", scope=SCOPE_ACCOUNT_WRITE, summary="Log out everywhere, or everywhere else")
    async def end_sessions(request: AnyRequest, caller: Caller, others: bool = True) -> Response[None]:
        await people.sessions.end_all(caller, but_this=others, address=address_of(request))
        cookies = [] if others else no_session_cookies(request, caller.user_id)
        return Response(None, status_code=204, cookies=cookies)

    @get("/me/audit", scope=SCOPE_ACCOUNT_READ, summary="What you did, and what was done to you")
    async def own_deeds(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Deed]:
        return listing(await people.log.list(after=cursor, limit=limit, of=caller.user_id), views.deed)

    @get("/audit", scope=SCOPE_USERS, summary="Who did what to whom")
    async def deeds(
        limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, user: str = "", action: str = ""
    ) -> Listing[wire.Deed]:
        page = await people.log.list(after=cursor, limit=limit, of=user or None, action=action)
        return listing(page, views.deed)

    return [list_sessions, label_session, end_session, end_sessions, own_deeds, deeds]
