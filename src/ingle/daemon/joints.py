"""Where neighbours meet who must not know each other: small adapters, each satisfying one capability's port with another's front door."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.images.tables import images
from ingle.machines.tables import machines
from ingle.runtime.db import Database


class MachinesOnImages:
    """Satisfies images.ports.Usage."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def users(self, image_id: str) -> Sequence[str]:
        query = sa.select(machines.c.name).where(machines.c.image_id == image_id).order_by(machines.c.name)
        return await self._db.read(lambda connection: connection.execute(query).scalars().all())


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
                for table, word in ((machines, "machine"), (images, "image"))
            ]

        counts = await self._db.read(count)
        return [f"{number} {word}{'s' if number > 1 else ''}" for number, word in counts if number]
