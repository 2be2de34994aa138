"""Files: trees, entries, contents, versions and changes; and how much a person's may take."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TEXT

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEY = sa.Text().with_variant(TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("limits") as limits:
        limits.add_column(sa.Column("storage_mib", sa.Integer(), nullable=True))
    op.create_table(
        "trees",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("shape", sa.BigInteger(), nullable=False),
        sa.Column("used_bytes", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["users.id"], name=op.f("fk_trees_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trees")),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", _KEY, nullable=False),
        sa.Column("search_key", _KEY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.Column("modified_us", sa.BigInteger(), nullable=False),
        sa.Column("immutable", sa.Boolean(), nullable=False),
        sa.Column("metadata", sa.Text(), nullable=True),
        sa.Column("trashed_us", sa.BigInteger(), nullable=True),
        sa.Column("home", sa.Text(), nullable=True),
        sa.Column("home_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tree"], ["trees.id"], name=op.f("fk_entries_tree_trees"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
        sa.UniqueConstraint("parent", "name_key", name=op.f("uq_entries_parent_name_key")),
    )
    op.create_index("ix_entries_tree_search_key", "entries", ["tree", "search_key"], unique=False)
    op.create_index(
        "ix_entries_directories",
        "entries",
        ["parent"],
        unique=False,
        sqlite_where=sa.text("kind = 'directory'"),
        postgresql_where=sa.text("kind = 'directory'"),
    )
    op.create_table(
        "contents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("store", sa.Text(), nullable=False),
        sa.Column("refs", sa.Integer(), nullable=False),
        sa.Column("created_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contents")),
    )
    op.create_index(
        "ix_contents_unused",
        "contents",
        ["id"],
        unique=False,
        sqlite_where=sa.text("refs <= 0"),
        postgresql_where=sa.text("refs <= 0"),
    )
    op.create_table(
        "content_rows",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_rows")),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified_us", sa.BigInteger(), nullable=False),
        sa.Column("replaced_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )
    op.create_index(op.f("ix_versions_replaced_us"), "versions", ["replaced_us"], unique=False)
    op.create_index("ix_versions_entry_id", "versions", ["entry", "id"], unique=False)
    op.create_table(
        "changes",
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("old_path", sa.Text(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tree"], ["trees.id"], name=op.f("fk_changes_tree_trees"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tree", "number", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_at_us"), "changes", ["at_us"], unique=False)
