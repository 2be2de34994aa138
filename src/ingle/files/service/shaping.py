"""Changing trees: directories, moves, copies, removals, and what is written on an entry."""

from collections.abc import Mapping
from typing import Any

from ingle.base.errors import InvalidError
from ingle.base.units import KIB
from ingle.edge.identity import Caller
from ingle.files import policy, views
from ingle.files.errors import (
    DirectoryNotEmptyError,
    EntryExistsError,
    EntryNotFoundError,
    PathInvalidError,
    PropertiesTooLargeError,
    TooManyEntriesError,
)
from ingle.files.model import Entry, Happening, Kind, Place
from ingle.files.policy import NEEDED, Reference
from ingle.files.service.books import Books
from ingle.files.service.contents import Contents
from ingle.files.service.ground import Ground
from ingle.files.service.placing import Placing
from ingle.files.store import Connection, contents, entries, subtrees

MAX_COPIED = 200_000  # entries of one copy, which is one transaction
MAX_METADATA = 16 * KIB


class Shaping:
    def __init__(self, ground: Ground, placing: Placing, files: Contents) -> None:
        self._ground = ground
        self._placing = placing
        self._files = files

    async def mkdir(
        self,
        caller: Caller,
        path: str,
        *,
        parents: bool = False,
        exist_ok: bool = False,
        dedupe: bool = False,
    ) -> tuple[Place, bool]:
        """The directory, and whether it was made now. Raises EntryExistsError, EntryNotFoundError, AccessDeniedError, FileNameInvalidError."""
        reference = _with_name(path)

        def work(connection: Connection, books: Books) -> tuple[Place, bool]:
            directory = self._placing.directory(connection, books, caller, reference.parent, parents=parents)
            present = entries.child(connection, directory.entry.id, policy.name_key(reference.name))
            if present is not None and exist_ok and present.kind == Kind.DIRECTORY:
                return self._ground.locator.child(connection, caller, directory, present), False
            name = reference.name
            if present is not None:
                name = self._placing.free(connection, books, directory, name, dedupe=dedupe)
            return self._placing.make_directory(connection, books, caller, directory, name), True

        return await self._ground.change(caller, [reference], work)

    async def shortcut(self, caller: Caller, path: str, target: str, *, dedupe: bool = False) -> Place:
        """An entry that stands for another one. Raises EntryExistsError, EntryNotFoundError, AccessDeniedError, FileNameInvalidError."""
        reference, meant = _with_name(path), policy.parse(target)

        def work(connection: Connection, books: Books) -> Place:
            aim = self._ground.locator.look(connection, caller, meant)
            directory = self._placing.directory(connection, books, caller, reference.parent, parents=False)
            name = self._placing.free(connection, books, directory, reference.name, dedupe=dedupe)
            made = self._ground.new_entry(
                directory.owner.id, directory.entry.id, name, Kind.SHORTCUT, target=aim.entry.id
            )
            return self._placing.add(connection, books, caller, directory, made)

        return await self._ground.change(caller, [reference], work)

    async def rename(self, caller: Caller, path: str, name: str) -> Place:
        """Raises EntryExistsError, EntryImmutableError, EntryNotFoundError, AccessDeniedError, FileNameInvalidError."""
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["move"])
            policy.check_movable(place.entry)
            above = place._replace(lineage=place.lineage[:-1])
            directory = above._replace(entry=place.entry._replace(id=place.entry.parent))
            free = self._placing.free(connection, books, directory, name, moving=place.entry)
            return self._settle(connection, books, caller, place, directory, free)

        return await self._ground.change(caller, [reference], work)

    async def move(
        self,
        caller: Caller,
        source: str,
        into: str,
        *,
        name: str = "",
        overwrite: bool = False,
        whole: bool = False,
        dedupe: bool = False,
        parents: bool = False,
    ) -> Place:
        """`overwrite`: what has the name gives way, `whole`: even a directory that is not empty.

        Raises EntryExistsError, EntryImmutableError, IntoItselfError, TooDeepError, NotDirectoryError, DirectoryNotEmptyError,
        EntryNotFoundError, AccessDeniedError, StorageFullError (into another person's tree), FileNameInvalidError."""
        wanted, goal = policy.parse(source), policy.parse(into)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, wanted, NEEDED["move"])
            entry = place.entry
            policy.check_movable(entry)
            directory = self._placing.directory(connection, books, caller, goal, parents=parents)
            self._placing.check_may_add(caller, directory, name or entry.name)
            height = subtrees.height(connection, entry.id) if entry.kind == Kind.DIRECTORY else 0
            policy.check_destination(entry, directory.lineage, directory.entry, height)
            free = self._placing.free(
                connection,
                books,
                directory,
                name or entry.name,
                moving=entry,
                overwrite=overwrite,
                whole=whole,
                dedupe=dedupe,
            )
            return self._settle(connection, books, caller, place, directory, free)

        return await self._ground.change(caller, [wanted, goal], work)

    def _settle(
        self, connection: Connection, books: Books, caller: Caller, place: Place, directory: Place, name: str
    ) -> Place:
        """Put what was found into the directory under a name that is free there. It is not in the trash any more."""
        entry = place.entry
        moved = entry._replace(
            tree=directory.owner.id,
            parent=directory.entry.id,
            name=name,
            trashed_us=None,
            home=None,
            home_name=None,
        )
        fields = ("parent", "name", "trashed_us", "home", "home_name")
        entries.update(connection, moved, *fields)
        if entry.kind == Kind.DIRECTORY:
            books.reshape(entry.tree)
        landed = self._ground.locator.child(connection, caller, directory, moved)
        if moved.tree == entry.tree:
            books.tell(Happening.MOVED, landed, was=place)
            return landed
        weight = subtrees.weigh(connection, entry.id)
        subtrees.give(connection, entry.id, moved.tree)
        carried = weight.bytes + weight.version_bytes
        books.count(entry.tree, bytes=-carried, entries=-weight.entries)
        books.count(moved.tree, bytes=carried, entries=weight.entries)
        books.tell(Happening.REMOVED, place)
        books.tell(Happening.ADDED, landed)
        return landed

    async def copy(
        self,
        caller: Caller,
        source: str,
        into: str,
        *,
        name: str = "",
        overwrite: bool = False,
        whole: bool = False,
        dedupe: bool = False,
        parents: bool = False,
    ) -> Place:
        """A file, or a directory with all that is in it; the contents are shared, so no bytes are copied. Raises as `move`, and TooManyEntriesError."""
        wanted, goal = policy.parse(source), policy.parse(into)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, wanted, NEEDED["copy"])
            entry = place.entry
            directory = self._placing.directory(connection, books, caller, goal, parents=parents)
            self._placing.check_may_add(caller, directory, name or entry.name)
            height = subtrees.height(connection, entry.id) if entry.kind == Kind.DIRECTORY else 0
            policy.check_destination(entry, directory.lineage, directory.entry, height)
            if self._is_there(connection, directory, name or entry.name, entry) and not dedupe:
                raise EntryExistsError(f"there is a {entry.name} already", name=entry.name)
            free = self._placing.free(
                connection,
                books,
                directory,
                name or entry.name,
                overwrite=overwrite,
                whole=whole,
                dedupe=dedupe,
            )
            return self._copy(connection, books, caller, entry, directory, free)

        return await self._ground.change(caller, [wanted, goal], work)

    def _is_there(self, connection: Connection, directory: Place, name: str, entry: Entry) -> bool:
        """Whether a thing would be copied onto itself."""
        return entry.parent == directory.entry.id and policy.name_key(name) == policy.name_key(entry.name)

    def _copy(
        self, connection: Connection, books: Books, caller: Caller, entry: Entry, directory: Place, name: str
    ) -> Place:
        made = self._ground.new_entry(
            directory.owner.id,
            directory.entry.id,
            name,
            Kind(entry.kind),
            content=entry.content,
            size=entry.size,
            media_type=entry.media_type,
            target=entry.target,
        )._replace(metadata=entry.metadata, properties=entry.properties, modified_us=entry.modified_us)
        if entry.kind != Kind.DIRECTORY:
            if entry.content is not None:
                contents.hold(connection, entry.content)
            return self._placing.add(connection, books, caller, directory, made)
        weight = subtrees.weigh(connection, entry.id)
        if weight.entries > MAX_COPIED:
            raise TooManyEntriesError(f"at most {MAX_COPIED} files and directories are copied at once")
        copied = subtrees.copy(
            connection,
            entry.id,
            as_=made,
            name_key=policy.name_key(name),
            search_key=policy.search_key(name),
            stamp=made.id[: -len("00000000")],
        )
        made = made._replace(id=copied)
        books.count(made.tree, bytes=weight.bytes, entries=weight.entries)
        place = self._ground.locator.child(connection, caller, directory, made)
        books.tell(Happening.ADDED, place)
        return place

    async def remove(self, caller: Caller, path: str, *, recursive: bool = False) -> None:
        """For ever. Raises DirectoryNotEmptyError, EntryImmutableError, EntryNotFoundError, AccessDeniedError."""
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> None:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["remove"])
            policy.check_movable(place.entry)
            if not recursive and not entries.is_empty(connection, place.entry.id):
                raise DirectoryNotEmptyError(f"{place.entry.name} is not empty")
            self._placing.remove(connection, books, place.entry)
            books.tell(Happening.REMOVED, place)

        await self._ground.change(caller, [reference], work)

    async def touch(
        self, caller: Caller, path: str, *, modified_us: int | None = None, parents: bool = False
    ) -> Place:
        """Say when it was changed; makes an empty file where there is none. Raises EntryNotFoundError, AccessDeniedError, FileNameInvalidError."""
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> Place:
            at = books.now_us if modified_us is None else modified_us
            try:
                place = self._ground.locator.find(connection, caller, reference, NEEDED["write"])
            except EntryNotFoundError:
                if not reference.parts:
                    raise
                return self._make_empty(connection, books, caller, reference, at, parents=parents)
            return self._write_fields(
                connection, books, place, place.entry._replace(modified_us=at), "modified_us"
            )

        return await self._ground.change(caller, [reference], work)

    def _make_empty(
        self,
        connection: Connection,
        books: Books,
        caller: Caller,
        reference: Reference,
        at_us: int,
        *,
        parents: bool,
    ) -> Place:
        directory = self._placing.directory(connection, books, caller, reference.parent, parents=parents)
        content = self._files.intake.empty(connection)
        made = self._ground.new_entry(
            directory.owner.id, directory.entry.id, reference.name, Kind.FILE, content=content.id
        )
        return self._placing.add(connection, books, caller, directory, made._replace(modified_us=at_us))

    async def set_metadata(self, caller: Caller, path: str, metadata: Any) -> Place:
        """Replace what programs keep with an entry. Raises InvalidError, EntryNotFoundError, AccessDeniedError."""
        reference, text = policy.parse(path), views.metadata_text(metadata)
        if text is not None and len(text.encode()) > MAX_METADATA:
            raise InvalidError(f"metadata has at most {MAX_METADATA} bytes of JSON", field="metadata")

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["write"])
            return self._write_fields(
                connection, books, place, place.entry._replace(metadata=text), "metadata"
            )

        return await self._ground.change(caller, [reference], work)

    async def change_properties(self, caller: Caller, path: str, changed: Mapping[str, str | None]) -> Place:
        """Set texts by name, or remove them (None). Raises PropertiesTooLargeError, EntryNotFoundError, AccessDeniedError."""
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["write"])
            text = views.properties_text({**views.properties(place.entry), **changed})
            if text is not None and len(text.encode()) > MAX_METADATA:
                raise PropertiesTooLargeError(f"an entry's properties have at most {MAX_METADATA} bytes")
            changed_entry = place.entry._replace(properties=text)
            return self._write_fields(connection, books, place, changed_entry, "properties")

        return await self._ground.change(caller, [reference], work)

    def _write_fields(
        self, connection: Connection, books: Books, place: Place, changed: Entry, *fields: str
    ) -> Place:
        entries.update(connection, changed, *fields)
        updated = place._replace(entry=changed)
        books.tell(Happening.UPDATED, updated)
        return updated


def _with_name(path: str) -> Reference:
    """A reference to something that can be made. Raises PathInvalidError."""
    reference = policy.parse(path)
    if not reference.parts:
        raise PathInvalidError("this names no new entry; it ends with the name of one", field="path")
    return reference
