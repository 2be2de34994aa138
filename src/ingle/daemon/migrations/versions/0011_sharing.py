"""Tokens that may use only what was granted to them; notes on grants; managers of a thing found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tokens", sa.Column("restricted", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("grants", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_grants_object_mode"), "grants", ["object", "mode"])
