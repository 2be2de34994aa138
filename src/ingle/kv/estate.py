"""What people have in the key-value store: a file for each app, one entry a line."""

from collections.abc import AsyncIterator

import msgspec

from ingle.accounts import Exported
from ingle.kv import store
from ingle.kv.model import Entry, Space
from ingle.runtime.db import Database

READ_BATCH = 20  # entries that are in memory at once; each may have a large value
REMOVE_BATCH = 1000  # entries of one transaction


class KvEstate:
    """Satisfies accounts.ports.Estate."""

    name = "kv"

    def __init__(self, db: Database) -> None:
        self._db = db

    async def export(self, user_id: str) -> Exported:
        for app_id in await self._db.read(lambda c: store.apps_of(c, user_id)):
            yield f"{app_id or 'own'}.jsonl", self._lines(Space(user_id, app_id))

    async def _lines(self, space: Space) -> AsyncIterator[bytes]:
        after = b""
        while page := await self._db.read(lambda c: store.list_all(c, space, after=after, limit=READ_BATCH)):  # noqa: B023 - awaited at once
            yield b"".join(_line(entry) for entry in page)
            after = page[-1].key.encode()

    async def remove(self, user_id: str) -> None:
        for app_id in await self._db.read(lambda c: store.apps_of(c, user_id)):
            space = Space(user_id, app_id)
            while await self._db.write(lambda c: store.remove_some(c, space, REMOVE_BATCH)):  # noqa: B023 - awaited at once
                pass

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return store.holds(connection, user_id)


def _line(entry: Entry) -> bytes:
    return msgspec.json.encode({**entry._asdict(), "value": msgspec.Raw(entry.value)}) + b"\n"
