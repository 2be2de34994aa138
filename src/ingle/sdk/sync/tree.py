"""A person's files without await."""

from collections.abc import AsyncIterator, Iterator

from anyio.from_thread import BlockingPortal

from ingle.sdk.sync.face import Face, Verb, iterate
from ingle.sdk.tree import Archive, AsyncTree
from ingle.sdk.uploads import AsyncUploads


class Uploads(Face[AsyncUploads]):
    start = Verb(AsyncUploads.start)
    list = Verb(AsyncUploads.list)
    get = Verb(AsyncUploads.get)
    put_part = Verb(AsyncUploads.put_part)
    complete = Verb(AsyncUploads.complete)
    abort = Verb(AsyncUploads.abort)


class Tree(Face[AsyncTree]):
    def __init__(self, portal: BlockingPortal, behind: AsyncTree) -> None:
        super().__init__(portal, behind)
        self.uploads = Uploads(portal, behind.uploads)

    stat = Verb(AsyncTree.stat)
    stat_many = Verb(AsyncTree.stat_many)
    exists = Verb(AsyncTree.exists)
    list = Verb(AsyncTree.list)
    walk = Verb(AsyncTree.walk)
    search = Verb(AsyncTree.search)
    search_contents = Verb(AsyncTree.search_contents)
    read = Verb(AsyncTree.read)
    write = Verb(AsyncTree.write)
    upload = Verb(AsyncTree.upload)
    thumbnail = Verb(AsyncTree.thumbnail)
    pack = Verb(AsyncTree.pack)
    unpack = Verb(AsyncTree.unpack)
    sign = Verb(AsyncTree.sign)
    revoke_signed = Verb(AsyncTree.revoke_signed)
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

    def archive(self, *paths: str, format: Archive = "zip") -> Iterator[bytes]:  # noqa: A002 - the query's word
        """Files, and directories with all that is in them, as one archive, as it is made."""

        async def chunks() -> AsyncIterator[bytes]:
            async with self._behind.download_archive(*paths, format=format) as found:
                async for chunk in found:
                    yield chunk

        return iterate(self._portal, chunks)

    def stream(self, path: str, *, offset: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes of a file, or of a part of it, as they come."""

        async def chunks() -> AsyncIterator[bytes]:
            async with self._behind.open(path, offset=offset, length=length) as found:
                async for chunk in found:
                    yield chunk

        return iterate(self._portal, chunks)
