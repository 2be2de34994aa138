"""Trees: their counters, and the quick looks that tell whether what is remembered of a tree still holds."""

from typing import Any

import sqlalchemy as sa

from ingle.files.model import Entry, Tree
from ingle.files.store import Connection
from ingle.files.store.rows import ENTRY_COLUMNS, entry
from ingle.files.tables import entries, trees
from ingle.runtime.prepared import Prepared

_FIND = Prepared(
    sa.select(*(trees.c[name] for name in Tree._fields)).where(trees.c.id == sa.bindparam("tree"))
)
_ROOT = Prepared(
    sa.select(*ENTRY_COLUMNS, trees.c.shape)
    .join_from(trees, entries, entries.c.id == trees.c.root)
    .where(trees.c.id == sa.bindparam("tree"))
)
_CHILD = Prepared(
    sa.select(*ENTRY_COLUMNS, trees.c.shape)
    .join_from(
        trees,
        entries,
        sa.and_(
            entries.c.parent == sa.bindparam("parent"),
            entries.c.name_key == sa.bindparam("key"),
            entries.c.tree == trees.c.id,
        ),
        isouter=True,
    )
    .where(trees.c.id == sa.bindparam("tree"))
)
_BY_ID = Prepared(
    sa.select(*ENTRY_COLUMNS, trees.c.shape)
    .join_from(entries, trees, trees.c.id == entries.c.tree)
    .where(entries.c.id == sa.bindparam("id"))
)
_MOVE_ON = Prepared(
    trees.update()
    .where(trees.c.id == sa.bindparam("tree"))
    .values(
        number=trees.c.number + sa.bindparam("changes"),
        shape=trees.c.shape + sa.bindparam("reshaped"),
        used_bytes=trees.c.used_bytes + sa.bindparam("bytes"),
        entries=trees.c.entries + sa.bindparam("added"),
    )
    .returning(trees.c.number, trees.c.used_bytes)
)

Seen = tuple[Entry | None, int]
"""What was looked for, and the shape of its tree at that moment."""


def add(connection: Connection, tree: Tree) -> None:
    connection.execute(trees.insert(), tree._asdict())


def find(connection: Connection, tree: str) -> Tree | None:
    row = _FIND.first(connection, {"tree": tree})
    return None if row is None else Tree(*row)


def see_root(connection: Connection, tree: str) -> Seen | None:
    """None: there is no such tree."""
    return _seen(_ROOT.first(connection, {"tree": tree}))


def see_child(connection: Connection, tree: str, parent: str, key: str) -> Seen | None:
    """An entry by its directory and key. None: there is no such tree."""
    return _seen(_CHILD.first(connection, {"tree": tree, "parent": parent, "key": key}))


def see(connection: Connection, entry_id: str) -> Seen | None:
    """An entry by its id. None: there is none."""
    return _seen(_BY_ID.first(connection, {"id": entry_id}))


def _seen(row: Any) -> Seen | None:
    if row is None:
        return None
    return (None if row[0] is None else entry(row)), row[-1]


def remove(connection: Connection, tree: str) -> None:
    """One whose entries and changes are gone."""
    connection.execute(trees.delete().where(trees.c.id == tree))


def move_on(
    connection: Connection,
    tree: str,
    *,
    changes: int,
    reshaped: int,
    more_bytes: int,
    added: int,
) -> tuple[int, int]:
    """Move the counters; the number of the newest change, and the bytes in use. On PostgreSQL the tree is in this transaction's hands from here on."""
    row = _MOVE_ON.first(
        connection,
        {"tree": tree, "changes": changes, "reshaped": reshaped, "bytes": more_bytes, "added": added},
    )
    assert row is not None  # noqa: S101 - what is changed was found in it
    return row[0], row[1]
