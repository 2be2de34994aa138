"""What lower floors must know of machines before they remove something: who stands on an image, and what a person still has."""

from collections.abc import Sequence

from ingle.machines.store import machines as rows
from ingle.runtime.db import Database


class Holdings:
    """Satisfies `images.ports.Usage`; needs nothing but the database, so it can be built before the machines' own service."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def users(self, image_id: str) -> Sequence[str]:
        """The names of the machines that stand on this image."""
        return await self._db.read(lambda connection: rows.names_on_image(connection, image_id))

    async def belongings(self, user_id: str) -> list[str]:
        """What the person has here, for people to read."""
        names = await self._db.read(lambda connection: rows.names_of(connection, user_id))
        return [f"machine {name}" for name in names]
