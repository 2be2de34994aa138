"""Locks of WebDAV, and what its clients keep with entries."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("properties", sa.Text(), nullable=True))
    op.create_table(
        "dav_locks",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("deep", sa.Boolean(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("expires_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_dav_locks")),
    )
    op.create_index(op.f("ix_dav_locks_tree"), "dav_locks", ["tree"])
    op.create_index(op.f("ix_dav_locks_user_id"), "dav_locks", ["user_id"])
    op.create_index(op.f("ix_dav_locks_expires_us"), "dav_locks", ["expires_us"])
