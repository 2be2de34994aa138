"""Keeping the house clean: contents that nothing has, bytes that no content names, versions, changes and uploads that are too old.

Everything here can be broken off at any moment and is done again: bytes go before the row that counts them.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.files import policy, views
from ingle.files.errors import ByteStoreError
from ingle.files.ports import Access, ByteStore, Kept
from ingle.files.settings import FileSettings
from ingle.files.store import (
    Connection,
    changes,
    contents,
    entries,
    signatures,
    thumbnails,
    uploads,
    versions,
)
from ingle.runtime.db import Database

log = structlog.get_logger()

EVERY_SECONDS = 60.0
BATCH = 500  # rows of one transaction
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1) // _MICROSECOND


class FileKeeper:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        access: Access,
        stores: Mapping[str, ByteStore],
        settings: FileSettings,
    ) -> None:
        """`stores`: all of them by name, also the one in the database."""
        self._db = db
        self._clock = clock
        self._access = access
        self._stores = stores
        self._settings = settings

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Tidies for as long as the context lasts."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._tidy_for_ever)
            yield
            group.cancel_scope.cancel()

    async def _tidy_for_ever(self) -> None:
        """What lay in a store before this process began and has no row was left by a crash; what comes later is removed by whoever fails, and
        what that cannot reach, by a sweep a day later."""
        before = views.microseconds(self._clock.now())
        swept: dict[str, int] = {}  # when each store was
        while True:
            now = views.microseconds(self._clock.now())
            for name in self._stores:
                if name not in swept or now - swept[name] >= _DAY:
                    horizon = before if name not in swept else now - _DAY
                    if await self._succeeds(partial(self.sweep_store, name, horizon)):
                        swept[name] = now
            await self._succeeds(self.tidy)
            await anyio.sleep(EVERY_SECONDS)

    async def _succeeds(self, work: Callable[[], Awaitable[None]]) -> bool:
        try:
            await work()
        except IngleError as error:
            log.warning("files_not_tidied", code=error.code, reason=error.sentence)
            return False
        return True

    async def tidy(self) -> None:
        """Versions, changes and uploads that are too old, then contents that nothing has; a store that is away keeps none of the others from it.

        Raises ByteStoreError.
        """
        now = views.microseconds(self._clock.now())
        kept_changes = now - self._settings.change_life // _MICROSECOND
        while await self._db.write(lambda c: changes.remove_older(c, kept_changes, BATCH)) == BATCH:
            pass
        horizon = policy.version_horizon(now, self._settings)
        while await self._db.write(lambda c: versions.remove_older(c, horizon, BATCH)) == BATCH:
            pass
        while await self._db.write(lambda c: uploads.remove_expired(c, now, BATCH)) == BATCH:
            pass
        await self._db.write(uploads.release_orphans)
        await self._db.write(signatures.forget)
        old_thumbnails = now - self._settings.thumbnail_life // _MICROSECOND
        await self._db.write(lambda c: thumbnails.remove_older(c, old_thumbnails))
        await self._forget_strays()
        failed: list[ByteStoreError] = []
        for name in self._stores:
            try:
                while await self._remove_unused(name) == BATCH:
                    pass
            except ByteStoreError as error:
                failed.append(error)
        if failed:
            raise failed[0]

    async def _forget_strays(self) -> None:
        """What was granted on entries that went with a directory: nothing is lost by it, and nobody needs it."""
        after = ""
        while True:

            def read(connection: Connection, after: str = after) -> tuple[Sequence[str], list[str]]:
                granted = self._access.granted(connection, after=after, limit=BATCH)
                there = entries.find_many(connection, granted) if granted else {}
                return granted, [each for each in granted if each not in there]

            granted, strays = await self._db.read(read)
            if strays:
                await self._db.write(lambda c, strays=strays: self._access.forget(c, strays))  # type: ignore[misc] # mypy knows no default of a lambda
            if len(granted) < BATCH:
                return
            after = granted[-1]

    async def _remove_unused(self, name: str) -> int:
        """Bytes first: a row that is left says that there is still something to do."""
        unused = await self._db.read(lambda c: contents.unused(c, name, BATCH))
        if unused:
            await self._stores[name].remove(unused)
            await self._db.write(lambda c: contents.remove(c, unused))
        return len(unused)

    async def sweep(self, before_us: int) -> None:
        """Remove bytes that were last written before this moment and that no content names. Raises ByteStoreError."""
        for name in self._stores:
            await self.sweep_store(name, before_us)

    async def sweep_store(self, name: str, before_us: int) -> None:
        """`sweep`, of one store."""
        store = self._stores[name]
        batch: list[Kept] = []
        async for kept in store.list():
            if kept.written_us < before_us:
                batch.append(kept)
            if len(batch) == BATCH:
                await self._sweep_batch(name, store, batch)
                batch = []
        await self._sweep_batch(name, store, batch)

    async def _sweep_batch(self, name: str, store: ByteStore, batch: list[Kept]) -> None:
        keys = [kept.key for kept in batch]

        def known(connection: Connection) -> set[str]:
            return contents.known(connection, name, keys)

        named = await self._db.read(known) if keys else set()
        if orphans := [key for key in keys if key not in named]:
            log.info("files_swept", store=name, count=len(orphans))
            await store.remove(orphans)
