"""Files for tests: a service on a real database with its bytes in memory or where a test wants them, a clock that is moved by hand, and two people."""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count as counting
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from ingle.accounts import Access, Holder, HolderKind, Mode
from ingle.accounts.model import Grant, User
from ingle.accounts.store import add_user, put_grant
from ingle.base.clock import ManualClock
from ingle.daemon.joints import PeopleWithTrees
from ingle.drivers.archives import ConfinedUnpacker
from ingle.drivers.bytes import FakeBytes, RowBytes, S3Bytes
from ingle.drivers.texts import LocalTextReader
from ingle.drivers.thumbnails import ConfinedThumbnailer
from ingle.edge.identity import Caller
from ingle.files import FileKeeper, FileService, FileSettings, Indexer
from ingle.files.errors import ByteStoreError
from ingle.files.names import ENTRY_KIND
from ingle.files.ports import ByteStore, Kept, Written
from ingle.files.service import Outcome, Terms
from ingle.files.store import trees
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database
from ingle.runtime.outbox.rows import read_after
from ingle.wire.files import FileChange
from support.stores import are_far

ANN = Caller("usr_ann", "ann", admin=False, scopes=frozenset({"*"}), via="session")
BOB = Caller("usr_bob", "bob", admin=False, scopes=frozenset({"*"}), via="session")
_numbers = counting()


@dataclass
class Allowance:
    """Satisfies files.ports.StorageLimit."""

    mib: int = 0

    def storage_mib(self, connection: sa.Connection, user_id: str) -> int:
        return self.mib


class Warehouse:
    """A byte store around another one, that tests can look into and take away."""

    def __init__(self, inner: ByteStore) -> None:
        self._inner = inner
        self.broken = False  # while it is, nothing can be written, read or removed

    async def keys(self) -> set[str]:
        return {kept.key async for kept in self._inner.list()}

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        self._check()
        return await self._inner.write(key, content)

    @asynccontextmanager
    async def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        self._check()
        async with self._inner.read(key, first, length) as data:
            yield data

    async def remove(self, keys: Sequence[str]) -> None:
        self._check()
        await self._inner.remove(keys)

    async def list(self) -> AsyncIterator[Kept]:
        self._check()
        async for kept in self._inner.list():
            yield kept

    def _check(self) -> None:
        if self.broken:
            raise ByteStoreError("this byte store is away")


@contextmanager
def warehouse(request: pytest.FixtureRequest, folder: Path) -> Iterator[Warehouse]:
    """In a bucket where the test uses one or the run keeps bytes there, in memory elsewhere."""
    if "bucket" not in request.fixturenames and not are_far(request.config):
        yield Warehouse(FakeBytes())
        return
    store = S3Bytes("far", request.getfixturevalue("bucket"), folder / "parts")
    yield Warehouse(store)
    store.close()


@dataclass
class Grove:
    """What tests of files stand in."""

    db: Database
    settings: FileSettings = field(default_factory=FileSettings)
    clock: ManualClock = field(default_factory=ManualClock)
    allowance: Allowance = field(default_factory=Allowance)
    large: Warehouse = field(default_factory=lambda: Warehouse(FakeBytes()))
    work: Path = field(default_factory=lambda: Path(gettempdir()))  # where archives lie, without names

    def __post_init__(self) -> None:
        self.access = Access(ENTRY_KIND, self.clock)
        self.bus = Bus(self.clock)
        self.rows = RowBytes(self.db)
        self.stores: dict[str, ByteStore] = {"rows": self.rows, "disk": self.large}
        self.keeper = FileKeeper(
            db=self.db, clock=self.clock, access=self.access, stores=self.stores, settings=self.settings
        )
        self.indexer = Indexer(
            db=self.db,
            bus=self.bus,
            rows=self.rows,
            stores=self.stores,
            reader=LocalTextReader(self.work),
            settings=self.settings,
        )
        self.files = self.service()

    def service(self) -> FileService:
        """Another process on the same database."""
        return FileService(
            db=self.db,
            clock=self.clock,
            random=os.urandom,
            bus=self.bus,
            people=PeopleWithTrees(),
            limits=self.allowance,
            access=self.access,
            rows=self.rows,
            stores=self.stores,
            settings=self.settings,
            signing_key=b"k" * 32,
            thumbnailer=ConfinedThumbnailer(self.work),
            unpacker=ConfinedUnpacker(self.work),
        )

    async def write(self, path: str, data: bytes = b"x", caller: Caller = ANN, **terms: Any) -> Outcome:
        return await self.files.contents.write(caller, path, pieces(data), Terms(**terms))

    async def read(self, path: str, caller: Caller = ANN) -> bytes:
        reading = await self.files.contents.open(caller, path)
        async with self.files.contents.stream(reading) as data:
            return b"".join([piece async for piece in data])

    def facts(self, caller: Caller = ANN, *, after: int = 0) -> list[tuple[str, FileChange]]:
        """What the person is told of files: the kind, and the change."""
        kept = self.db.read_now(lambda c: read_after(c, after, 1000, owner=caller.user_id))
        return [
            (fact.type.removeprefix("file."), msgspec.json.decode(fact.data, type=FileChange))
            for fact in kept
        ]

    async def names(self, path: str, caller: Caller = ANN) -> list[str]:
        listed = await self.files.looking.contents(caller, path, limit=1000)
        return [entry.name for entry in listed.items]

    def used(self, caller: Caller = ANN) -> tuple[int, int]:
        """The counters of a tree, bytes and entries, having made sure that they are right."""
        tree = self.db.read_now(lambda c: trees.find(c, caller.user_id))
        assert tree is not None
        counted = self.db.read_now(lambda c: count(c, caller.user_id))
        assert (tree.used_bytes, tree.entries) == counted
        return counted


async def share(grove: Grove, path: str, holder: Holder | None = None, mode: Mode = Mode.SEE) -> str:
    """Of Ann's, with Bob unless it is said with whom; the grant's id."""
    entry = (await grove.files.looking.stat(ANN, path)).entry.id
    holder = holder or Holder(HolderKind.USER, BOB.user_id)
    grant = Grant(f"gnt_{next(_numbers)}", ANN.user_id, holder, ENTRY_KIND, entry, mode, grove.clock.now())
    grove.db.write_now(lambda c: put_grant(c, grant))
    return grant.id


def count(connection: sa.Connection, tree: str) -> tuple[int, int]:
    """Bytes and entries of a tree, the slow way; and that every content is referred to as often as it says."""
    text = """
        SELECT (SELECT coalesce(sum(size), 0) FROM entries WHERE tree = :tree)
             + (SELECT coalesce(sum(v.size), 0) FROM versions v JOIN entries e ON e.id = v.entry WHERE e.tree = :tree),
               (SELECT count(*) FROM entries WHERE tree = :tree) - 1
    """
    row = connection.execute(sa.text(text), {"tree": tree}).one()
    wrong = connection.execute(
        sa.text(
            """SELECT id FROM contents WHERE refs <> (SELECT count(*) FROM entries WHERE content = contents.id)
               + (SELECT count(*) FROM versions WHERE content = contents.id)
               + (SELECT count(*) FROM upload_parts WHERE content = contents.id)
               + (SELECT count(*) FROM thumbnails WHERE content = contents.id)"""
        )
    ).all()
    assert wrong == []
    return int(row[0]), int(row[1])


async def pieces(data: bytes, size: int = 4000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def add_people(db: Database) -> None:
    def add(connection: sa.Connection) -> None:
        for caller in (ANN, BOB):
            add_user(
                connection,
                User(
                    caller.user_id,
                    caller.user_name,
                    admin=False,
                    created_at=datetime(2026, 1, 1, tzinfo=UTC),
                    password_hash="",
                ),
            )

    db.write_now(add)


@contextmanager
def counted_queries(db: Database) -> Iterator[Callable[[], list[str]]]:
    """The statements that are run within, but for the transaction's own."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield lambda: seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def plan_of(connection: sa.Connection, statement: str) -> str:
    """How SQLite would find the answer."""
    rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, ("x",) * statement.count("?")).all()
    return "\n".join(str(row[-1]) for row in rows)
