"""Thumbnails."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thumbnails",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("pixels", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("made_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "pixels", name=op.f("pk_thumbnails")),
    )
    op.create_index(op.f("ix_thumbnails_made_us"), "thumbnails", ["made_us"], unique=False)
