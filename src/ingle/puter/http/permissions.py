"""What a person lets apps and others do, and what somebody may."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingle.accounts import (
    SCOPE_GRANTS_READ,
    SCOPE_GRANTS_WRITE,
    SCOPE_PERMISSIONS_CHECK,
    Holder,
    HolderKind,
    Told,
)
from ingle.edge.identity import Caller
from ingle.edge.routes import get, post
from ingle.files import ENTRY_KIND, READ
from ingle.puter import granting
from ingle.puter.asked import Fields, text_of
from ingle.puter.calls import Calls
from ingle.puter.errors import BadRequestError, ForbiddenError
from ingle.puter.permissions import asked, listed, mode_of, read
from ingle.puter.selector import select
from ingle.puter.services import Services
from ingle.puter.uids import uid_of


def routes(services: Services, calls: Calls) -> Sequence[Any]:
    return [*_giving(services), *_asking(services, calls), *_of_apps(services)]


def _giving(services: Services) -> Sequence[Any]:
    async def app_of(caller: Caller, fields: dict[str, Any]) -> Holder:
        """By id, by name, or by the origin of its pages. Raises BadRequestError, AppInvalidError."""
        app, origin = text_of(fields, "app_uid", "app_id"), text_of(fields, "origin")
        if not app and not origin:
            raise BadRequestError("which app? say app_uid or origin", key="app_uid")
        return Holder(HolderKind.APP, app or (await services.apps.by_origin(caller, origin)).app.id)

    @post("/auth/grant-user-app", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def give_app(caller: Caller, fields: Fields) -> Any:
        wanted = [read(one) for one in asked(fields)]
        await granting.give(services, caller, await app_of(caller, fields), wanted)
        return {}

    @post("/auth/revoke-user-app", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def take_from_app(caller: Caller, fields: Fields) -> Any:
        wanted = [read(one) for one in asked(fields)]
        await granting.take(services, caller, await app_of(caller, fields), wanted)
        return {}

    @post("/auth/grant-dev-app", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def lend_app(caller: Caller, fields: Fields) -> Any:
        """Of an app of the caller's own, whomever it acts for."""
        wanted = [read(one) for one in asked(fields)]
        await granting.give(services, caller, await app_of(caller, fields), wanted, whomever=True)
        return {}

    @post("/auth/revoke-dev-app", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def lend_app_no_more(caller: Caller, fields: Fields) -> Any:
        wanted = [read(one) for one in asked(fields)]
        await granting.take(services, caller, await app_of(caller, fields), wanted, whomever=True)
        return {}

    @post("/auth/revoke-user-user", scope=SCOPE_GRANTS_WRITE, status_code=200)
    async def take_from_person(caller: Caller, fields: Fields) -> Any:
        to = Holder(HolderKind.USER, text_of(fields, "target_username", "username", "user"))
        await granting.take(services, caller, to, [read(one) for one in asked(fields)])
        return {}

    return [give_app, take_from_app, lend_app, lend_app_no_more, take_from_person]


def _asking(services: Services, calls: Calls) -> Sequence[Any]:
    @post("/auth/check-permissions", scope=SCOPE_PERMISSIONS_CHECK, status_code=200)
    async def check(caller: Caller, fields: Fields) -> Any:
        return {"permissions": await granting.held(services, calls, caller, asked(fields))}

    @get("/auth/list-permissions", scope=SCOPE_GRANTS_READ)
    async def list_(caller: Caller) -> Any:
        named = await services.sharing.permissions.list(caller)
        given, received = await granting.issued(services, caller), await granting.received(services, caller)
        names = await services.people.accounts.names(
            {one.issuer for one in named.received} | {one.holder.id for one in named.given}
        )
        return listed(
            [
                *((one.name, one.holder, names.get(one.holder.id, one.holder.id)) for one in named.given),
                *((_on_entry(one), one.grant.holder, one.holder) for one in given if _is_entry(one)),
            ],
            [
                *((one.name, names.get(one.issuer, one.issuer)) for one in named.received),
                *((_on_entry(one), one.issuer) for one in received if _is_entry(one)),
            ],
        )

    return [check, list_]


def _is_entry(told: Told) -> bool:
    return told.grant.kind == ENTRY_KIND


def _on_entry(told: Told) -> str:
    return f"fs:{uid_of(told.grant.object)}:{told.grant.mode.name.lower()}"


def _of_apps(services: Services) -> Sequence[Any]:
    @post("/auth/check-app-acl", scope=READ, status_code=200)
    async def check_app(caller: Caller, fields: Fields) -> Any:
        """Whether an app that acts for the caller may use an entry in this mode."""
        wanted = mode_of(fields.get("mode"))
        path = select(fields.get("subject"), of="subject")
        app = await services.apps.get(caller, text_of(fields, "app"))
        acting = replace(caller, app_id=app.app.id, via="app", admin=False)
        mode = await granting.mode(services, acting, path)
        return {"allowed": mode is not None and mode >= wanted}

    @post("/auth/request-app-root-dir", scope=READ, status_code=200)
    async def root_of_app(caller: Caller, fields: Fields) -> Any:
        app = await services.apps.get(caller, text_of(fields, "app_uid"))
        raise ForbiddenError(f"the pages of {app.app.name} do not lie in a directory that can be given")

    return [check_app, root_of_app]
