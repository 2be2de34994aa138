"""How workloads fare: restarts, health, back-off."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("machines") as machines:
        machines.add_column(sa.Column("workload_restarts", sa.Integer(), nullable=False, server_default="0"))
        machines.add_column(
            sa.Column("workload_health", sa.String(length=16), nullable=False, server_default="none")
        )
        machines.add_column(
            sa.Column("workload_backing_off", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("machines") as machines:  # new rows say it themselves
        machines.alter_column("workload_restarts", existing_type=sa.Integer(), server_default=None)
        machines.alter_column("workload_health", existing_type=sa.String(length=16), server_default=None)
        machines.alter_column("workload_backing_off", existing_type=sa.Boolean(), server_default=None)
