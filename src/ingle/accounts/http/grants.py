"""Grants over HTTP."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from ingle.accounts.model import Holder, HolderKind, Mode
from ingle.accounts.names import SCOPE_GRANTS_READ, SCOPE_GRANTS_WRITE
from ingle.accounts.service import Change, Grants
from ingle.accounts.views import sharing as views
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch, post
from ingle.wire import sharing as wire

KindOfObject = Annotated[str, QueryParameter(name="kind", description="of the object: `app`, `entry`")]
ObjectId = Annotated[str, QueryParameter(name="object", description="its id, or its name where it has one")]


def routes(grants: Grants) -> Sequence[Any]:
    @get(
        "/grants", scope=SCOPE_GRANTS_READ, summary="List what was granted on a thing and on what it lies in"
    )
    async def list_grants(caller: Caller, kind: KindOfObject, thing: ObjectId) -> Listing[wire.Grant]:
        return Listing([views.grant(told) for told in await grants.on(caller, kind, thing)])

    @get("/grants/received", scope=SCOPE_GRANTS_READ, summary="List what others share with you")
    async def list_received(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Grant]:
        return listing(await grants.received(caller, after=cursor, limit=limit), views.grant)

    @get("/grants/issued", scope=SCOPE_GRANTS_READ, summary="List what you share")
    async def list_issued(
        caller: Caller, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None
    ) -> Listing[wire.Grant]:
        return listing(await grants.issued(caller, after=cursor, limit=limit), views.grant)

    @post("/grants", scope=SCOPE_GRANTS_WRITE, summary="Share a thing")
    async def create_grant(caller: Caller, data: wire.GrantCreate) -> wire.Grant:
        told = await grants.give(
            caller,
            data.kind,
            data.object,
            holder_of(data.to),
            Mode[data.mode.upper()],
            expires_at=data.expires_at,
            note=data.note,
        )
        return views.grant(told)

    @patch("/grants/{grant:str}", scope=SCOPE_GRANTS_WRITE, summary="Change a grant")
    async def update_grant(grant: str, caller: Caller, data: wire.GrantUpdate) -> wire.Grant:
        return views.grant(await grants.change(caller, grant, _change(data)))

    @delete(
        "/grants/{grant:str}", scope=SCOPE_GRANTS_WRITE, summary="Revoke a grant, and the link if it is one's"
    )
    async def remove_grant(grant: str, caller: Caller) -> None:
        await grants.revoke(caller, grant)

    return [list_grants, list_received, list_issued, create_grant, update_grant, remove_grant]


def holder_of(to: wire.Recipient) -> Holder:
    return Holder(HolderKind(to.kind), to.name)


def _change(data: wire.GrantUpdate) -> Change:
    expires_at = None if data.expires_at is msgspec.UNSET else data.expires_at
    return Change(
        mode=None if data.mode is msgspec.UNSET else Mode[data.mode.upper()],
        expires_at=expires_at,
        endless=data.expires_at is None,
        note=None if data.note is msgspec.UNSET else data.note,
    )
