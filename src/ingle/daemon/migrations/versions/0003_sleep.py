"""Machines sleep: generations, layers of disks, timers, history."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "generations",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=62), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("machine_id", sa.String(length=40), nullable=False),
        sa.Column("image_id", sa.String(length=40), nullable=False),
        sa.Column("layer_id", sa.String(length=40), nullable=False),
        sa.Column("base_id", sa.String(length=40), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generations")),
        sa.UniqueConstraint("key", name=op.f("uq_generations_key")),
        sa.UniqueConstraint("owner", "name", name=op.f("uq_generations_owner_name")),
    )
    op.create_index(op.f("ix_generations_image_id"), "generations", ["image_id"], unique=False)
    op.create_index(op.f("ix_generations_machine_id"), "generations", ["machine_id"], unique=False)
    op.create_table(
        "layers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("parent_id", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layers")),
    )
    op.create_index(op.f("ix_layers_parent_id"), "layers", ["parent_id"], unique=False)
    op.create_table(
        "rest_habits",
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("warm_after", sa.Float(), nullable=True),
        sa.Column("cold_after", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_rest_habits")),
    )
    op.create_table(
        "machine_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("machine_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_history")),
    )
    op.create_index(op.f("ix_machine_history_machine_id"), "machine_history", ["machine_id"], unique=False)
    with op.batch_alter_table("machines") as machines:
        machines.add_column(sa.Column("timers", sa.JSON(), nullable=False, server_default="{}"))
        machines.add_column(sa.Column("mortal", sa.Boolean(), nullable=False, server_default=sa.false()))
        machines.add_column(sa.Column("parent_id", sa.String(length=40), nullable=True))
        machines.add_column(sa.Column("source_id", sa.String(length=40), nullable=True))
        machines.add_column(sa.Column("layer_id", sa.String(length=40), nullable=True))
        machines.add_column(sa.Column("asleep_in", sa.String(length=40), nullable=True))
        machines.add_column(sa.Column("base_id", sa.String(length=40), nullable=True))
    with op.batch_alter_table("machines") as machines:  # new rows say it themselves
        machines.alter_column("timers", existing_type=sa.JSON(), server_default=None)
        machines.alter_column("mortal", existing_type=sa.Boolean(), server_default=None)
    op.create_index(op.f("ix_machines_mortal"), "machines", ["mortal"], unique=False)
