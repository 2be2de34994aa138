"""Write a migration from what the tables have become. scripts/migration runs this."""

import sys
import tempfile

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

import ingle.daemon.catalogue  # noqa: F401 - brings every table
from ingle.daemon.schema import alembic_config, migrate
from ingle.runtime.db import Database, make_engine


def write(connection: sa.Connection, what_changes: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    steps = len(list(ScriptDirectory.from_config(config).walk_revisions()))
    command.revision(config, what_changes, autogenerate=True, rev_id=f"{steps + 1:04}")


with tempfile.TemporaryDirectory() as directory:
    database = Database(make_engine(f"sqlite:///{directory}/now.db"))
    migrate(database)
    database.write_now(lambda connection: write(connection, sys.argv[1]))
