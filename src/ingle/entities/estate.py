"""What extensions keep for people: a file for each collection, one entity a line; also of extensions that are gone."""

from collections.abc import AsyncIterator

import msgspec

from ingle.accounts import Exported
from ingle.entities import store
from ingle.runtime.db import Database

READ_BATCH = 100  # entities that are in memory at once
REMOVE_BATCH = 1000  # entities of one transaction


class EntityEstate:
    """Satisfies accounts.ports.Estate."""

    name = "entities"

    def __init__(self, db: Database) -> None:
        self._db = db

    async def export(self, user_id: str) -> Exported:
        for collection in await self._db.read(lambda c: store.collections_of(c, user_id)):
            yield f"{collection}.jsonl", self._lines(user_id, collection)

    async def _lines(self, user_id: str, collection: str) -> AsyncIterator[bytes]:
        after = ""
        while rows := await self._db.read(
            lambda c: store.rows_of(c, user_id, collection, after=after, limit=READ_BATCH)  # noqa: B023 - awaited at once
        ):
            yield b"".join(msgspec.json.encode(row) + b"\n" for row in rows)
            after = rows[-1]["id"]

    async def remove(self, user_id: str) -> None:
        while await self._db.write(lambda c: store.remove_some(c, user_id, REMOVE_BATCH)):
            pass

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return store.holds(connection, user_id)
