"""What files held before: listed, read, and brought back."""

from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import NotFileError, VersionNotFoundError
from ingle.files.model import Kind, Place, Version
from ingle.files.policy import NEEDED, Reference
from ingle.files.service.books import Books
from ingle.files.service.contents import Contents, Reading, Terms
from ingle.files.service.ground import Ground
from ingle.files.store import Connection, contents, versions


class Versions:
    def __init__(self, ground: Ground, files: Contents) -> None:
        self._ground = ground
        self._files = files

    async def list(self, caller: Caller, path: str, *, after: str | None, limit: int) -> Page[Version]:
        """The newest first. Raises EntryNotFoundError, AccessDeniedError, NotFileError."""
        reference = policy.parse(path)

        def read(connection: Connection) -> Page[Version]:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["versions"])
            if place.entry.kind != Kind.FILE:
                raise NotFileError(
                    f"{place.entry.name or place.path} is a {place.entry.kind} and has no versions"
                )
            found = versions.list_of(connection, place.entry.id, before=after, limit=limit + 1)
            kept = found[:limit]
            return Page(kept, kept[-1].id if len(found) > limit else None)

        return await self._ground.look(caller, read)

    async def open(self, caller: Caller, version_id: str) -> Reading:
        """Raises VersionNotFoundError, AccessDeniedError."""

        def read(connection: Connection) -> Reading:
            version = _found(connection, version_id)
            place = self._ground.locator.find(connection, caller, _entry(version), NEEDED["versions"])
            return self._files.found(connection, place, version.content)

        return await self._ground.look(caller, read)

    async def restore(self, caller: Caller, version_id: str) -> Place:
        """The file holds this again, and what it holds now becomes a version. Raises VersionNotFoundError, AccessDeniedError, StorageFullError."""
        version = await self._ground.look(caller, lambda c: _found(c, version_id))

        def work(connection: Connection, books: Books) -> Place:
            again = _found(connection, version_id)
            place = self._ground.locator.find(connection, caller, _entry(again), NEEDED["write"])
            content = contents.find(connection, again.content)
            if content is None:
                raise VersionNotFoundError("there is no such version")
            contents.hold(connection, content.id)
            keep = place.entry.size > 0
            return self._files.replace(connection, books, place, content, Terms(), keep=keep)

        return await self._ground.change(caller, [_entry(version)], work)


def _found(connection: Connection, version_id: str) -> Version:
    version = versions.find(connection, version_id)
    if version is None:
        raise VersionNotFoundError("there is no such version")
    return version


def _entry(version: Version) -> Reference:
    return Reference("", version.entry, ())
