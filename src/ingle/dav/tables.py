"""Locks. They hold among those who come by WebDAV, and for an hour at most."""

import sqlalchemy as sa

from ingle.runtime.db import metadata

locks = sa.Table(
    "dav_locks",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("tree", sa.Text, nullable=False, index=True),  # the first name of the path
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("deep", sa.Boolean, nullable=False),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("user_id", sa.Text, nullable=False, index=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("seconds", sa.Integer, nullable=False),
    sa.Column("expires_us", sa.BigInteger, nullable=False, index=True),
)
