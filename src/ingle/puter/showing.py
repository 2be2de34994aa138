"""Apps with their icons, as callers are shown them: one question for all icons of a list."""

from collections.abc import Sequence
from typing import Any

from ingle.apps import Seen
from ingle.edge.identity import Caller
from ingle.puter.apps import app
from ingle.puter.services import Services


async def show_all(services: Services, caller: Caller, found: Sequence[Seen]) -> list[dict[str, Any]]:
    icons = await services.apps.icons(found)
    own = {"username": caller.user_name, "uuid": caller.user_id}
    return [
        app(seen, icons.get(seen.app.id), own if seen.app.owner == caller.user_id else None) for seen in found
    ]


async def show(services: Services, caller: Caller, seen: Seen) -> dict[str, Any]:
    (shown,) = await show_all(services, caller, [seen])
    return shown
