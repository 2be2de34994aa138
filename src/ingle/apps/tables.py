"""Apps, and what people have to do with them."""

import sqlalchemy as sa

from ingle.runtime.columns import UtcTime
from ingle.runtime.db import metadata

apps = sa.Table(
    "apps",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column(
        "owner", sa.ForeignKey("users.id", ondelete="CASCADE"), index=True
    ),  # NULL: known by its origin only
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", sa.Text, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("description", sa.Text, nullable=False),
    sa.Column("index_url", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, unique=True),  # NULL: registered by name
    sa.Column("visibility", sa.Text, nullable=False, index=True),
    sa.Column("maximize_on_start", sa.Boolean, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("metadata", sa.JSON, nullable=False),
    sa.Column("types", sa.JSON, nullable=False),
    sa.Column("icon", sa.LargeBinary),
    sa.Column("icon_type", sa.Text),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
)

app_types = sa.Table(  # which apps open a type; the same as apps.types, to be found by it
    "app_types",
    metadata,
    sa.Column("type", sa.Text, primary_key=True),
    sa.Column("app_id", sa.ForeignKey("apps.id", ondelete="CASCADE"), primary_key=True, index=True),
)

app_uses = sa.Table(
    "app_uses",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("app_id", sa.ForeignKey("apps.id", ondelete="CASCADE"), primary_key=True, index=True),
    sa.Column("installed", sa.Boolean, nullable=False),
    sa.Column("opened_at", UtcTime),
    sa.Column("opens", sa.Integer, nullable=False),
)

app_defaults = sa.Table(  # which app a person wants for a type of files
    "app_defaults",
    metadata,
    sa.Column("user_id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("type", sa.Text, primary_key=True),
    sa.Column("app_id", sa.ForeignKey("apps.id", ondelete="CASCADE"), nullable=False, index=True),
)
