"""Where somebody is logged in, which apps act for them, and which tokens they made: the contract has one list of all ways in."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import SCOPE_ACCOUNT_READ, SCOPE_ACCOUNT_WRITE, address_of
from ingle.base.errors import NotFoundError
from ingle.edge.identity import Caller
from ingle.edge.routes import get, patch, post
from ingle.puter import people
from ingle.puter.access import Access
from ingle.puter.asked import AnyRequest, Fields, flag_of, text_of
from ingle.puter.services import Services

MAX_TOKENS = 1000


def routes(services: Services) -> Sequence[Any]:
    ways = WaysIn(services)

    @get("/auth/list-sessions", scope=SCOPE_ACCOUNT_READ)
    async def list_sessions(caller: Caller) -> list[dict[str, Any]]:
        return await ways.list(caller)

    @post("/auth/revoke-session", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def revoke_session(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        await ways.end(caller, text_of(fields, "uuid"), address_of(request))
        return {"sessions": await ways.list(caller)}

    @post("/auth/revoke-all-sessions", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def revoke_all_sessions(caller: Caller, request: AnyRequest, fields: Fields) -> dict[str, Any]:
        if flag_of(fields, "include_apps"):
            await ways.end_apps(caller)
        but_this = not flag_of(fields, "include_current")
        await services.people.sessions.end_all(caller, but_this=but_this, address=address_of(request))
        return {}

    @patch("/auth/sessions/{session:str}/label", scope=SCOPE_ACCOUNT_WRITE, status_code=200)
    async def label_session(session: str, caller: Caller, fields: Fields) -> dict[str, Any]:
        await services.people.sessions.label(caller, session, text_of(fields, "label"))
        return {}

    return [list_sessions, revoke_session, revoke_all_sessions, label_session]


class WaysIn:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._access = Access(services)

    async def list(self, caller: Caller) -> list[dict[str, Any]]:
        """Logins, apps, and tokens."""
        here = caller.credential_id
        logins = await self._services.people.sessions.list(caller)
        apps = [
            (await self._services.apps.get(caller, each)).app for each in await self._access.acting(caller)
        ]
        tokens = await self._services.tokens.list(caller, after=None, limit=MAX_TOKENS)
        return [
            *(people.session(one, current=one.id == here) for one in logins),
            *(people.app(one, current=one.id == caller.app_id) for one in apps),
            *(people.token(one, current=one.id == here) for one in tokens.items),
        ]

    async def end(self, caller: Caller, uuid: str, address: str) -> None:
        """Whichever it is. Raises TokenNotFoundError."""
        if uuid in await self._access.acting(caller):
            await self._access.stop(caller, uuid)
            return
        try:
            await self._services.people.sessions.end(caller, uuid, address=address)
        except NotFoundError:
            await self._services.tokens.remove(caller, uuid)

    async def end_apps(self, caller: Caller) -> None:
        for app_id in await self._access.acting(caller):
            await self._access.stop(caller, app_id)
