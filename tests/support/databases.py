"""Databases for tests: a SQLite file and a PostgreSQL of our own, from Debian's package, on a Unix socket in a temporary folder.

A store's contract takes the fixture `db`, which runs each test on both, in a database that holds the schema of the migrations and nothing else.
Those to whom one will do take `any_db`, which is of the kind that the run's daemons have (support/stores.py).
Each is a copy of one that the migrations have made once, for they take longer than most tests.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
import sqlalchemy as sa

from ingle.daemon.schema import migrate
from ingle.runtime.db import Database, make_engine, metadata
from support.stores import are_far

SQLITE = pytest.param("sqlite", marks=pytest.mark.local_stores)
DATABASES = [SQLITE, pytest.param("postgresql", marks=pytest.mark.postgresql)]
_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
_MEMORY = "/dev/shm"
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "timezone": "Asia/Tokyo",
}


def _programs() -> Path:
    """Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.fail("PostgreSQL is not installed: apt install postgresql")
    return found[-1].parent


def _run(*command: str | Path, cwd: Path) -> None:
    user = (
        ["setpriv", f"--reuid={_UNPRIVILEGED}", "--regid=nogroup", "--clear-groups", "--"]
        if os.geteuid() == 0
        else []
    )
    done = subprocess.run(
        [*user, *command], capture_output=True, text=True, check=False, cwd=cwd, timeout=120
    )
    if done.returncode != 0:
        pytest.fail(f"{command[0]} failed: {done.stdout}{done.stderr}")


@contextmanager
def running_postgresql() -> Iterator[str]:
    """A server; its URL without the database's name. Its time zone is far from UTC, so a lost zone is seen."""
    programs = _programs()
    # In memory where there is room: a database for each test is written and thrown away. (And a socket's path is short.)
    folder = Path(mkdtemp(prefix="ingle-pg-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else "/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED, "nogroup")
    data = folder / "data"
    try:
        _run(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "ingle",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
            cwd=folder,
        )
        options = " ".join([f"-k {folder}", *(f"-c {name}='{value}'" for name, value in _SETTINGS.items())])
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start", cwd=folder)
        try:
            yield f"postgresql+psycopg://ingle@/{{name}}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop", cwd=folder)
        assert not (data / "postmaster.pid").exists(), "PostgreSQL is still running"
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a running server, with {name} for the database."""
    with running_postgresql() as url:
        yield url


@contextmanager
def postgresql_database(server: str, *, template: str = "template1") -> Iterator[str]:
    """The URL of a new database, empty or as the template; leaving fails when a connection to it is still open."""
    name = f"test_{os.urandom(6).hex()}"
    admin = sa.create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
            yield server.format(name=name)
            connection.exec_driver_sql(f"DROP DATABASE {name}")
    finally:
        admin.dispose()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ingle.db'}"
    else:
        with postgresql_database(request.getfixturevalue("postgresql")) as url:
            yield url


@cache
def migrated_sqlite() -> bytes:
    """The file of a database that was migrated and never used."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ingle.db"
        with closing(Database(make_engine(f"sqlite:///{path}"))) as made:
            migrate(made)
        return path.read_bytes()


def sqlite_database(path: Path) -> Database:
    """A migrated database in a new file; whoever takes it closes it."""
    path.write_bytes(migrated_sqlite())
    return Database(make_engine(f"sqlite:///{path}"))


def migrated_data(folder: Path) -> None:
    """A daemon's data directory whose first start need not migrate; one that is there stays as it is."""
    if not folder.exists():
        folder.mkdir(mode=0o700)
        database = folder / "ingle.db"
        database.touch(mode=0o600)
        database.write_bytes(migrated_sqlite())


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: str) -> Iterator[str]:
    """The name of a database on `postgresql` that was migrated and is never used."""
    with postgresql_database(postgresql) as url:
        with closing(Database(make_engine(url))) as made:
            migrate(made)
        yield str(sa.make_url(url).database)


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: str, migrated_postgresql: str) -> Iterator[sa.Engine]:
    """The database that tests on PostgreSQL take one after the other, with its connections; each leaves it as it was found."""
    with postgresql_database(postgresql, template=migrated_postgresql) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def copy_rows(source: str, target: str) -> None:
    """All of one migrated database into another that nobody has used; both by their URLs."""
    with closing(Database(make_engine(source))) as old, closing(Database(make_engine(target))) as new:
        rows = old.read_now(
            lambda c: {table: c.execute(table.select()).mappings().all() for table in metadata.sorted_tables}
        )
        new.write_now(lambda c: _put(c, rows))


def _put(connection: sa.Connection, rows: Mapping[sa.Table, Sequence[sa.RowMapping]]) -> None:
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # foreign keys look away
    for table, found in rows.items():
        connection.execute(table.delete())  # of what migrations make
        if found:
            connection.execute(table.insert(), [dict(row) for row in found])
    for table, column in _numbered():
        last = connection.scalar(sa.select(sa.func.max(column)))
        if last is not None:
            connection.execute(sa.select(sa.func.setval(f"{table.name}_{column.name}_seq", last)))


def _numbered() -> Iterator[tuple[sa.Table, sa.Column[int]]]:
    """Columns that count by themselves."""
    for table in metadata.sorted_tables:
        yield from ((table, column) for column in table.columns if column.autoincrement is True)


def _empty(engine: sa.Engine) -> None:
    """Fails when something is still at work there."""
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined] # QueuePool's
    tables = ";".join(
        "UPDATE grant_changes SET number = 0"  # its one row is made by a migration
        if table.name == "grant_changes"
        else f"DELETE FROM {table.name}"  # noqa: S608 - our own names
        for table in metadata.sorted_tables
    )
    numbers = ";".join(
        f"ALTER SEQUENCE {table.name}_{column.name}_seq RESTART" for table, column in _numbered()
    )
    with engine.begin() as connection:
        for statements in (
            "SET LOCAL session_replication_role = replica",
            tables,
            numbers,
        ):  # foreign keys look away
            connection.exec_driver_sql(statements)


@contextmanager
def database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    """A migrated one; `kind` is one of DATABASES."""
    if kind == "sqlite":
        with closing(sqlite_database(folder / "ingle.db")) as made:
            yield made
    else:
        engine = request.getfixturevalue("shared_postgresql")
        yield Database(engine)
        _empty(engine)


@pytest.fixture(params=DATABASES)
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with database(request.param, request, tmp_path) as made:
        yield made


@pytest.fixture
def any_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """For tests whose subject is the same on both: SQLite, unless the run is told otherwise."""
    kind = "postgresql" if are_far(request.config) else "sqlite"
    with database(kind, request, tmp_path) as made:
        yield made
