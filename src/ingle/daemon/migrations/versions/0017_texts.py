"""What texts say, for searching."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_shelves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tree", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tree"], ["trees.id"], name=op.f("fk_text_shelves_tree_trees"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_shelves")),
        sa.UniqueConstraint("tree", name=op.f("uq_text_shelves_tree")),
    )
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shelf"], ["text_shelves.id"], name=op.f("fk_texts_shelf_text_shelves"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("entry", name=op.f("uq_texts_entry")),
    )
    op.create_index(op.f("ix_texts_shelf"), "texts", ["shelf"], unique=False)
    op.create_table(
        "text_words",
        sa.Column("shelf", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("word", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_text_words_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shelf", "word", "text", name=op.f("pk_text_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_text_words_text"), "text_words", ["text"], unique=False)
