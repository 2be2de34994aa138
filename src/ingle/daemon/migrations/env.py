"""Alembic's entry: the caller brings the connection, so a migration runs in the caller's transaction."""

from alembic import context

from ingle.runtime.db import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
