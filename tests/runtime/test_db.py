"""Transactions, on SQLite and PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import anyio
import pytest
import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import Database, DatabaseFullError, UnwritableTextError, make_engine
from support.databases import postgresql_database
from support.small_disks import small_disk

tables = sa.MetaData()
counters = sa.Table(
    "counters",
    tables,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
    sa.Column("at", UtcTime),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(make_engine(database_url))
    database.write_now(tables.create_all)
    yield database
    database.close()


def value(connection: sa.Connection, name: str) -> int | None:
    return connection.execute(sa.select(counters.c.value).where(counters.c.name == name)).scalar_one_or_none()


def add(connection: sa.Connection, name: str) -> None:
    present = value(connection, name)
    if present is None:
        connection.execute(counters.insert().values(name=name, value=1))
    else:
        connection.execute(counters.update().where(counters.c.name == name).values(value=present + 1))


async def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    def half(connection: sa.Connection) -> None:
        add(connection, "a")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await database.write(half)
    assert await database.read(lambda c: value(c, "a")) is None


async def test_reading_cannot_write(database: Database) -> None:
    await database.read(lambda c: add(c, "a"))
    assert await database.read(lambda c: value(c, "a")) is None


async def test_a_read_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    await database.write(lambda c: add(c, "a"))

    def look_twice(connection: sa.Connection) -> tuple[int | None, int | None]:
        first = value(connection, "a")
        database.write_now(lambda other: add(other, "a"))
        return first, value(connection, "a")

    assert await database.read(look_twice) == (1, 1)
    assert await database.glance(look_twice) == (2, 2)


async def test_a_text_that_cannot_be_kept_is_told_by_whichever_database_cannot(database: Database) -> None:
    """SQLite can."""
    cannot = database.engine.dialect.name == "postgresql"
    refused = pytest.raises(UnwritableTextError) if cannot else nullcontext()
    with refused:
        await database.write(lambda c: add(c, "a\0b"))
    with pytest.raises(UnwritableTextError) if cannot else nullcontext():
        await database.read(lambda c: value(c, "a\0b"))


async def test_a_cancelled_write_still_ends_before_its_caller_goes_on(database: Database) -> None:
    with anyio.CancelScope() as scope:
        scope.cancel()
        await database.write(lambda c: add(c, "a"))
    assert await database.read(lambda c: value(c, "a")) in {None, 1}


async def test_moments_come_back_in_utc(database: Database) -> None:
    moment = datetime(2026, 3, 29, 2, 30, 15, 123456, tzinfo=timezone(timedelta(hours=9)))
    await database.write(lambda c: c.execute(counters.insert().values(name="a", value=1, at=moment)))
    kept = await database.read(lambda c: c.execute(sa.select(counters.c.at)).scalar_one())
    assert kept == moment
    assert kept.tzinfo is UTC
    later = moment + timedelta(microseconds=1)
    found = await database.read(
        lambda c: c.execute(sa.select(counters.c.name).where(counters.c.at < later)).all()
    )
    assert len(found) == 1


async def test_a_moment_without_its_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - what is being refused
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        await database.write(lambda c: c.execute(counters.insert().values(name="a", value=1, at=naive)))


@pytest.mark.local_stores
async def test_on_sqlite_writers_take_turns(tmp_path: object) -> None:
    database = Database(make_engine(f"sqlite:///{tmp_path}/turns.db"))
    try:
        await database.write(tables.create_all)
        async with anyio.create_task_group() as group:
            for _ in range(50):
                group.start_soon(database.write, lambda c: add(c, "a"))
        assert await database.read(lambda c: value(c, "a")) == 50
        pragmas = await database.read(
            lambda c: [
                c.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "foreign_keys", "synchronous")
            ]
        )
        assert pragmas == ["wal", 1, 2]
    finally:
        database.close()


@pytest.mark.local_stores
def test_a_full_disk_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'small.db'}")
    sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=8"))
    small = Database(engine)
    small.write_now(tables.create_all)
    with pytest.raises(DatabaseFullError):
        small.write_now(lambda c: c.execute(counters.insert().values(name="x" * 100_000, value=1)))
    small.write_now(lambda c: c.execute(counters.insert().values(name="small", value=1)))
    assert small.read_now(lambda c: c.execute(sa.select(counters.c.name)).scalars().all()) == ["small"]
    small.close()


@pytest.mark.postgresql
def test_a_full_disk_of_postgresql_is_the_same_error(postgresql: str) -> None:
    with (
        TemporaryDirectory(prefix="ingle-full-") as folder,
        small_disk(Path(folder), "1m") as small,
        postgresql_database(postgresql) as url,
        closing(Database(make_engine(url))) as database,
    ):
        if not small:
            pytest.skip("only root can make a small disk")
        shutil.chown(folder, "nobody")
        with on_disk(database, Path(folder)):
            fill = "INSERT INTO kept SELECT generate_series(1, 100000)"
            with pytest.raises(DatabaseFullError):
                database.write_now(lambda c: c.exec_driver_sql(fill))
            database.write_now(lambda c: c.exec_driver_sql("TRUNCATE kept"))
            database.write_now(lambda c: c.exec_driver_sql("INSERT INTO kept VALUES (1)"))
            assert database.read_now(lambda c: c.scalar(sa.text("SELECT count(*) FROM kept"))) == 1


@contextmanager
def on_disk(database: Database, folder: Path) -> Iterator[None]:
    """With a table `kept` there."""
    admin = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{folder}'")
        try:
            connection.exec_driver_sql("CREATE TABLE kept (n int) TABLESPACE small")
            yield
        finally:
            connection.exec_driver_sql("DROP TABLE IF EXISTS kept")
            connection.exec_driver_sql("DROP TABLESPACE small")
