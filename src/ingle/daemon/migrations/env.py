"""Alembic's entry: the caller brings the connection, so a migration runs in the caller's transaction."""

from typing import Any, Literal

from alembic import context

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata


def render(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Steps name plain column types: they must go on working whatever becomes of our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=render,
    render_as_batch=context.config.attributes.get("batch", False),  # SQLite cannot alter most things in place
    compare_type=True,
)
context.run_migrations()
