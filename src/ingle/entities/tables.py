"""Entities of all collections in one table, so that a collection comes, changes and goes without a migration."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

entities = sa.Table(
    "entities",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("collection", sa.Text, nullable=False),
    sa.Column("owner", sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    sa.Column("app_id", sa.Text, nullable=False),  # "": none. No foreign key: an entity outlives its app
    sa.Column("value", sa.JSON, nullable=False),  # fields by name
    sa.Column("size", sa.Integer, nullable=False),  # bytes as JSON
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
    sa.Index("ix_entities_collection_owner_id", "collection", "owner", "id"),
    sa.Index("ix_entities_collection_id", "collection", "id"),  # shared ones, of everybody
    sa.Index("ix_entities_owner", "owner"),
)

entity_keys = sa.Table(  # one row for each value that is unique
    "entity_keys",
    metadata,
    sa.Column("collection", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("key", sa.LargeBinary, primary_key=True),  # SHA-256 of the value
    sa.Column("entity_id", sa.ForeignKey("entities.id", ondelete="CASCADE"), nullable=False, index=True),
)

entity_fills = sa.Table(  # moved in the transaction that changes entities, so always their sum
    "entity_fills",
    metadata,
    sa.Column("owner", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("collection", sa.Text, primary_key=True),
    sa.Column("entities", sa.BigInteger, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
)
