"""Notifications in the database."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

notifications = sa.Table(
    "notifications",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # sorts by time
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("app_id", sa.Text, nullable=False),  # "": none. No foreign key: what was told stays told
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("icon", sa.Text, nullable=False),
    sa.Column("value", sa.LargeBinary, nullable=False),  # JSON
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("shown_at", UtcTime),
    sa.Column("acknowledged_at", UtcTime),
    sa.Column("expires_at", UtcTime, nullable=False, index=True),
    sa.Index(None, "user_id", "id"),
)
