"""Transactions that share a commit: each is all or nothing, durable when it is answered, and hurts no neighbour."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import pytest
import sqlalchemy as sa

from ingle.runtime.db import Database, DatabaseFullError, make_engine
from ingle.runtime.settling import once_settled

pytestmark = pytest.mark.local_stores

tables = sa.MetaData()
notes = sa.Table("notes", tables, sa.Column("text", sa.Text, primary_key=True))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(make_engine(f"sqlite:///{tmp_path / 'ingle.db'}"))
    database.write_now(tables.create_all)
    yield database
    database.close()


async def until(condition: Callable[[], object]) -> None:
    with anyio.fail_after(60):
        while not condition():  # noqa: ASYNC110 - the condition is another thread's
            await anyio.sleep(0.005)


class Commits:
    """Counts them, and can hold the writer up so that others have to wait."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        self.held = threading.Event()
        self.go = threading.Event()
        sa.event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        self.count += statement == "COMMIT"

    def hold(self, connection: sa.Connection) -> None:
        self.held.set()
        assert self.go.wait(60)


def add(connection: sa.Connection, text: str) -> None:
    connection.execute(notes.insert().values(text=text))


def texts(path: Path) -> list[str]:
    """As another process would find them."""
    with sqlite3.connect(path) as connection:
        found = [row[0] for row in connection.execute("SELECT text FROM notes ORDER BY text")]
    connection.close()
    return found


async def together(database: Database, commits: Commits, *jobs: object) -> list[object]:
    """Results, or what was raised, of transactions that have all to wait for one before them."""
    outcomes: list[object] = [None] * len(jobs)

    async def run(place: int, job: object) -> None:
        try:
            outcomes[place] = await database.write(job)  # type: ignore[arg-type] # a transaction
        except Exception as error:  # noqa: BLE001 - it is what is looked at
            outcomes[place] = error

    async with anyio.create_task_group() as group:
        group.start_soon(database.write, commits.hold)
        await until(commits.held.is_set)
        for place, job in enumerate(jobs):
            group.start_soon(run, place, job)
        await until(lambda: len(database._writer._waiting) == len(jobs))  # type: ignore[union-attr]
        commits.go.set()
    return outcomes


async def test_those_that_wait_share_a_commit_and_are_durable(database: Database, tmp_path: Path) -> None:
    commits = Commits(database)
    jobs = [lambda c, n=n: add(c, f"{n:02}") or n for n in range(30)]  # type: ignore[func-returns-value]
    assert await together(database, commits, *jobs) == list(range(30))
    assert commits.count == 2
    assert texts(tmp_path / "ingle.db") == [f"{n:02}" for n in range(30)]


async def test_one_that_fails_undoes_itself_alone(database: Database, tmp_path: Path) -> None:
    commits = Commits(database)

    def failing(connection: sa.Connection) -> None:
        add(connection, "half")
        raise ValueError("no")

    def seeing(connection: sa.Connection) -> list[str]:
        return list(connection.execute(sa.select(notes.c.text)).scalars())

    outcomes = await together(
        database,
        commits,
        lambda c: add(c, "a"),
        failing,
        lambda c: add(c, "a"),  # it is there already
        seeing,
        lambda c: add(c, "b"),
    )
    assert [type(outcome) for outcome in outcomes] == [
        type(None),
        ValueError,
        sa.exc.IntegrityError,
        list,
        type(None),
    ]
    assert outcomes[3] == ["a"]
    assert texts(tmp_path / "ingle.db") == ["a", "b"]


async def test_one_that_breaks_the_whole_transaction_does_not_take_its_neighbours_with_it(
    database: Database, tmp_path: Path
) -> None:
    commits = Commits(database)

    def breaking(connection: sa.Connection) -> None:
        add(connection, "broken")
        connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when the disk is full
        raise ValueError("no")

    outcomes = await together(database, commits, lambda c: add(c, "a"), breaking, lambda c: add(c, "b"))
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    assert texts(tmp_path / "ingle.db") == ["a", "b"]


async def test_a_full_disk_is_said_to_whom_it_concerns(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'ingle.db'}")
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=20"))
    database = Database(engine)
    database.write_now(tables.create_all)
    commits = Commits(database)
    outcomes = await together(
        database, commits, lambda c: add(c, "a"), lambda c: add(c, "x" * 500_000), lambda c: add(c, "b")
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), DatabaseFullError, type(None)]
    assert texts(tmp_path / "ingle.db") == ["a", "b"]
    database.close()


async def test_a_context_goes_with_its_transaction(database: Database) -> None:
    from contextvars import ContextVar

    request: ContextVar[str] = ContextVar("request")
    request.set("r1")
    assert await database.write(lambda _: request.get()) == "r1"


async def test_closing_does_what_is_waiting_and_leaves_no_thread(database: Database) -> None:
    await database.write(lambda c: add(c, "a"))
    assert any(thread.name == "writer" for thread in threading.enumerate())
    database.close()
    assert not any(thread.name == "writer" for thread in threading.enumerate())
    await database.write(lambda c: add(c, "b"))  # and it can begin anew


async def test_a_glance_sees_what_was_just_written_and_cannot_write(database: Database) -> None:
    def all_of(connection: sa.Connection) -> list[str]:
        return list(connection.execute(sa.select(notes.c.text)).scalars())

    await database.write(lambda c: add(c, "a"))
    await database.glance(lambda c: add(c, "b"))
    assert await database.glance(all_of) == ["a"]
    with pytest.raises(ValueError, match="no"):
        await database.glance(lambda _: (_ for _ in ()).throw(ValueError("no")))
    await database.write(lambda c: add(c, "c"))
    assert await database.glance(all_of) == ["a", "c"]


async def test_where_none_fails_nothing_is_saved_to_go_back_to(database: Database) -> None:
    commits = Commits(database)
    asked: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    await together(database, commits, lambda c: add(c, "a"), lambda c: add(c, "b"))
    assert not [statement for statement in asked if "SAVEPOINT" in statement]
    assert asked.count("BEGIN IMMEDIATE") == 2


async def test_what_was_seen_is_remembered_once_it_stands(database: Database) -> None:
    commits = Commits(database)
    remembered: list[str] = []

    def seeing(connection: sa.Connection, name: str, *, fail: bool = False) -> None:
        add(connection, name)
        once_settled(connection, lambda: remembered.append(name))
        assert name not in remembered
        if fail:
            raise ValueError("no")

    await together(
        database,
        commits,
        lambda c: seeing(c, "a"),
        lambda c: seeing(c, "b", fail=True),
        lambda c: seeing(c, "c"),
    )
    assert remembered == ["a", "c"]
    database.write_now(lambda c: seeing(c, "d"))
    with pytest.raises(ValueError, match="no"):
        database.write_now(lambda c: seeing(c, "e", fail=True))
    await database.read(lambda c: once_settled(c, lambda: remembered.append("read")))
    assert remembered == ["a", "c", "d", "read"]
