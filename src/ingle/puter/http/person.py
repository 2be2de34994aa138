"""Who the caller is, and how much is theirs."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get, post
from ingle.files import DIRECTORIES, READ
from ingle.puter import desk, people
from ingle.puter.services import Services
from ingle.puter.uids import uid_of
from ingle.puter.usage import capacity_of


def routes(services: Services) -> Sequence[Any]:
    async def told(caller: Caller) -> dict[str, Any]:
        user = await services.people.accounts.get(caller.user_id)
        if caller.app_id:
            name = people.email_permission(user.id)
            with_email = bool(await services.sharing.permissions.held(caller, [name]))
            return people.whoami_to_app(user, caller.app_id, with_email=with_email)
        enabled_at, _ = await services.people.otp.status(caller)
        paths = [f"/{user.name}/{name}" for name in DIRECTORIES]
        places = await services.files.looking.stat_many(caller, paths)
        shown = people.whoami(
            user,
            otp=enabled_at is not None,
            directories={place.path: uid_of(place.entry.id) for place in places if place is not None},
            now=services.clock.now(),
        )
        return {**shown, **desk.told(*await services.kv.get_many(caller, [desk.BACKGROUND, desk.TASKBAR]))}

    @get("/whoami", scope=SIGNED_IN)
    async def whoami(caller: Caller) -> dict[str, Any]:
        return await told(caller)

    @post("/whoami", scope=SIGNED_IN, status_code=200)
    async def whoami_by_body(caller: Caller) -> dict[str, Any]:
        return await told(caller)

    async def space(caller: Caller) -> dict[str, int]:
        tree, limit_mib = await services.files.looking.usage(caller)
        return {"used": tree.used_bytes, "capacity": capacity_of(limit_mib)}

    @get("/df", scope=READ)
    async def df(caller: Caller) -> dict[str, int]:
        return await space(caller)

    @post("/df", scope=READ, status_code=200)
    async def df_by_body(caller: Caller) -> dict[str, int]:
        return await space(caller)

    return [whoami, whoami_by_body, df, df_by_body]
