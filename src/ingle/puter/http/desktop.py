"""What people set about their desktops."""

from collections.abc import Sequence
from typing import Any

from ingle.edge.identity import Caller
from ingle.edge.routes import post
from ingle.kv import SCOPE_WRITE, Item, encode
from ingle.puter import desk
from ingle.puter.asked import Fields, list_of
from ingle.puter.errors import ForbiddenError
from ingle.puter.selector import select
from ingle.puter.services import Services


def routes(services: Services) -> Sequence[Any]:
    async def keep(caller: Caller, key: str, value: Any) -> dict[str, Any]:
        """Raises ForbiddenError: a desktop is its person's, and not an app's."""
        if caller.app_id:
            raise ForbiddenError("an app does not change the desktop")
        await services.kv.set(caller, [Item(key, encode(value))])
        return {}

    async def view(caller: Caller, fields: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
        named = {"uid": fields.get("item_uid"), "path": fields.get("item_path")}
        entry = (await services.files.looking.stat(caller, select(named, of="item_uid"))).entry
        if caller.app_id:
            raise ForbiddenError("an app does not change how directories are shown")
        await services.kv.assign(caller, desk.view_key(entry.id), changed)
        return {}

    @post("/set-desktop-bg", scope=SCOPE_WRITE, status_code=200)
    async def set_background(caller: Caller, fields: Fields) -> Any:
        return await keep(caller, desk.BACKGROUND, desk.background_of(fields))

    @post("/update-taskbar-items", scope=SCOPE_WRITE, status_code=200)
    async def set_taskbar(caller: Caller, fields: Fields) -> Any:
        return await keep(caller, desk.TASKBAR, list_of(fields, "items"))

    @post("/set_layout", scope=SCOPE_WRITE, status_code=200)
    async def set_layout(caller: Caller, fields: Fields) -> Any:
        return await view(caller, fields, desk.layout_of(fields))

    @post("/set_sort_by", scope=SCOPE_WRITE, status_code=200)
    async def set_sort(caller: Caller, fields: Fields) -> Any:
        return await view(caller, fields, desk.sort_of(fields))

    return [set_background, set_taskbar, set_layout, set_sort]
