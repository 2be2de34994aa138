"""Entries, and how much each person has of them."""

import sqlalchemy as sa

from ingle.runtime.db import metadata

kv_entries = sa.Table(
    "kv_entries",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column(
        "app_id", sa.Text, primary_key=True
    ),  # "": the person's own. No foreign key: data outlives its app
    sa.Column("key", sa.LargeBinary, primary_key=True),  # UTF-8; bytes have one order everywhere
    sa.Column("value", sa.LargeBinary, nullable=False),  # JSON
    sa.Column("size", sa.Integer, nullable=False),  # bytes of key and value
    sa.Column("expires_at_ms", sa.BigInteger, index=True),  # since the epoch; NULL: never
    sa.Column("private", sa.Boolean, nullable=False),
)

kv_fills = sa.Table(  # moved in the transaction that changes entries, so always their sum
    "kv_fills",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("keys", sa.BigInteger, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
)
