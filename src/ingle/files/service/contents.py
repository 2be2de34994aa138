"""What files hold: read and written as streams.

Bytes are taken in first (`intake`): durable before the transaction that names them, or part of it. What a failure leaves without a name is removed at
once, what a crash leaves is swept.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import NamedTuple

from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.files import names, policy, views
from ingle.files.errors import (
    ByteStoreError,
    ContentChangedError,
    EntryExistsError,
    EntryNotFoundError,
    NotFileError,
)
from ingle.files.model import Content, Entry, Happening, Kind, Place, Version
from ingle.files.policy import NEEDED, Reference
from ingle.files.ports import ByteStore, RowStore
from ingle.files.service.books import Books
from ingle.files.service.ground import Ground
from ingle.files.service.intake import Intake
from ingle.files.service.placing import Placing
from ingle.files.settings import FileSettings
from ingle.files.store import Connection, contents, entries, trees, versions


@dataclass(frozen=True)
class Terms:
    """Under which a file is written."""

    media_type: str = ""
    etag: str | None = None  # it must hold this now (as views.etag says it)
    new: bool = False  # it must not be there yet
    parents: bool = False  # make missing directories
    dedupe: bool = False  # where the name is taken, take another
    modified_us: int | None = None  # None: now


@dataclass(frozen=True)
class Reading:
    """A file that was found for reading; its content stays readable while it is streamed."""

    place: Place
    content: Content
    data: bytes | None  # all of it, where it was small


@dataclass(frozen=True)
class Outcome:
    place: Place
    created: bool


class _Target(NamedTuple):
    """Where a content is to lie."""

    tree: str
    place: Place | None  # what is replaced
    directory: Place | None  # of what is new, where it was looked at already


class Contents:
    def __init__(
        self,
        ground: Ground,
        placing: Placing,
        intake: Intake,
        *,
        rows: RowStore,
        stores: Mapping[str, ByteStore],
        settings: FileSettings,
    ) -> None:
        self._ground = ground
        self._placing = placing
        self.intake = intake
        self._rows = rows
        self._stores = stores
        self._settings = settings

    async def open(self, caller: Caller, path: str) -> Reading:
        """Raises EntryNotFoundError, AccessDeniedError, NotFileError."""
        reference = policy.parse(path)

        def read(connection: Connection) -> Reading:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["read"])
            if place.entry.content is None:
                raise NotFileError(
                    f"{place.entry.name or place.path} is a {place.entry.kind} and has no content"
                )
            return self.found(connection, place, place.entry.content)

        return await self._ground.look(caller, read)

    def found(self, connection: Connection, place: Place, content_id: str) -> Reading:
        """A content of a place, in an open transaction."""
        content = contents.find(connection, content_id)
        if content is None:
            raise ByteStoreError("the content of this file is not there")
        data = self._rows.get(connection, content.id) if content.store == policy.SMALL else None
        return Reading(place, content, data)

    @asynccontextmanager
    async def stream(
        self, reading: Reading, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes from `first` on. Raises ByteStoreError."""
        if reading.data is not None:
            end = None if length is None else first + length
            yield _once(reading.data[first:end])
            return
        store = self._stores.get(reading.content.store)
        if store is None:
            raise ByteStoreError(f"the byte store {reading.content.store} is not set up")
        async with store.read(reading.content.id, first, length) as data:
            yield data

    async def write(
        self,
        caller: Caller,
        path: str,
        content: AsyncIterator[bytes],
        terms: Terms,
        *,
        size: int | None = None,
    ) -> Outcome:
        """Make or replace a file, all or nothing. `size`: what the sender says that it is.

        Raises EntryNotFoundError, AccessDeniedError, EntryExistsError, NotFileError, ContentChangedError, StorageFullError, FileNameInvalidError.
        """
        reference = policy.parse(path)
        async with self.intake.taking(
            content, lambda: self.room(caller, reference, terms, size), size=size
        ) as taken:
            return await self._ground.change(
                caller,
                [reference],
                lambda c, books: self.put(c, books, caller, reference, self.intake.name(c, taken), terms),
            )

    async def room(self, caller: Caller, reference: Reference, terms: Terms, size: int | None) -> int | None:
        """Refuse before gigabytes are sent what `put` would refuse afterwards; how many bytes there is room for, None: any number."""

        def work(connection: Connection) -> int | None:
            tree, target, _ = self._target(connection, caller, reference, terms)
            limit = self._ground.limits.storage_mib(connection, tree)
            known = trees.find(connection, tree)
            used = known.used_bytes if known else 0
            freed = target.entry.size if target else 0  # at most: a version may be kept of it
            policy.check_storage(used + (size or 1) - freed, (size or 1) - freed, limit)
            return None if limit == 0 else max(0, limit * MIB - used + freed)

        return await self._ground.look(caller, work)

    def _target(self, connection: Connection, caller: Caller, reference: Reference, terms: Terms) -> _Target:
        """Raises what `put` would."""
        directory = None
        try:
            place = self._ground.locator.look(connection, caller, reference)
        except EntryNotFoundError:
            if not terms.parents and reference.parts:
                directory = self._ground.locator.look(connection, caller, reference.parent)
                self._placing.check_may_add(caller, directory, reference.name)
            if terms.etag is not None or not reference.parts:
                raise
            return _Target(self._ground.locator.tree_of(connection, caller, reference), None, directory)
        if not terms.dedupe:
            self._check_replaceable(caller, place, terms)
        return _Target(place.owner.id, place, None)

    def _check_replaceable(self, caller: Caller, place: Place, terms: Terms) -> None:
        """Raises AccessDeniedError, NotFileError, EntryExistsError, ContentChangedError."""
        self._ground.locator.allowed(caller, place, NEEDED["write"])
        if place.entry.kind != Kind.FILE:
            raise NotFileError(f"{place.entry.name or place.path} is a {place.entry.kind}, not a file")
        if terms.new:
            raise EntryExistsError(f"there is a {place.entry.name} already", name=place.entry.name)
        if terms.etag is not None and terms.etag != views.etag(place.entry):
            raise ContentChangedError(
                f"{place.entry.name} was changed meanwhile", etag=views.etag(place.entry)
            )

    def put(
        self,
        connection: Connection,
        books: Books,
        caller: Caller,
        reference: Reference,
        content: Content,
        terms: Terms,
    ) -> Outcome:
        """Give a content, which is counted for it already, to the entry that is meant, or make that. Raises what `write` does."""
        _, place, directory = self._target(connection, caller, reference, terms)
        if place is None or terms.dedupe:
            directory = directory or self._placing.directory(
                connection, books, caller, reference.parent, parents=terms.parents
            )
            made = self._create(connection, books, caller, directory, reference.name, content, terms)
            return Outcome(made, created=True)
        return Outcome(self.replace(connection, books, place, content, terms), created=False)

    def _create(
        self,
        connection: Connection,
        books: Books,
        caller: Caller,
        directory: Place,
        name: str,
        content: Content,
        terms: Terms,
    ) -> Place:
        if terms.dedupe:
            name = self._placing.free(connection, books, directory, name, dedupe=True)
        entry = self._ground.new_entry(
            directory.owner.id,
            directory.entry.id,
            name,
            Kind.FILE,
            content=content.id,
            size=content.size,
            media_type=terms.media_type,
        )
        if terms.modified_us is not None:
            entry = entry._replace(modified_us=terms.modified_us)
        return self._placing.add(connection, books, caller, directory, entry)

    def replace(
        self,
        connection: Connection,
        books: Books,
        place: Place,
        content: Content,
        terms: Terms,
        *,
        keep: bool = False,
    ) -> Place:
        """Another content for a file; the old one becomes a version (`keep`: whatever the rule says) or is let go. The new one is counted already."""
        entry = place.entry
        freed = 0
        if keep or policy.keeps_version(entry, books.now_us, self._settings):
            freed = self._keep(connection, entry, books.now_us)
        elif entry.content is not None:
            contents.release(connection, entry.content)
            freed = entry.size
        changed = entry._replace(
            content=content.id,
            size=content.size,
            media_type=terms.media_type or entry.media_type,
            modified_us=books.now_us if terms.modified_us is None else terms.modified_us,
        )
        entries.set_content(connection, changed)
        books.count(entry.tree, bytes=content.size - freed)
        updated = place._replace(entry=changed)
        books.tell(Happening.UPDATED, updated)
        return updated

    def _keep(self, connection: Connection, entry: Entry, now_us: int) -> int:
        """Make a version of what the file holds, and remove those that are too many; the bytes that are free then."""
        assert entry.content is not None  # noqa: S101 - it is a file
        version = Version(
            self._ground.new_id(names.VERSION), entry.id, entry.content, entry.size, entry.modified_us, now_us
        )
        versions.add(connection, version)
        return versions.remove(
            connection, versions.surplus(connection, entry.id, max(1, self._settings.versions))
        )


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
