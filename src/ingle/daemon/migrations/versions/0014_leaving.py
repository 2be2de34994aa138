"""People who leave, while what is theirs is being removed."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("leaving_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_users_leaving_at"), "users", ["leaving_at"])
