"""Finding entries by path or id, and what the caller may do with them: functions of an open transaction.

A look at a path whose directory is remembered is one query, which also says whether the memory still holds.
"""

from ingle.accounts import Mode
from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.dentries import Dentries, Keys
from ingle.files.errors import AccessDeniedError, EntryNotFoundError, NotDirectoryError
from ingle.files.model import Entry, Kind, Lineage, Owner, Place, Step
from ingle.files.policy import NEEDED, Reference
from ingle.files.ports import Access, People
from ingle.files.store import Connection, entries, trees
from ingle.runtime.settling import once_settled


def not_found() -> EntryNotFoundError:
    """The same words for everything, so that they tell nothing."""
    return EntryNotFoundError("there is no such file or directory")


def _found(seen: trees.Seen | None) -> tuple[Entry, int]:
    """Raises EntryNotFoundError."""
    if seen is None or seen[0] is None:
        raise not_found()
    return seen[0], seen[1]


class Locator:
    def __init__(self, *, access: Access, people: People, dentries: Dentries) -> None:
        self._access = access
        self._people = people
        self._dentries = dentries

    def find(self, connection: Connection, caller: Caller, reference: Reference, needed: Mode) -> Place:
        """Raises EntryNotFoundError, AccessDeniedError."""
        return self.allowed(caller, self.look(connection, caller, reference), needed)

    def find_directory(self, connection: Connection, caller: Caller, reference: Reference) -> Place:
        """That may be listed. Raises EntryNotFoundError, AccessDeniedError, NotDirectoryError."""
        place = self.find(connection, caller, reference, NEEDED["list"])
        if place.entry.kind != Kind.DIRECTORY:
            raise NotDirectoryError(f"{place.entry.name} is not a directory")
        return place

    def look(self, connection: Connection, caller: Caller, reference: Reference) -> Place:
        """What the caller may at least know of. Raises EntryNotFoundError."""
        if reference.entry:
            entry, lineage = self._by_id(connection, reference)
        else:
            tree = self.tree_of(connection, caller, reference)
            entry, lineage = self._by_path(connection, tree, tuple(map(policy.name_key, reference.parts)))
        mode = self._mode(connection, caller, entry.tree, lineage)
        if mode is None:
            raise not_found()
        return Place(self._owner(connection, caller, entry.tree), entry, lineage, mode)

    def tree_of(self, connection: Connection, caller: Caller, reference: Reference) -> str:
        """The tree that a reference leads into. Raises EntryNotFoundError."""
        if reference.entry:
            seen = trees.see(connection, reference.entry)
            return _found(seen)[0].tree
        if reference.owner in {policy.OWN, caller.user_name}:
            return caller.user_id
        owner = self._people.find(connection, reference.owner)
        if owner is None:
            raise not_found()
        return owner.id

    def allowed(self, caller: Caller, place: Place, needed: Mode) -> Place:
        """Raises EntryNotFoundError for an app, which learns nothing; AccessDeniedError for who may know of the entry."""
        if place.mode >= needed:
            return place
        if caller.app_id:
            raise not_found()
        raise AccessDeniedError(
            f"you may only {place.mode.name.lower()} {place.entry.name or place.path}",
            needed=needed.name.lower(),
            mode=place.mode.name.lower(),
        )

    def child(self, connection: Connection, caller: Caller, directory: Place, entry: Entry) -> Place:
        """An entry that was found in, or put into, a directory that the caller has."""
        lineage = (*directory.lineage, Step(entry.id, entry.name))
        mode = self._mode(connection, caller, entry.tree, lineage) or directory.mode
        return Place(directory.owner, entry, lineage, mode)

    def may_add(self, caller: Caller, directory: Place, name: str) -> bool:
        """Whether the caller may put something of this name there: an app may make its own directory, though it may not change AppData."""
        if directory.mode >= policy.NEEDED["add"]:
            return True
        lineage = (*directory.lineage, Step("", name))
        return directory.owner.id == caller.user_id and policy.is_app_folder(lineage, caller.app_id)

    def lineage_of(self, connection: Connection, directory: str, tree: str, shape: int) -> Lineage:
        """Of a directory that was seen in a tree of this shape. Raises EntryNotFoundError."""
        known = self._dentries.find_id(tree, directory)
        if known is not None and known[1] == shape:
            return known[0]
        lineage = entries.lineage(connection, directory)
        if not lineage:
            raise not_found()
        self._keep(connection, tree, shape, None, lineage)
        return lineage

    def _by_id(self, connection: Connection, reference: Reference) -> tuple[Entry, Lineage]:
        seen = trees.see(connection, reference.entry)
        entry, shape = _found(seen)
        above = self.lineage_of(connection, entry.parent, entry.tree, shape) if entry.parent else ()
        lineage = (*above, Step(entry.id, entry.name))
        for part in reference.parts:
            found = entries.child(connection, entry.id, policy.name_key(part))
            if found is None:
                raise not_found()
            entry, lineage = found, (*lineage, Step(found.id, found.name))
        return entry, lineage

    def _by_path(self, connection: Connection, tree: str, keys: tuple[str, ...]) -> tuple[Entry, Lineage]:
        if keys:
            known = self._dentries.find(tree, keys[:-1])
            if known is not None:
                above, remembered = known
                seen = trees.see_child(connection, tree, above[-1].id, keys[-1])
                if seen is not None and seen[1] == remembered:
                    entry, _ = _found(seen)
                    return entry, (*above, Step(entry.id, entry.name))
        return self._walk(connection, tree, keys)

    def _walk(self, connection: Connection, tree: str, keys: tuple[str, ...]) -> tuple[Entry, Lineage]:
        """Step by step from the root, remembering the directories. The shape is read first: what changes meanwhile makes the memory wrong, not new."""
        seen = trees.see_root(connection, tree)
        entry, shape = _found(seen)
        lineage: Lineage = (Step(entry.id, ""),)
        self._keep(connection, tree, shape, (), lineage)
        for depth, key in enumerate(keys, 1):
            found = entries.child(connection, entry.id, key)
            if found is None:
                raise not_found()
            entry, lineage = found, (*lineage, Step(found.id, found.name))
            if found.kind == Kind.DIRECTORY:
                self._keep(connection, tree, shape, keys[:depth], lineage)
        return entry, lineage

    def _keep(
        self, connection: Connection, tree: str, shape: int, keys: Keys | None, lineage: Lineage
    ) -> None:
        once_settled(connection, lambda: self._dentries.keep(tree, shape, keys, lineage))

    def _mode(self, connection: Connection, caller: Caller, tree: str, lineage: Lineage) -> Mode | None:
        mode = self._access.mode(connection, caller, tree, [step.id for step in lineage])
        return self._widened(caller, tree, lineage, mode)

    def modes(
        self, connection: Connection, caller: Caller, tree: str, lineages: list[Lineage]
    ) -> list[Mode | None]:
        found = self._access.modes(
            connection, caller, tree, [[step.id for step in each] for each in lineages]
        )
        return [self._widened(caller, tree, each, mode) for each, mode in zip(lineages, found, strict=True)]

    def _widened(self, caller: Caller, tree: str, lineage: Lineage, mode: Mode | None) -> Mode | None:
        """An app writes in its own directory, and passes through those above it."""
        if not caller.app_id or tree != caller.user_id:
            return mode
        own = policy.mode_of_app(lineage, caller.app_id)
        return own if mode is None else max(mode, own or mode)

    def _owner(self, connection: Connection, caller: Caller, tree: str) -> Owner:
        if tree == caller.user_id:
            return Owner(tree, caller.user_name)
        return self._people.get(connection, tree)
