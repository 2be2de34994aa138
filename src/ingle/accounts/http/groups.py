"""Groups over HTTP."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts.names import SCOPE_GROUPS_READ, SCOPE_GROUPS_WRITE
from ingle.accounts.service import Groups
from ingle.accounts.views import sharing as views
from ingle.edge.identity import Caller
from ingle.edge.pages import Listing
from ingle.edge.routes import delete, get, patch, post, put
from ingle.wire import sharing as wire


def routes(groups: Groups) -> Sequence[Any]:
    @get("/groups", scope=SCOPE_GROUPS_READ, summary="List the groups that you own or are in")
    async def list_groups(caller: Caller) -> Listing[wire.Group]:
        return Listing([views.group(told, caller.user_id) for told in await groups.list(caller)])

    @post("/groups", scope=SCOPE_GROUPS_WRITE, summary="Make a group")
    async def create_group(caller: Caller, data: wire.GroupName) -> wire.Group:
        return views.group(await groups.create(caller, data.name), caller.user_id)

    @get("/groups/{group:str}", scope=SCOPE_GROUPS_READ, summary="Look at a group, by name or id")
    async def get_group(group: str, caller: Caller) -> wire.Group:
        return views.group(await groups.get(caller, group), caller.user_id)

    @patch("/groups/{group:str}", scope=SCOPE_GROUPS_WRITE, summary="Rename a group")
    async def rename_group(group: str, caller: Caller, data: wire.GroupName) -> wire.Group:
        return views.group(await groups.rename(caller, group, data.name), caller.user_id)

    @delete(
        "/groups/{group:str}", scope=SCOPE_GROUPS_WRITE, summary="Remove a group, and what it was granted"
    )
    async def remove_group(group: str, caller: Caller) -> None:
        await groups.remove(caller, group)

    @put(
        "/groups/{group:str}/members/{person:str}",
        scope=SCOPE_GROUPS_WRITE,
        summary="Add somebody to a group",
    )
    async def add_member(group: str, person: str, caller: Caller) -> wire.Group:
        return views.group(await groups.add(caller, group, person), caller.user_id)

    @delete(
        "/groups/{group:str}/members/{person:str}",
        scope=SCOPE_GROUPS_WRITE,
        summary="Take somebody out of a group, or leave it",
    )
    async def remove_member(group: str, person: str, caller: Caller) -> None:
        await groups.take_out(caller, group, person)

    return [list_groups, create_group, get_group, rename_group, remove_group, add_member, remove_member]
