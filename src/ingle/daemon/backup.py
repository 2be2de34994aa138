"""`scripts/backup DIRECTORY FLAGS…`: a copy of everything that people keep, made while the daemon runs, from which another daemon starts.

The database is copied as it is at one moment. Bytes come before and after it: what was there before the moment is copied first, what came meanwhile
after it, and then every content that the copied database names is looked for. One that was removed in between is missing, and all is done again.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ingle.base.errors import ConflictError, IngleError, UnavailableError
from ingle.daemon.settings import Settings, load_settings
from ingle.runtime.db import Database, make_engine

FOLDERS = (
    "files",
    "images",
    "extensions",
)  # of the data directory; what is in them never changes, or is an extension's
SECRETS = ("secret.key",)
TRIES = 5
_DUMP = "ingle.dump"  # PostgreSQL's custom format
_HERE = ("rows", "disk")  # stores that a copy holds: the database itself, and `files`
_FAR = (
    "{count} more, {size} bytes, lie in the bucket {bucket} (store {store}) and are NOT in this copy: "
    "copy the bucket by its service's own tools, or have it keep versions; see docs/how-to/backup.md\n"
)


@dataclass(frozen=True)
class Copied:
    """What the copied database names."""

    files: frozenset[str]  # contents on the disk, which are in the copy
    far: dict[str, tuple[int, int]] = field(
        default_factory=dict
    )  # by store: contents in buckets, and their bytes


def back_up(settings: Settings, destination: Path) -> Copied:
    """What it holds, and what it does not. May be said again with the same destination, and copies what is new then. Raises ConflictError, UnavailableError."""
    destination.mkdir(mode=0o700, parents=True, exist_ok=True)
    for _ in range(TRIES):
        _copy_folders(settings.data_dir, destination)
        named = _copy_database(settings, destination)
        _copy_folders(settings.data_dir, destination)
        there = {path.name for path in (destination / "files").rglob("*") if path.is_file()}
        if named.files <= there:
            _remove_others(destination / "files", named.files)
            return named
    raise ConflictError(f"files are removed faster than they are copied; {destination} is not whole")


def _copy_folders(source: Path, destination: Path) -> None:
    for name in SECRETS:
        if (source / name).exists():
            shutil.copy2(source / name, destination / name)
    for name in FOLDERS:
        for directory, _, files in os.walk(source / name):
            inside = destination / Path(directory).relative_to(source)
            inside.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in files:
                _copy_file(Path(directory) / file, inside / file)


def _copy_file(source: Path, target: Path) -> None:
    """Unless it is there, of the same size and time. One that goes away meanwhile is nobody's any more."""
    try:
        now = source.stat()
        if target.exists() and (target.stat().st_size, target.stat().st_mtime_ns) == (
            now.st_size,
            now.st_mtime_ns,
        ):
            return
        shutil.copy2(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)


def _copy_database(settings: Settings, destination: Path) -> Copied:
    if settings.database_url.startswith("postgresql"):
        return _dump_postgresql(settings.sqlalchemy_url, destination / _DUMP)
    source = sa.make_url(settings.sqlalchemy_url).database
    if source is None or not Path(source).exists():
        raise UnavailableError(f"there is no database at {source}")
    return _copy_sqlite(Path(source), destination / "ingle.db")


def _copy_sqlite(source: Path, target: Path) -> Copied:
    """Under another name first, so that a copy that breaks off leaves the earlier one."""
    fresh = target.with_name(target.name + ".part")
    fresh.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(fresh)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
        named = _named(copy.execute(_NAMED).fetchall())
    fresh.rename(target)
    return named


def _dump_postgresql(url: str, target: Path) -> Copied:
    """Both in one snapshot of the database."""
    with closing(Database(make_engine(url))) as db, _frozen(db) as (connection, snapshot):
        command = ["pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}"]
        here, secret = _for_programs(url)
        done = subprocess.run([*command, here], capture_output=True, text=True, check=False, env=secret)
        if done.returncode != 0:
            raise UnavailableError(f"pg_dump failed: {done.stderr.strip()}")
        return _named(connection.execute(sa.text(_NAMED)).fetchall())


_NAMED = "SELECT id, store, size FROM contents WHERE store <> 'rows' AND refs > 0"


def _named(rows: Sequence[Any]) -> Copied:
    far: dict[str, tuple[int, int]] = {}
    for _, store, size in rows:
        if store not in _HERE:
            count, total = far.get(store, (0, 0))
            far[store] = (count + 1, total + size)
    return Copied(frozenset(row[0] for row in rows if row[1] == "disk"), far)


def _for_programs(url: str) -> tuple[str, dict[str, str]]:
    """What PostgreSQL's own programs take: the URL without its password, and the environment with it, because everybody on the host sees arguments."""
    told = sa.make_url(url).set(drivername="postgresql")
    environment = dict(os.environ)
    if told.password is not None:
        environment["PGPASSWORD"] = told.password
    return told._replace(password=None).render_as_string(), environment


@contextmanager
def _frozen(db: Database) -> Iterator[tuple[sa.Connection, str]]:
    """A view of one moment, and its name for other programs."""
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        yield connection, connection.execute(sa.text("SELECT pg_export_snapshot()")).scalar_one()


def _remove_others(folder: Path, named: frozenset[str]) -> None:
    """What an earlier copy had, or was on its way."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in named:
            path.unlink()


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write("usage: scripts/backup DIRECTORY [--data-dir … and other flags of scripts/up]\n")
        return 2
    destination, *flags = arguments
    try:
        settings = load_settings(flags)
        copied = back_up(settings, Path(destination))
    except IngleError as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 1
    sys.stdout.write(f"{destination} holds the database and {len(copied.files)} files beside it\n")
    for store, (count, size) in sorted(copied.far.items()):
        told = settings.files.stores.get(store)
        bucket = told.bucket if told else "that its configuration named"
        sys.stderr.write(_FAR.format(count=count, size=size, bucket=bucket, store=store))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
