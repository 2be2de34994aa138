"""People, as admins see them."""

from collections.abc import Sequence
from typing import Any

from litestar.response import Stream

from ingle.accounts import views
from ingle.accounts.http.archives import ZIP, archive
from ingle.accounts.http.visitors import AnyRequest, address_of
from ingle.accounts.model import Newcomer
from ingle.accounts.names import SCOPE_USERS
from ingle.accounts.service import People
from ingle.accounts.service.changes import Change
from ingle.base.paging import DEFAULT_LIMIT
from ingle.edge.identity import Caller
from ingle.edge.pages import Cursor, Limit, Listing, listing
from ingle.edge.routes import delete, get, patch, post, put
from ingle.wire import accounts as wire
from ingle.wire import people as more


def routes(people: People) -> Sequence[Any]:
    accounts, elevation = people.accounts, people.elevation

    @get("/users", scope=SCOPE_USERS, summary="List people")
    async def list_users(
        limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None, search: str = ""
    ) -> Listing[wire.User]:
        return listing(await accounts.list(after=cursor, limit=limit, search=search), views.user)

    @get("/users/{user:str}", scope=SCOPE_USERS, summary="See somebody")
    async def get_user(user: str) -> wire.User:
        return views.user(await accounts.get(user))

    @post("/users", scope=SCOPE_USERS, summary="Make an account for somebody")
    async def create_user(request: AnyRequest, caller: Caller, data: wire.UserCreate) -> wire.User:
        return views.user(
            await accounts.create(
                caller,
                data.name,
                data.password,
                admin=data.admin,
                email=data.email,
                address=address_of(request),
            )
        )

    @post("/users/import", scope=SCOPE_USERS, summary="Take people over from another system")
    async def import_users(request: AnyRequest, caller: Caller, data: more.Import) -> Listing[wire.User]:
        newcomers = [
            Newcomer(one.name, one.password_hash, email=one.email, admin=one.admin) for one in data.people
        ]
        made = await accounts.take_over(caller, newcomers, address=address_of(request))
        return Listing([views.user(one) for one in made])

    @patch("/users/{user:str}", scope=SCOPE_USERS, summary="Change somebody, or whether they are an admin")
    async def change_user(request: AnyRequest, user: str, caller: Caller, data: more.UserChange) -> wire.User:
        await elevation.require(caller)
        asked = Change(name=data.name, email=data.email, admin=data.admin)
        return views.user(await people.changes.change(caller, user, asked, address=address_of(request)))

    @put("/users/{user:str}/suspension", scope=SCOPE_USERS, summary="Suspend somebody, or end that")
    async def suspend(request: AnyRequest, user: str, caller: Caller, data: more.Suspension) -> wire.User:
        await elevation.require(caller)
        change = accounts.suspend if data.suspended else accounts.unsuspend
        return views.user(await change(caller, user, address=address_of(request)))

    @post("/users/{user:str}/password", scope=SCOPE_USERS, status_code=200, summary="Give a new password")
    async def reset_password(request: AnyRequest, user: str, caller: Caller) -> more.NewPassword:
        await elevation.require(caller)
        return more.NewPassword(
            password=await accounts.reset_password(caller, user, address=address_of(request))
        )

    @delete("/users/{user:str}", scope=SCOPE_USERS, summary="Remove an account")
    async def remove_user(request: AnyRequest, user: str, caller: Caller) -> None:
        await elevation.require(caller)
        await people.removal.remove(caller, user, address=address_of(request))

    @get(
        "/users/{user:str}/export",
        scope=SCOPE_USERS,
        media_type=ZIP,
        summary="All that is somebody's, as a ZIP archive",
    )
    async def export(request: AnyRequest, user: str, caller: Caller) -> Stream:
        await elevation.require(caller)
        found = await accounts.get(user)
        await people.exports.note(caller, found, address=address_of(request))
        return archive(people.exports.of(found.id), found.name)

    return [
        export,
        list_users,
        get_user,
        create_user,
        import_users,
        change_user,
        suspend,
        reset_password,
        remove_user,
    ]
