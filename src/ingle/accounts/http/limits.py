"""How much people may have, and have."""

from collections.abc import Sequence
from typing import Any

from ingle.accounts import views
from ingle.accounts.names import SCOPE_USERS
from ingle.accounts.service import PersonalLimits
from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get, put
from ingle.wire import accounts as wire


def routes(limits: PersonalLimits) -> Sequence[Any]:
    @get("/me/limits", scope=SIGNED_IN, summary="How much you may have, and ask")
    async def my_limits(caller: Caller) -> wire.Limits:
        _, in_force = await limits.get(caller.user_id)
        return views.limits(in_force)

    @get("/me/usage", scope=SIGNED_IN, summary="What you have of what is limited")
    async def my_usage(caller: Caller) -> wire.Usage:
        return views.usage(await limits.usage(caller.user_id))

    @get("/users/{user:str}/limits", scope=SCOPE_USERS, summary="How much somebody may have, and ask")
    async def user_limits(user: str) -> wire.UserLimits:
        return views.user_limits(*await limits.get(user))

    @put("/users/{user:str}/limits", scope=SCOPE_USERS, summary="Set somebody's limits; holds at once")
    async def set_limits(user: str, data: wire.LimitOverrides) -> wire.UserLimits:
        overrides = views.overrides_of(data)
        return views.user_limits(overrides, await limits.set(user, overrides))

    @get("/users/{user:str}/usage", scope=SCOPE_USERS, summary="What somebody has of what is limited")
    async def user_usage(user: str) -> wire.Usage:
        return views.usage(await limits.usage(user))

    return [my_limits, my_usage, user_limits, set_limits, user_usage]
