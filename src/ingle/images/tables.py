"""The images' table."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

images = sa.Table(
    "images",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("owner", sa.String(40), nullable=False),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    # the root; set exactly in state ready
    sa.Column("architecture", sa.String(32)),
    sa.Column("digest", sa.String(80)),
    sa.Column("size_bytes", sa.BigInteger),
    sa.Column("manifest_digest", sa.String(140)),
    sa.Column("config", sa.JSON),
    sa.UniqueConstraint("owner", "name"),
)
