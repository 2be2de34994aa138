"""The facts that are kept."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

facts = sa.Table(
    "facts",
    metadata,
    sa.Column(
        "number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),  # no foreign key: numbers stay whole when a person goes
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # JSON
    sa.Index(None, "owner", "number"),
    sqlite_autoincrement=True,  # a number is never given twice
)
