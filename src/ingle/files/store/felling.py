"""A whole tree removed in parts: each leaves a tree that is right, and smaller."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.files.store import Connection
from ingle.files.tables import contents, entries, versions

_below = entries.alias()
_LEAVES = sa.select(entries.c.id).where(
    entries.c.tree == sa.bindparam("tree"), ~sa.exists().where(_below.c.parent == entries.c.id)
)


def leaves(connection: Connection, tree: str, limit: int) -> Sequence[str]:
    """Ids of entries in which nothing lies. Whatever is taken away, those that are left are found from their root."""
    return connection.execute(_LEAVES.limit(limit), {"tree": tree}).scalars().all()


def remove_leaves(connection: Connection, ids: Sequence[str]) -> tuple[int, int]:
    """With their versions; contents that nothing has any more are left to be swept. How many bytes and entries that were."""
    bytes_of_entries = connection.execute(sa.select(_sum(entries.c.size)).where(entries.c.id.in_(ids)))
    bytes_of_versions = connection.execute(sa.select(_sum(versions.c.size)).where(versions.c.entry.in_(ids)))
    freed = int(bytes_of_entries.scalar_one()) + int(bytes_of_versions.scalar_one())
    _release(connection, ids)
    connection.execute(versions.delete().where(versions.c.entry.in_(ids)))
    return freed, connection.execute(entries.delete().where(entries.c.id.in_(ids))).rowcount


def _release(connection: Connection, ids: Sequence[str]) -> None:
    held = sa.union_all(
        sa.select(entries.c.content).where(entries.c.id.in_(ids), entries.c.content.is_not(None)),
        sa.select(versions.c.content).where(versions.c.entry.in_(ids)),
    ).subquery()
    gone = sa.select(held.c.content, sa.func.count().label("times")).group_by(held.c.content).subquery()
    fewer = contents.update().where(contents.c.id == gone.c.content)
    connection.execute(fewer.values(refs=contents.c.refs - gone.c.times))


def _sum(column: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(column), 0)
