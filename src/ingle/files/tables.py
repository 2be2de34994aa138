"""Trees, entries, contents, versions and changes in the database. Times are microseconds since the epoch: plain numbers, because lists are long."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TEXT

from ingle.runtime.db import metadata

# Ordered by code point on both databases, whatever the locale of PostgreSQL's: the order of lists, and the keys by which they are paged.
Key = sa.Text().with_variant(TEXT(collation="C"), "postgresql")

trees = sa.Table(
    "trees",
    metadata,
    sa.Column("id", sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("shape", sa.BigInteger, nullable=False),
    sa.Column("used_bytes", sa.BigInteger, nullable=False),
    sa.Column("entries", sa.BigInteger, nullable=False),
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("tree", sa.ForeignKey("trees.id", ondelete="CASCADE"), nullable=False),
    sa.Column("parent", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_key", Key, nullable=False),
    sa.Column("search_key", Key, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("content", sa.Text),
    sa.Column("target", sa.Text),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("modified_us", sa.BigInteger, nullable=False),
    sa.Column("immutable", sa.Boolean, nullable=False),
    sa.Column("metadata", sa.Text),
    sa.Column("trashed_us", sa.BigInteger),
    sa.Column("home", sa.Text),
    sa.Column("home_name", sa.Text),
    sa.Column("properties", sa.Text),
    sa.UniqueConstraint("parent", "name_key"),  # a directory's list in order, and one name in it
    sa.Index("ix_entries_tree_search_key", "tree", "search_key"),  # search reads this and nothing else
    sa.Index(  # how high a directory is, without reading its files
        "ix_entries_directories",
        "parent",
        sqlite_where=sa.text("kind = 'directory'"),
        postgresql_where=sa.text("kind = 'directory'"),
    ),
)

contents = sa.Table(
    "contents",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.LargeBinary, nullable=False),
    sa.Column("store", sa.Text, nullable=False),
    sa.Column("refs", sa.Integer, nullable=False),  # entries and versions that have it; 0: to be removed
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Index(
        "ix_contents_unused",
        "id",
        sqlite_where=sa.text("refs <= 0"),
        postgresql_where=sa.text("refs <= 0"),
    ),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("modified_us", sa.BigInteger, nullable=False),
    sa.Column("replaced_us", sa.BigInteger, nullable=False, index=True),
    sa.Index("ix_versions_entry_id", "entry", "id"),
)

uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("uploader", sa.Text, nullable=False),
    sa.Column("tree", sa.ForeignKey("trees.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger),
    sa.Column("sha256", sa.LargeBinary),
    sa.Column("terms", sa.Text, nullable=False),
    sa.Column("received", sa.BigInteger, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("expires_us", sa.BigInteger, nullable=False, index=True),
    sa.Column("entry", sa.Text),
    sa.Index("ix_uploads_uploader_id", "uploader", "id"),
)

# No foreign key: parts outlive an upload that goes with its tree, so that their contents are let go of and their bytes removed.
upload_parts = sa.Table(
    "upload_parts",
    metadata,
    sa.Column("upload", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text, nullable=False),
)

# What was signed for an entry, or by a person (the subject is either's id), up to this moment is void.
void_signatures = sa.Table(
    "void_signatures",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("until_us", sa.BigInteger, nullable=False),
)

# By what files hold, so copies and versions share them. Without a content: there is none to be had.
thumbnails = sa.Table(
    "thumbnails",
    metadata,
    sa.Column("sha256", sa.LargeBinary, primary_key=True),
    sa.Column("pixels", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text),
    sa.Column("made_us", sa.BigInteger, nullable=False, index=True),
)

# What texts say, for searching: a tree's shelf, the texts of its files, and which words they have. Made of the rest, and can be made again.
text_shelves = sa.Table(
    "text_shelves",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("tree", sa.ForeignKey("trees.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("number", sa.BigInteger, nullable=False),  # of the last change of the tree that was read
)

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("shelf", sa.ForeignKey("text_shelves.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("entry", sa.Text, nullable=False, unique=True),
    sa.Column("content", sa.Text, nullable=False),  # that the text was read from
    sa.Column("body", sa.Text, nullable=False),
)

text_words = sa.Table(
    "text_words",
    metadata,
    sa.Column("shelf", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("word", Key, primary_key=True),
    sa.Column("text", sa.ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("tree", sa.ForeignKey("trees.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("happened", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),  # the entry as it then was, as JSON
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("old_path", sa.Text, nullable=False),
    sa.Column("at_us", sa.BigInteger, nullable=False, index=True),
)
