"""Bringing a database to the schema of this version."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from ingle.base.errors import ConflictError, UnavailableError
from ingle.runtime.db import Database, metadata


def migrate(db: Database) -> None:
    """Apply what is missing, all or nothing. Raises ConflictError for a database of a newer Ingle, UnavailableError when there is none."""
    config = alembic_config()
    try:
        db.write_now(lambda connection: _upgrade(config, connection))
    except sa.exc.OperationalError as error:
        raise UnavailableError(f"the database cannot be used: {error.orig}") from error


def _upgrade(config: Config, connection: sa.Connection) -> None:
    present = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config)
    try:
        scripts.get_revision(present) if present else None
    except CommandError as error:
        raise ConflictError(
            f"the database is at {present}, which this version does not know; it was used by a newer one"
        ) from error
    if present == scripts.get_current_head():
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
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
