"""Named permissions over HTTP."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts.http.grants import holder_of
from ingle.accounts.names import SCOPE_GRANTS_READ, SCOPE_GRANTS_WRITE, SCOPE_PERMISSIONS_CHECK
from ingle.accounts.service import Permissions
from ingle.accounts.views import sharing as views
from ingle.edge.identity import Caller
from ingle.edge.routes import get, post
from ingle.wire import sharing as wire


def routes(permissions: Permissions) -> Sequence[Any]:
    @get("/permissions", scope=SCOPE_GRANTS_READ, summary="List what you permitted, and were permitted")
    async def list_permissions(caller: Caller) -> wire.Permissions:
        return views.permissions(await permissions.list(caller))

    @post("/permissions", scope=SCOPE_GRANTS_WRITE, status_code=204, summary="Permit something by name")
    async def permit(caller: Caller, data: wire.PermissionChange) -> None:
        await permissions.permit(caller, holder_of(data.to), data.names, whomever=data.whomever)

    @post("/permissions/withdraw", scope=SCOPE_GRANTS_WRITE, status_code=204, summary="Permit it no longer")
    async def withdraw(caller: Caller, data: wire.PermissionChange) -> None:
        await permissions.withdraw(caller, holder_of(data.to), data.names, whomever=data.whomever)

    @post(
        "/permissions/check",
        scope=SCOPE_PERMISSIONS_CHECK,
        status_code=200,
        summary="Which of these you have",
    )
    async def check(caller: Caller, data: wire.PermissionQuestion) -> wire.PermissionAnswer:
        held = await permissions.held(caller, data.names)
        return wire.PermissionAnswer({name: name in held for name in data.names})

    return [list_permissions, permit, withdraw, check]
