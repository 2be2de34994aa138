"""What people were told. The settings bound how much that is, so it is read and removed at once."""

from ingle.accounts import Exported, json_file
from ingle.notifications import store, views
from ingle.runtime.db import Database


class NotificationEstate:
    """Satisfies accounts.ports.Estate."""

    name = "notifications"

    def __init__(self, db: Database) -> None:
        self._db = db

    async def export(self, user_id: str) -> Exported:
        kept = await self._db.read(lambda c: store.all_of(c, user_id))
        yield "notifications.json", json_file([views.notification(one) for one in kept])

    async def remove(self, user_id: str) -> None:
        await self._db.write(lambda c: store.remove_all(c, user_id))

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return store.holds(connection, user_id)
