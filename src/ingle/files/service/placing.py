"""Where something new comes to lie: the directory, made if asked for, and the name, freed if asked for. Functions of an open transaction."""

from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import (
    DirectoryNotEmptyError,
    EntryExistsError,
    EntryNotFoundError,
    NotDirectoryError,
)
from ingle.files.model import Entry, Happening, Kind, Place, Step
from ingle.files.policy import NEEDED, Reference
from ingle.files.service.books import Books
from ingle.files.service.ground import Ground
from ingle.files.service.locating import Locator
from ingle.files.store import Connection, contents, entries, subtrees, versions


class Placing:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @property
    def _locator(self) -> Locator:
        return self._ground.locator

    def directory(
        self, connection: Connection, books: Books, caller: Caller, reference: Reference, *, parents: bool
    ) -> Place:
        """A directory that the caller may see into; `parents` makes it and what is above it where they are missing.

        Raises EntryNotFoundError, AccessDeniedError, NotDirectoryError.
        """
        try:
            place = self._locator.look(connection, caller, reference)
        except EntryNotFoundError:
            if not parents or not reference.parts:
                raise
            above = self.directory(connection, books, caller, reference.parent, parents=True)
            return self.make_directory(connection, books, caller, above, reference.name)
        if place.entry.kind != Kind.DIRECTORY:
            raise NotDirectoryError(f"{place.entry.name} is not a directory")
        return place

    def make_directory(
        self, connection: Connection, books: Books, caller: Caller, directory: Place, name: str
    ) -> Place:
        """Its name must be free."""
        made = self._ground.new_entry(directory.owner.id, directory.entry.id, name, Kind.DIRECTORY)
        return self.add(connection, books, caller, directory, made)

    def add(
        self, connection: Connection, books: Books, caller: Caller, directory: Place, entry: Entry
    ) -> Place:
        """Put a new entry into the directory. Raises AccessDeniedError, FileNameInvalidError, TooDeepError."""
        policy.check_name(entry.name)
        policy.check_depth(len(directory.lineage))
        self.check_may_add(caller, directory, entry.name)
        entries.add(connection, entry)
        books.count(entry.tree, entries=1, bytes=entry.size)
        place = self._locator.child(connection, caller, directory, entry)
        books.tell(Happening.ADDED, place)
        return place

    def check_may_add(self, caller: Caller, directory: Place, name: str) -> None:
        """Raises NotDirectoryError, EntryNotFoundError, AccessDeniedError."""
        if directory.entry.kind != Kind.DIRECTORY:
            raise NotDirectoryError(f"{directory.entry.name} is not a directory")
        if not self._locator.may_add(caller, directory, name):
            self._locator.allowed(caller, directory, NEEDED["add"])

    def free(
        self,
        connection: Connection,
        books: Books,
        directory: Place,
        name: str,
        *,
        moving: Entry | None = None,
        overwrite: bool = False,
        whole: bool = False,
        dedupe: bool = False,
    ) -> str:
        """The name under which something can be put there: this one, made free by removing what has it (`whole`: also a directory with all that is
        in it), or another one.

        What is moved is not in its own way. Raises EntryExistsError, DirectoryNotEmptyError, FileNameInvalidError.
        """
        policy.check_name(name)
        taken = entries.child(connection, directory.entry.id, policy.name_key(name))
        if taken is None or (moving is not None and taken.id == moving.id):
            return name
        if dedupe:
            return policy.free_name(name, entries.keys_like(connection, directory.entry.id, name))
        if not overwrite:
            raise EntryExistsError(f"there is a {taken.name} already", name=taken.name)
        self._give_way(connection, taken, Kind(moving.kind) if moving else None, whole=whole)
        removed = self.remove(connection, books, taken)
        lineage = (*directory.lineage, Step(taken.id, taken.name))
        books.tell(Happening.REMOVED, directory._replace(entry=removed, lineage=lineage))
        return name

    def _give_way(self, connection: Connection, taken: Entry, for_: Kind | None, *, whole: bool) -> None:
        """Raises EntryImmutableError, EntryExistsError, DirectoryNotEmptyError."""
        policy.check_movable(taken)
        if whole or taken.kind != Kind.DIRECTORY:
            return
        if for_ is not Kind.DIRECTORY:
            raise EntryExistsError(f"{taken.name} is a directory", name=taken.name)
        if not entries.is_empty(connection, taken.id):
            raise DirectoryNotEmptyError(f"{taken.name} is not empty")

    def remove(self, connection: Connection, books: Books, entry: Entry) -> Entry:
        """The entry and all that is in it, from the database and its tree's counters."""
        if entry.kind == Kind.DIRECTORY:
            weight = subtrees.weigh(connection, entry.id)
            subtrees.remove(connection, entry.id)
            books.count(entry.tree, bytes=-weight.bytes - weight.version_bytes, entries=-weight.entries)
            books.reshape(entry.tree)
            return entry
        freed = versions.remove(connection, versions.surplus(connection, entry.id, 0))
        if entry.content is not None:
            contents.release(connection, entry.content)
        entries.remove(connection, entry.id)
        books.count(entry.tree, bytes=-entry.size - freed, entries=-1)
        return entry
