"""What all of the service stands on: reading and changing trees in transactions, and what must be there before."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.edge.identity import Caller
from ingle.files import names, views
from ingle.files.dentries import Dentries
from ingle.files.model import Entry, Kind, Tree
from ingle.files.policy import Reference
from ingle.files.ports import Access, People, StorageLimit
from ingle.files.service.books import Books
from ingle.files.service.locating import Locator
from ingle.files.service.telling import tell
from ingle.files.store import Connection, entries, trees
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database, lock

R = TypeVar("R")


class Ground:
    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        random: RandomBytes,
        bus: Bus,
        people: People,
        limits: StorageLimit,
        access: Access,
    ) -> None:
        self.clock = clock
        self.limits = limits
        self.locator = Locator(access=access, people=people, dentries=Dentries())
        self._db = db
        self._random = random
        self._bus = bus
        self._access = access
        self._with_tree: set[str] = set()

    def now_us(self) -> int:
        return views.microseconds(self.clock.now())

    def new_id(self, prefix: str) -> str:
        return make_id(prefix, self.clock.now(), self._random)

    async def look(self, caller: Caller, reading: Callable[[Connection], R]) -> R:
        """A look that is a few rows of an index, whatever is asked for."""
        await self._make_tree(caller)
        return await self._db.glance(reading)

    async def glance(self, reading: Callable[[Connection], R]) -> R:
        """A look for nobody in particular."""
        return await self._db.glance(reading)

    async def read(self, caller: Caller, reading: Callable[[Connection], R]) -> R:
        """A read that may take its time."""
        await self._make_tree(caller)
        return await self._db.read(reading)

    async def write(self, caller: Caller, work: Callable[[Connection], R]) -> R:
        """One transaction that changes no tree."""
        await self._make_tree(caller)
        return await self._db.write(work)

    async def change(
        self, caller: Caller, references: Sequence[Reference], work: Callable[[Connection, Books], R]
    ) -> R:
        """One transaction on the trees that the references lead into, which nobody else changes meanwhile; then its changes are told."""
        await self._make_tree(caller)

        def transaction(connection: Connection) -> R:
            books = Books(self.now_us())
            self._hold(connection, caller, references)
            result = work(connection, books)
            tell(connection, self._access, books.close(connection, self.limits))
            return result

        return await self._db.write(transaction)

    def tell(self, type_: str, owner: str, subject: str, data: Any) -> None:
        """What is not kept: on the bus of this process, after it is recorded."""
        self._bus.publish(type_, owner=owner, subject=subject, data=data)

    def _hold(self, connection: Connection, caller: Caller, references: Sequence[Reference]) -> None:
        """SQLite's writers take turns anyway."""
        if connection.dialect.name == "sqlite":
            return
        for tree in sorted({self.locator.tree_of(connection, caller, each) for each in references}):
            lock(connection, f"tree of {tree}")

    async def _make_tree(self, caller: Caller) -> None:
        """A person's tree is there from the first time that they use it. Who comes by a link is nobody, and has none."""
        if caller.user_id in self._with_tree or not caller.user_id:
            return
        if await self._db.glance(lambda c: trees.find(c, caller.user_id)) is None:
            await self._db.write(lambda c: self._plant(c, caller.user_id))
        self._with_tree.add(caller.user_id)

    def _plant(self, connection: Connection, user_id: str) -> None:
        lock(connection, f"tree of {user_id}")
        if trees.find(connection, user_id) is not None:
            return
        root = self.new_entry(user_id, "", "", Kind.DIRECTORY, immutable=True)
        planted = [
            self.new_entry(user_id, root.id, name, Kind.DIRECTORY, immutable=True)
            for name in names.DIRECTORIES
        ]
        trees.add(connection, Tree(user_id, root.id, number=0, shape=0, used_bytes=0, entries=len(planted)))
        entries.add_all(connection, [root, *planted])

    def new_entry(
        self,
        tree: str,
        parent: str,
        name: str,
        kind: Kind,
        *,
        content: str | None = None,
        size: int = 0,
        media_type: str = "",
        target: str | None = None,
        immutable: bool = False,
    ) -> Entry:
        now = self.now_us()
        return Entry(
            id=self.new_id(names.ENTRY),
            tree=tree,
            parent=parent,
            name=name,
            kind=kind.value,
            size=size,
            content=content,
            target=target,
            media_type=media_type,
            created_us=now,
            modified_us=now,
            immutable=immutable,
            metadata=None,
            trashed_us=None,
            home=None,
            home_name=None,
        )
