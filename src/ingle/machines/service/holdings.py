"""What lower floors must know of machines before they remove something: who stands on an image."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.machines.store import generations
from ingle.machines.store import machines as rows
from ingle.runtime.db import Database


class Holdings:
    """Satisfies `images.ports.Usage`; needs nothing but the database, so it can be built before the machines' own service."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def users(self, image_id: str) -> Sequence[str]:
        """What stands on this image, for people to read. Templates do not count: they go with it."""

        def read(connection: sa.Connection) -> list[str]:
            snapshots = generations.names_on_image(connection, image_id)
            return [*rows.names_on_image(connection, image_id), *(f"snapshot {name}" for name in snapshots)]

        return await self._db.read(read)
