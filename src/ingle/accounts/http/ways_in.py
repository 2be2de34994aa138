"""Somebody's ways in, as admins see and end them."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import views
from ingle.accounts.http.visitors import AnyRequest, address_of
from ingle.accounts.names import SCOPE_USERS
from ingle.accounts.service import People
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get
from ingle.wire import accounts as wire
from ingle.wire import people as more


def routes(people: People) -> Sequence[Any]:
    ways, elevation = people.ways_in, people.elevation

    @get("/users/{user:str}/sessions", scope=SCOPE_USERS, summary="Where somebody is logged in")
    async def list_sessions(user: str, caller: Caller) -> Listing[more.LoginSession]:
        now = people.ground.clock.now()
        found = await ways.sessions(user)
        return Listing([views.session(one, current=one.id == caller.credential_id, now=now) for one in found])

    @delete("/users/{user:str}/sessions", scope=SCOPE_USERS, summary="Log somebody out everywhere")
    async def end_sessions(request: AnyRequest, user: str, caller: Caller) -> None:
        await elevation.require(caller)
        await ways.end_sessions(caller, user, address=address_of(request))

    @delete(
        "/users/{user:str}/sessions/{session:str}", scope=SCOPE_USERS, summary="Log somebody out somewhere"
    )
    async def end_session(request: AnyRequest, user: str, session: str, caller: Caller) -> None:
        await elevation.require(caller)
        await ways.end_session(caller, user, session, address=address_of(request))

    @get("/users/{user:str}/tokens", scope=SCOPE_USERS, summary="List somebody's tokens")
    async def list_tokens(
        user: str, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Token]:
        return listing(await ways.tokens(user, after=cursor, limit=limit), views.token)

    @delete("/users/{user:str}/tokens/{token:str}", scope=SCOPE_USERS, summary="Revoke somebody's token")
    async def revoke_token(request: AnyRequest, user: str, token: str, caller: Caller) -> None:
        await elevation.require(caller)
        await ways.revoke_token(caller, user, token, address=address_of(request))

    @get("/users/{user:str}/passkeys", scope=SCOPE_USERS, summary="List somebody's passkeys")
    async def list_passkeys(user: str) -> Listing[more.Passkey]:
        return Listing([views.passkey(one) for one in await ways.passkeys(user)])

    @delete(
        "/users/{user:str}/passkeys/{passkey:str}", scope=SCOPE_USERS, summary="Remove somebody's passkey"
    )
    async def remove_passkey(request: AnyRequest, user: str, passkey: str, caller: Caller) -> None:
        await elevation.require(caller)
        await ways.remove_passkey(caller, user, passkey, address=address_of(request))

    return [
        list_sessions,
        end_sessions,
        end_session,
        list_tokens,
        revoke_token,
        list_passkeys,
        remove_passkey,
    ]
