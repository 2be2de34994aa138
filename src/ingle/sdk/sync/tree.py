"""A person's files without await."""

from collections.abc import AsyncIterator, Iterator

from ingle.sdk.sync.face import Face, Verb, iterate
from ingle.sdk.tree import AsyncTree


class Tree(Face[AsyncTree]):
    stat = Verb(AsyncTree.stat)
    stat_many = Verb(AsyncTree.stat_many)
    exists = Verb(AsyncTree.exists)
    list = Verb(AsyncTree.list)
    walk = Verb(AsyncTree.walk)
    search = Verb(AsyncTree.search)
    read = Verb(AsyncTree.read)
    write = Verb(AsyncTree.write)
    mkdir = Verb(AsyncTree.mkdir)
    move = Verb(AsyncTree.move)
    copy = Verb(AsyncTree.copy)
    rename = Verb(AsyncTree.rename)
    remove = Verb(AsyncTree.remove)
    touch = Verb(AsyncTree.touch)
    set_metadata = Verb(AsyncTree.set_metadata)
    trash = Verb(AsyncTree.trash)
    restore = Verb(AsyncTree.restore)
    empty_trash = Verb(AsyncTree.empty_trash)
    versions = Verb(AsyncTree.versions)
    restore_version = Verb(AsyncTree.restore_version)
    usage = Verb(AsyncTree.usage)
    changes = Verb(AsyncTree.changes)

    def stream(self, path: str, *, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes of a file, or of a part of it, as they come."""

        async def chunks() -> AsyncIterator[bytes]:
            async with self._behind.open(path, offset=offset, length=length) as found:
                async for chunk in found:
                    yield chunk

        return iterate(self._portal, chunks)
