"""The sites that people have."""

from functools import partial

from ingle.accounts import Exported, json_file
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database
from ingle.sites import events, store, views


class SiteEstate:
    """Satisfies accounts.ports.Estate."""

    name = "sites"

    def __init__(self, *, db: Database, bus: Bus) -> None:
        self._db = db
        self._bus = bus

    async def export(self, user_id: str) -> Exported:
        owned = await self._db.read(lambda c: store.all_of(c, user_id))
        yield "sites.json", json_file([views.site(one, ()) for one in owned])

    async def remove(self, user_id: str) -> None:
        for site in await self._db.read(lambda c: store.all_of(c, user_id)):
            await self._db.write(partial(store.remove, site_id=site.id))
            self._bus.publish(events.REMOVED, owner=user_id, subject=site.id)

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return store.count_of(connection, user_id) > 0
