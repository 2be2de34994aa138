"""Where neighbours meet who must not know each other: small adapters, each satisfying one capability's port with another's front door."""

import sqlalchemy as sa

from ingle.accounts import Usage
from ingle.images.tables import images
from ingle.machines.store import usage
from ingle.machines.tables import generations, machines
from ingle.runtime.db import Database


class ThingsOfPeople:
    """Satisfies accounts.ports.Belongings."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, user_id: str) -> list[str]:
        def count(connection: sa.Connection) -> list[tuple[int, str]]:
            return [
                (
                    connection.execute(
                        sa.select(sa.func.count()).where(table.c.owner == user_id)
                    ).scalar_one(),
                    word,
                )
                for table, word in ((machines, "machine"), (generations, "snapshot"), (images, "image"))
            ]

        counts = await self._db.read(count)
        return [f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts if number]


class UsageOfPeople:
    """Satisfies accounts.ports.UsageOf."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def __call__(self, user_id: str) -> Usage:
        return await self._db.read(lambda connection: usage.of_owner(connection, user_id))
