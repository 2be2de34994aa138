"""Sites in the database. No foreign key to the entry: a site whose directory is gone is still its owner's, and shows nothing."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

sites = sa.Table(
    "sites",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("domain", sa.Text, unique=True),  # NULL: none of its own
    sa.Column("directory", sa.Text, nullable=False, index=True),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("fallback", sa.Boolean, nullable=False),
    sa.Column("app_id", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
)
