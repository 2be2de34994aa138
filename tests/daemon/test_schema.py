"""The migrations make exactly what the tables say, on SQLite and on PostgreSQL."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import ingle.daemon.catalogue  # noqa: F401 - brings every table
from ingle.base.errors import ConflictError
from ingle.daemon.schema import alembic_config, latest, migrate
from ingle.runtime.db import Database, metadata


def test_migrations_lead_to_the_declared_tables(db: Database) -> None:
    def differences(connection: sa.Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert db.read_now(differences) == []


def test_migrating_again_changes_nothing(db: Database) -> None:
    migrate(db)


def test_a_database_of_a_newer_version_is_refused(db: Database) -> None:
    db.write_now(lambda c: c.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConflictError, match="newer"):
        migrate(db)


def test_the_names_of_the_files_tell_which_migration_is_the_last() -> None:
    assert latest() == ScriptDirectory.from_config(alembic_config()).get_current_head()
