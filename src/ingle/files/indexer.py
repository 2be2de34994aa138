"""Reading what was written, so that it can be searched in: behind the back of whoever writes, who does not wait for it.

Each tree counts its changes; the shelf of its texts says how far they have been read. What is read is done again after a crash, and nothing is missed:
where changes are no longer known, the whole tree is read.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.base.errors import IngleError
from ingle.base.units import KIB
from ingle.files import events, policy, views
from ingle.files.model import Change, Content, Entry, Happening, Kind
from ingle.files.ports import ByteStore, RowStore, TextReader
from ingle.files.settings import FileSettings
from ingle.files.store import Connection, changes, entries, subtrees, texts, trees
from ingle.files.store.texts import Shelf
from ingle.runtime.bus import Bus, EventsMissedError, Fact
from ingle.runtime.db import Database

log = structlog.get_logger()

AGAIN_SECONDS = 60.0  # after what failed
GATHERING_SECONDS = 1.0  # for what happens soon after is read with it, in fewer transactions
_TOGETHER = 100  # changes or trees of one look
_READ_AGAIN = frozenset({events.ADDED, events.UPDATED, events.REMOVED})


class _Unread(NamedTuple):
    file: Entry
    content: Content
    data: bytes | None  # all of it, where it is small


class Indexer:
    def __init__(
        self,
        *,
        db: Database,
        bus: Bus,
        rows: RowStore,
        stores: Mapping[str, ByteStore],
        reader: TextReader,
        settings: FileSettings,
    ) -> None:
        """`stores` by their names; what is small is in `rows`."""
        self._db = db
        self._bus = bus
        self._rows = rows
        self._stores = stores
        self._reader = reader
        self._limit = settings.search_kib * KIB

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Reads what happens for as long as the context lasts."""
        async with anyio.create_task_group() as group:
            if self._limit:
                group.start_soon(self._read_for_ever)
            yield
            group.cancel_scope.cancel()

    async def _read_for_ever(self) -> None:
        while True:
            with self._bus.subscribe(_concerns, limit=1) as something:
                try:
                    await self.catch_up()
                except (IngleError, SQLAlchemyError) as error:  # a full disk, a store that is away: later
                    log.warning("files_not_indexed", reason=str(error))
                with anyio.move_on_after(AGAIN_SECONDS), suppress(EventsMissedError):
                    await anext(something)
            await anyio.sleep(GATHERING_SECONDS)

    async def catch_up(self) -> None:
        """Read all that has happened in any tree, and was not read. Raises ByteStoreError."""
        while shelves := await self._db.read(lambda c: texts.behind(c, _TOGETHER)):
            for shelf in shelves:
                await self._read_on(shelf)

    async def _read_on(self, shelf: Shelf) -> None:
        """The next of its changes; or, where those are not known any more, all that is there."""
        happened, changed = await self._db.read(lambda c: _what_happened(c, shelf))
        for start in range(0, len(changed), _TOGETHER):
            await self._read_files(shelf.tree, changed[start : start + _TOGETHER])
        if not happened or any(one.happened == Happening.REMOVED for one in happened):
            while await self._db.write(lambda c: texts.remove_strays(c, shelf.tree)):
                pass
        read = happened[-1].number if happened else shelf.newest
        await self._db.write(lambda c: _mark(c, shelf.tree, read))

    async def _read_files(self, tree: str, entry_ids: Sequence[str]) -> None:
        unread = await self._db.read(lambda c: self._unread(c, tree, entry_ids))
        read = {one.file.id: (one.file, await self._text_of(one)) for one in unread}

        def keep(connection: Connection) -> None:
            """What was changed meanwhile is a change that is read after these."""
            now = entries.find_many(connection, list(read))
            for file, text in read.values():
                if file.id in now and (now[file.id].tree, now[file.id].content) == (tree, file.content):
                    texts.put(connection, file, text)

        if read:
            await self._db.write(keep)

    def _unread(self, connection: Connection, tree: str, entry_ids: Sequence[str]) -> list[_Unread]:
        """With the bytes of those that are small, for which a way to a thread each would cost more than they do."""
        return [
            _Unread(file, content, self._bytes_of(connection, file, content))
            for file, content in texts.unread(connection, tree, entry_ids)
        ]

    def _bytes_of(self, connection: Connection, file: Entry, content: Content) -> bytes | None:
        """None: they are not in the database, or nobody wants them."""
        wanted = content.store == policy.SMALL and self._reader.handles(views.media_type(file))
        return self._rows.get(connection, content.id) if wanted else None

    async def _text_of(self, one: _Unread) -> str:
        """ "": it has none. Raises ByteStoreError."""
        media_type = views.media_type(one.file)
        if not self._reader.handles(media_type):
            return ""
        try:
            async with self._pieces_of(one) as pieces:
                text = await self._reader.read(media_type, pieces, self._limit)
        except TimeoutError:
            log.warning("file_not_read", entry=one.file.id)
            return ""
        return policy.shortened(text, self._limit)

    @asynccontextmanager
    async def _pieces_of(self, one: _Unread) -> AsyncIterator[AsyncIterator[bytes]]:
        if one.data is not None:
            yield _once(one.data)
            return
        async with self._stores[one.content.store].read(one.content.id) as pieces:
            yield pieces


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def _concerns(fact: Fact) -> bool:
    return fact.type in _READ_AGAIN


def _what_happened(connection: Connection, shelf: Shelf) -> tuple[list[Change], list[str]]:
    """Its next changes, and the files that are to be read for them."""
    happened = _next_changes(connection, shelf)
    return happened, _changed_files(connection, shelf, happened)


def _next_changes(connection: Connection, shelf: Shelf) -> list[Change]:
    """Empty: they are not known."""
    oldest = changes.oldest(connection, shelf.tree)
    if shelf.read < 0 or oldest is None or oldest > shelf.read + 1:
        return []
    return changes.since(connection, shelf.tree, shelf.read, _TOGETHER)


def _changed_files(connection: Connection, shelf: Shelf, happened: Sequence[Change]) -> list[str]:
    """Their ids. A directory that came stands for all that is in it."""
    if not happened:
        return subtrees.files_in(connection, shelf.root)
    came = [one for one in happened if one.happened in {Happening.ADDED, Happening.UPDATED}]
    found = {one.entry.id: True for one in came if one.entry.kind == Kind.FILE}
    for one in came:
        if one.entry.kind == Kind.DIRECTORY and one.happened == Happening.ADDED:
            found |= dict.fromkeys(subtrees.files_in(connection, one.entry.id), True)
    return list(found)


def _mark(connection: Connection, tree: str, number: int) -> None:
    if trees.find(connection, tree) is not None:  # somebody who leaves has none any more
        texts.mark(connection, tree, number)
