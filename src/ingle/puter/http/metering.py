"""What things cost: nothing; and how much a person has of what is limited."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import SIGNED_IN, get
from ingle.files import READ
from ingle.puter.errors import ForbiddenError
from ingle.puter.services import Services
from ingle.puter.usage import capacity_of, monthly


def routes(services: Services) -> Sequence[Any]:
    @get("/metering/usage", scope=READ)
    async def usage(caller: Caller) -> Any:
        tree, limit_mib = await services.files.looking.usage(caller)
        keys, _ = await services.kv.fill(caller)
        return monthly(
            stored_bytes=tree.used_bytes,
            entries=tree.entries,
            capacity=capacity_of(limit_mib),
            keys=keys,
        )

    @get("/metering/usage/{app:str}", scope=SIGNED_IN)
    async def usage_of_app(caller: Caller, app: str) -> Any:
        await services.apps.get(caller, app)
        return {"total": 0}

    @get("/metering/globalUsage", scope=SIGNED_IN)
    async def usage_of_all(caller: Caller) -> Any:
        if not caller.admin or caller.app_id:
            raise ForbiddenError("this is for admins")
        return {"total": 0}

    @get("/metering/allCosts", scope=SIGNED_IN)
    async def costs() -> Any:
        return {}

    return [usage, usage_of_app, usage_of_all, costs]
