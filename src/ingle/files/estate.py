"""A person's tree: taken along as files at their paths and a list of all that is known of them, or removed, in parts that are right each by itself.

The list has what a file system could not say: times to the microsecond, metadata, shortcuts, what lies in the trash and where it was. Old versions are
not taken along.
"""

from collections.abc import AsyncIterator, Mapping

import msgspec

from ingle.accounts import Exported
from ingle.files import policy, views
from ingle.files.model import Content, Entry, Kind
from ingle.files.ports import Access, ByteStore
from ingle.files.store import Connection, changes, contents, entries, felling, texts, trees, uploads
from ingle.runtime.db import Database, lock

READ_BATCH = 500  # entries of a directory that are in memory at once
REMOVE_BATCH = 500  # rows of one transaction


class FileEstate:
    """Satisfies accounts.ports.Estate."""

    name = "files"

    def __init__(self, *, db: Database, access: Access, stores: Mapping[str, ByteStore]) -> None:
        """`stores`: all of them by name, also the one in the database."""
        self._db = db
        self._access = access
        self._stores = stores

    # --- taken along ----------------------------------------------------------------------------------------------

    async def export(self, user_id: str) -> Exported:
        tree = await self._db.read(lambda c: trees.find(c, user_id))
        if tree is None:
            return
        yield "entries.jsonl", self._lines(tree.root)
        async for path, entry in self._walk(tree.root):
            content = await self._content_of(entry.id) if entry.kind == Kind.FILE else None
            if content is not None:
                yield f"tree{path}", self._bytes(content)

    async def _lines(self, root: str) -> AsyncIterator[bytes]:
        async for path, entry in self._walk(root):
            yield msgspec.json.encode(views.entry(entry, path)) + b"\n"

    async def _bytes(self, content: Content) -> AsyncIterator[bytes]:
        async with self._stores[content.store].read(content.id) as pieces:
            async for piece in pieces:
                yield piece

    async def _walk(self, root: str) -> AsyncIterator[tuple[str, Entry]]:
        """Everything below the root with its path from there; a directory before what is in it."""
        to_read = [(root, "", "")]  # a directory, its path, and the key from behind which its list goes on
        while to_read:
            directory, path, after = to_read.pop()
            page = await self._page(directory, after)
            if len(page) == READ_BATCH:
                to_read.append((directory, path, policy.name_key(page[-1].name)))
            for entry in page:
                below = f"{path}/{entry.name}"
                yield below, entry
                if entry.kind == Kind.DIRECTORY:
                    to_read.append((entry.id, below, ""))

    async def _page(self, directory: str, after: str) -> list[Entry]:
        return await self._db.read(
            lambda c: entries.list_by_name(c, directory, after=after, limit=READ_BATCH)
        )

    async def _content_of(self, entry_id: str) -> Content | None:
        """What the file holds now: an export takes its time, and a file that was listed may be another one, or gone."""

        def read(connection: Connection) -> Content | None:
            seen = trees.see(connection, entry_id)
            entry = None if seen is None else seen[0]
            return (
                None if entry is None or entry.content is None else contents.find(connection, entry.content)
            )

        return await self._db.read(read)

    # --- removed --------------------------------------------------------------------------------------------------

    async def remove(self, user_id: str) -> None:
        """Leaves first, so that what is left is a tree at every moment. Bytes are removed by the keeper."""
        while await self._db.write(lambda c: uploads.remove_some_of(c, user_id, REMOVE_BATCH)):
            pass
        while await self._db.write(lambda c: texts.remove_some_of(c, user_id, REMOVE_BATCH)):
            pass
        while await self._db.write(lambda c: self._remove_some(c, user_id)):
            pass
        while await self._db.write(lambda c: changes.remove_some(c, user_id, REMOVE_BATCH)) == REMOVE_BATCH:
            pass
        await self._db.write(lambda c: _remove_bare(c, user_id))

    def _remove_some(self, connection: Connection, user_id: str) -> bool:
        """Whether there was something."""
        lock(connection, f"tree of {user_id}")
        leaves = felling.leaves(connection, user_id, REMOVE_BATCH)
        if not leaves:
            return False
        freed, count = felling.remove_leaves(connection, leaves)
        self._access.forget(connection, leaves)
        trees.move_on(connection, user_id, changes=0, reshaped=1, more_bytes=-freed, added=-count)
        return True

    def holds(self, connection: Connection, user_id: str) -> bool:
        return trees.find(connection, user_id) is not None or uploads.has_any(connection, user_id)


def _remove_bare(connection: Connection, user_id: str) -> None:
    """The tree, unless somebody has put something into it again."""
    lock(connection, f"tree of {user_id}")
    if not felling.leaves(connection, user_id, 1):
        trees.remove(connection, user_id)
