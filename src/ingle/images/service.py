"""What people and programs do with images: one method per use case, plain values in and out."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import anyio
import sqlalchemy as sa

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.base.paging import Page
from ingle.images import events, policy, store, views
from ingle.images.errors import ImageInUseError, ImageNameTakenError, ImageNotFoundError, ImageNotReadyError
from ingle.images.keeper import ImageKeeper
from ingle.images.model import Image, Import, Progress, ReadyImage, Recipe, Save, State
from ingle.images.names import ID_PREFIX, ImageId
from ingle.images.ports import Machines, Shelf, Usage
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database


class Images:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        bus: Bus,
        keeper: ImageKeeper,
        shelf: Shelf,
        usage: Usage,
        machines: Machines,
    ) -> None:
        self._db = db
        self._clock = clock
        self._random = random
        self._bus = bus
        self._keeper = keeper
        self._shelf = shelf
        self._usage = usage
        self._machines = machines

    async def create(self, owner: str, recipe: Recipe, *, name: str = "") -> Image:
        """Begin to make an image; it is answered as preparing.

        Asking again for the same under the same name answers what is there; one that failed is made anew.
        Raises ImageNameInvalidError, ImageRequestInvalidError, ImageNameTakenError, ImagesBusyError.
        """
        policy.check_recipe(recipe)
        image = self._new_image(owner, policy.check_name(name or policy.default_name(recipe)), recipe)
        there = await self._db.read(lambda c: _standing(c, image))
        if there is not None:
            return there
        self._keeper.check_room()
        work = await self._shelf.begin(image.id)
        return await self._start(image, recipe, work)

    async def import_archive(self, owner: str, name: str, content: AsyncIterator[bytes]) -> Image:
        """Take in an archive (docker save, or an OCI layout as tar), then begin to take it apart; it is answered as preparing.

        Raises ImageNameInvalidError, ImageNameTakenError, ImageTooLargeError, ImagesBusyError.
        """
        image = self._new_image(owner, policy.check_name(name), Import(Path()))
        await self._db.read(lambda c: _standing(c, image))
        self._keeper.check_room()
        work = await self._shelf.begin(image.id)
        try:
            archive = await self._shelf.receive(work, content)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._shelf.discard(image.id)
            raise
        return await self._start(image, Import(archive), work)

    async def save(self, owner: str, machine: str, name: str) -> Image:
        """Begin to make an image of a machine's root file system; it is answered as preparing, and run as the machine's own image is.

        Raises what the machines' port raises (not found, cannot be read), ImageNameInvalidError, ImageNameTakenError, ImagesBusyError.
        """
        origin = await self._machines.origin(owner, machine)
        stands_on = await self.get(owner, origin.image_id)
        if stands_on.root is None:
            raise ImageNotReadyError(stands_on.name, stands_on.state, stands_on.error)
        return await self.create(owner, Save(origin, stands_on.root.config), name=name)

    async def list(self, owner: str, *, after: str | None, limit: int) -> Page[Image]:
        return await self._db.read(lambda c: store.list_images(c, owner, after=after, limit=limit))

    async def get(self, owner: str, reference: str) -> Image:
        """By name or id. Raises ImageNotFoundError."""
        image = await self._db.read(lambda c: store.find(c, owner, reference))
        if image is None:
            raise ImageNotFoundError(reference)
        return image

    async def find(self, owner: str, reference: str) -> ReadyImage:
        """What a machine needs to run it. Raises ImageNotFoundError, ImageNotReadyError."""
        return self._ready(await self.get(owner, reference))

    async def known(self, image_id: str) -> ReadyImage:
        """The same, whoever's it is: for what the daemon does for nobody in particular."""
        image = await self._db.read(lambda c: store.get(c, image_id))
        if image is None:
            raise ImageNotFoundError(image_id)
        return self._ready(image)

    def _ready(self, image: Image) -> ReadyImage:
        if image.root is None:
            raise ImageNotReadyError(image.name, image.state, image.error)
        config = image.root.config
        return ReadyImage(
            id=image.id,
            name=image.name,
            root=self._shelf.root(image.id),
            entrypoint=config.entrypoint,
            cmd=config.cmd,
            env=config.env,
            user=config.user,
            working_dir=config.working_dir,
            stop_signal=config.stop_signal,
        )

    async def remove(self, owner: str, reference: str) -> None:
        """Also one that is still being made. Raises ImageNotFoundError, ImageInUseError."""
        image = await self.get(owner, reference)
        users = await self._usage.users(image.id)
        if users:
            raise ImageInUseError(image.name, list(users))
        await self._keeper.cancel(image.id)
        await self._db.write(lambda c: store.remove(c, image.id))
        await self._shelf.remove(image.id)
        self._bus.publish(events.REMOVED, owner=owner, subject=image.id)

    def progress(self, image: Image) -> Progress | None:
        """How far the making is; None when it is not being made."""
        return self._keeper.progress(image.id) if image.state is State.PREPARING else None

    def _new_image(self, owner: str, name: str, recipe: Recipe) -> Image:
        now = self._clock.now()
        source, reference = policy.describe_origin(recipe)
        return Image(
            id=ImageId(make_id(ID_PREFIX, now, self._random)),
            owner=owner,
            name=name,
            state=State.PREPARING,
            source=source,
            reference=reference,
            created_at=now,
        )

    async def _start(self, image: Image, recipe: Recipe, work: Path) -> Image:
        """Record the intent and hand it to the keeper, unless somebody else was quicker."""
        try:
            there = await self._db.write(_adding(image))
            if there is None:
                self._keeper.submit(image, recipe, work)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._shelf.discard(image.id)
                await self._db.write(lambda c: store.remove(c, image.id))
            raise
        if there is not None:
            await self._shelf.discard(image.id)
            return there
        self._bus.publish(events.CHANGED, owner=image.owner, subject=image.id, data=views.image(image))
        return image


def _standing(connection: sa.Connection, wanted: Image) -> Image | None:
    """The image that answers the wish already; None when there is none, or one that failed. Raises ImageNameTakenError."""
    there = store.find_name(connection, wanted.owner, wanted.name)
    if there is None or there.state is State.FAILED:
        return None
    if not policy.is_same_request(there, wanted.source, wanted.reference):
        raise ImageNameTakenError(wanted.name)
    return there


def _adding(image: Image) -> Callable[[sa.Connection], Image | None]:
    """The transaction that adds the image, in place of a failed one; answers the one that stands already."""

    def transaction(connection: sa.Connection) -> Image | None:
        there = _standing(connection, image)
        if there is None:
            failed = store.find_name(connection, image.owner, image.name)
            if failed is not None:
                store.remove(connection, failed.id)
            store.add(connection, image)
        return there

    return transaction
