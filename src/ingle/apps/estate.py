"""The apps that people own, and which they installed."""

from collections.abc import AsyncIterator, Sequence

from ingle.accounts import Access, Exported, json_file
from ingle.apps import events, store, views
from ingle.apps.model import Seen
from ingle.apps.ports import AppTokens
from ingle.base.paging import MAX_LIMIT
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database


class AppEstate:
    """Satisfies accounts.ports.Estate."""

    name = "apps"

    def __init__(self, *, db: Database, bus: Bus, tokens: AppTokens, access: Access) -> None:
        self._db = db
        self._bus = bus
        self._tokens = tokens
        self._access = access

    async def export(self, user_id: str) -> Exported:
        owned = await self._owned(user_id)
        yield "own.json", json_file([views.app(seen, user_id) for seen in owned])
        installed = await self._db.read(lambda c: store.installed(c, user_id, MAX_LIMIT))
        yield "installed.json", json_file([views.app(seen, user_id) for seen in installed])
        for app in (seen.app for seen in owned if seen.app.has_icon):
            yield f"icons/{app.name}", self._icon(app.id)

    async def _icon(self, app_id: str) -> AsyncIterator[bytes]:
        icon = await self._db.read(lambda c: store.icon_of(c, app_id))
        yield b"" if icon is None else icon.content

    async def remove(self, user_id: str) -> None:
        for app_id in [seen.app.id for seen in await self._owned(user_id)]:
            await self._remove(app_id)
            self._bus.publish(events.REMOVED, owner=user_id, subject=app_id)

    async def _remove(self, app_id: str) -> None:
        """It acts for nobody any more before it is gone, and so is found again until it does not."""
        await self._tokens.end_for_app(app_id)

        def remove(connection: store.Connection) -> None:
            store.remove(connection, app_id)
            self._access.forget(connection, [app_id])

        await self._db.write(remove)

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return store.count_of(connection, user_id) > 0

    async def _owned(self, user_id: str) -> Sequence[Seen]:
        return await self._db.read(lambda c: store.all_of(c, user_id))
