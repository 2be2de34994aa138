"""The trash: a directory of each tree. What is in it knows where it was; it stays until the trash is emptied."""

from ingle.edge.identity import Caller
from ingle.files import policy
from ingle.files.errors import NotInTrashError
from ingle.files.model import Entry, Happening, Kind, Place, Step
from ingle.files.names import TRASH
from ingle.files.policy import NEEDED, OWN, Reference
from ingle.files.service.books import Books
from ingle.files.service.ground import Ground
from ingle.files.service.placing import Placing
from ingle.files.store import Connection, entries, subtrees, trees


class Trash:
    def __init__(self, ground: Ground, placing: Placing) -> None:
        self._ground = ground
        self._placing = placing

    async def put(self, caller: Caller, path: str) -> Place:
        """Into the trash of the tree that it is in; what is there already stays as it is. Raises EntryImmutableError, EntryNotFoundError, AccessDeniedError."""
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["move"])
            entry = place.entry
            policy.check_movable(entry)
            if policy.in_trash(place.lineage):
                return place
            trash = self._of(connection, place)
            name = self._placing.free(connection, books, trash, entry.name, dedupe=True)
            gone = entry._replace(
                parent=trash.entry.id,
                name=name,
                trashed_us=books.now_us,
                home=entry.parent,
                home_name=entry.name,
            )
            return self._settle(connection, books, place, trash, gone)

        return await self._ground.change(caller, [reference], work)

    async def restore(self, caller: Caller, path: str) -> Place:
        """To where it was, under another name where that is taken; to the root of the tree where its directory is gone.

        Raises NotInTrashError, EntryNotFoundError, AccessDeniedError.
        """
        reference = policy.parse(path)

        def work(connection: Connection, books: Books) -> Place:
            place = self._ground.locator.find(connection, caller, reference, NEEDED["move"])
            entry = place.entry
            if not policy.in_trash(place.lineage) or entry.home is None or entry.home_name is None:
                raise NotInTrashError(f"{entry.name} was not put into the trash by itself")
            home = self._home(connection, place, entry.home)
            name = self._placing.free(connection, books, home, entry.home_name, dedupe=True)
            back = entry._replace(parent=home.entry.id, name=name, trashed_us=None, home=None, home_name=None)
            return self._settle(connection, books, place, home, back)

        return await self._ground.change(caller, [reference], work)

    async def empty(self, caller: Caller) -> int:
        """Remove for ever what is in the caller's own trash; how many entries that was. Raises AccessDeniedError."""
        reference = Reference(OWN, "", (TRASH,))

        def work(connection: Connection, books: Books) -> int:
            trash = self._ground.locator.find(connection, caller, reference, NEEDED["remove"])
            if entries.is_empty(connection, trash.entry.id):
                return 0
            # All of it comes to lie in one new directory that is in no other, and is removed with that.
            bag = self._ground.new_entry(trash.owner.id, "-", self._ground.new_id("bag"), Kind.DIRECTORY)
            entries.add(connection, bag)
            entries.move_all(connection, trash.entry.id, bag.id)
            weight = subtrees.weigh(connection, bag.id)
            subtrees.remove(connection, bag.id)
            removed = weight.entries - 1
            books.count(bag.tree, bytes=-weight.bytes - weight.version_bytes, entries=-removed)
            books.reshape(bag.tree)
            books.tell(Happening.UPDATED, trash)
            return removed

        return await self._ground.change(caller, [reference], work)

    def _of(self, connection: Connection, place: Place) -> Place:
        root = place.lineage[0]
        found = entries.child(connection, root.id, TRASH)
        assert found is not None  # noqa: S101 - it is in every tree, and stays
        return Place(place.owner, found, (root, Step(found.id, TRASH)), place.mode)

    def _home(self, connection: Connection, place: Place, directory: str) -> Place:
        """The directory that it was in; the root where that is gone, or is in the trash itself."""
        tree = place.entry.tree
        for candidate in (directory, place.lineage[0].id):
            seen = trees.see(connection, candidate)
            if seen is None or seen[0] is None or seen[0].tree != tree:
                continue
            lineage = self._ground.locator.lineage_of(connection, candidate, tree, seen[1])
            if len(lineage) < 2 or lineage[1].name != TRASH:
                return Place(place.owner, seen[0], lineage, place.mode)
        raise AssertionError("a tree has a root")

    def _settle(
        self, connection: Connection, books: Books, place: Place, directory: Place, entry: Entry
    ) -> Place:
        entries.update(connection, entry, "parent", "name", "trashed_us", "home", "home_name")
        if entry.kind == Kind.DIRECTORY:
            books.reshape(entry.tree)
        landed = place._replace(entry=entry, lineage=(*directory.lineage, Step(entry.id, entry.name)))
        books.tell(Happening.MOVED, landed, was=place)
        return landed
