"""Databases for tests: a SQLite file and a PostgreSQL of our own, from Debian's package, on a Unix socket in a temporary folder.

A store's contract takes the fixture `db`, which runs each test on both, in a database that holds the schema of the migrations and nothing else.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
import sqlalchemy as sa

from ingle.daemon.schema import migrate
from ingle.runtime.db import Database, make_engine

_UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "40",
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
    folder = Path(mkdtemp(prefix="ingle-pg-", dir="/tmp"))  # a socket's path is short
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
def postgresql_database(server: str, name: str) -> Iterator[str]:
    """The URL of a new, empty database; leaving fails when a connection to it is still open."""
    admin = sa.create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
            yield server.format(name=name)
            connection.exec_driver_sql(f"DROP DATABASE {name}")
    finally:
        admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ingle.db'}"
    else:
        with postgresql_database(request.getfixturevalue("postgresql"), f"test_{os.urandom(6).hex()}") as url:
            yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A migrated database."""
    database = Database(make_engine(database_url))
    migrate(database)
    yield database
    database.close()
