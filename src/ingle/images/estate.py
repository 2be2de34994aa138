"""The images that people have. Their content can be had anew, so an export tells only what they are."""

from contextlib import suppress

from ingle.accounts import Exported, json_file
from ingle.images import store, views
from ingle.images.errors import ImageNotFoundError
from ingle.images.service import Images
from ingle.runtime.db import Database


class ImageEstate:
    """Satisfies accounts.ports.Estate. Machines go before it, for they stand on images."""

    name = "images"

    def __init__(self, db: Database, images: Images) -> None:
        self._db = db
        self._images = images

    async def export(self, user_id: str) -> Exported:
        kept = await self._db.read(lambda c: store.all_of(c, user_id))
        yield "images.json", json_file([views.image(one) for one in kept])

    async def remove(self, user_id: str) -> None:
        """Raises ImageInUseError."""
        for image in await self._db.read(lambda c: store.all_of(c, user_id)):
            with suppress(ImageNotFoundError):
                await self._images.remove(user_id, image.id)

    def holds(self, connection: store.Connection, user_id: str) -> bool:
        return bool(store.all_of(connection, user_id))
