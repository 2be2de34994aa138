"""Bringing a database to the schema of this version."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from ingle.base.errors import ConflictError, UnavailableError
from ingle.runtime.db import Database, metadata

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(db: Database) -> None:
    """Apply what is missing, all or nothing. Raises ConflictError for a database of a newer Ingle, UnavailableError when there is none."""
    try:
        if db.read_now(_present) != latest():
            db.write_now(_upgrade)
    except sa.exc.OperationalError as error:
        raise UnavailableError(f"the database cannot be used: {error.orig}") from error


def latest() -> str:
    """The schema's number in this version, from the names of the migrations: to compile them all is most of what a start would do here."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _present(connection: sa.Connection) -> str | None:
    """None: nothing was ever made here."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(sa.text("SELECT version_num FROM alembic_version"))  # type: ignore[no-any-return]


def _upgrade(connection: sa.Connection) -> None:
    config = alembic_config()
    present = _present(connection)  # once more: another daemon may have been quicker
    try:
        ScriptDirectory.from_config(config).get_revision(present) if present else None
    except CommandError as error:
        raise ConflictError(
            f"the database is at {present}, which this version does not know; it was used by a newer one"
        ) from error
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def schema_sql() -> str:
    """The schema as PostgreSQL's DDL, for people to read."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy leaves its constructor untyped
    statements: list[str] = []
    for table in metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    head = "-- Made by scripts/generate from the capabilities' tables.py (as PostgreSQL writes it); migrations lead here.\n\n"
    return (
        head
        + "".join(
            re.sub(r"[ \t]+$", "", statement, flags=re.MULTILINE) + ";\n\n" for statement in statements
        )[:-1]
    )
