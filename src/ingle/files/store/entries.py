"""Single entries, and the lists of directories."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from ingle.files.model import Entry, Step
from ingle.files.policy import name_key, numbered_prefix, search_key
from ingle.files.store import Connection
from ingle.files.store.rows import ENTRY_COLUMNS, entry, values
from ingle.files.tables import entries
from ingle.runtime.prepared import Prepared

Sort = Literal["name", "modified", "size", "kind"]

_INSERT = Prepared(entries.insert())
_CHILD = Prepared(
    sa.select(*ENTRY_COLUMNS).where(
        entries.c.parent == sa.bindparam("parent"), entries.c.name_key == sa.bindparam("key")
    )
)
_COUNT = Prepared(sa.select(sa.func.count()).where(entries.c.parent == sa.bindparam("parent")))
_LIST = sa.select(*ENTRY_COLUMNS).where(entries.c.parent == sa.bindparam("parent"))
_AS_THEY_COME = (  # SQLite's 0 and 1 stay what they are: in a list that is a call for each row
    sa.type_coerce(column, sa.Integer) if column is entries.c.immutable else column
    for column in ENTRY_COLUMNS
)
_BY_NAME = Prepared(
    sa.select(*_AS_THEY_COME)
    .where(entries.c.parent == sa.bindparam("parent"), entries.c.name_key > sa.bindparam("after"))
    .order_by(entries.c.name_key)
    .limit(sa.bindparam("limit"))
)
_SORTS: Mapping[Sort, Any] = {
    "modified": entries.c.modified_us,
    "size": entries.c.size,
    "kind": entries.c.kind,
}
_CONTENT = Prepared(
    entries.update()
    .where(entries.c.id == sa.bindparam("entry_id"))
    .values({name: sa.bindparam("new_" + name) for name in ("content", "size", "media_type", "modified_us")})
)
_DELETE = Prepared(entries.delete().where(entries.c.id == sa.bindparam("entry_id")))


def add(connection: Connection, one: Entry) -> None:
    _INSERT.run(connection, values(one))


def add_all(connection: Connection, several: Sequence[Entry]) -> None:
    _INSERT.run_all(connection, [values(one) for one in several])


def child(connection: Connection, parent: str, key: str) -> Entry | None:
    row = _CHILD.first(connection, {"parent": parent, "key": key})
    return None if row is None else entry(row)


def set_content(connection: Connection, one: Entry) -> None:
    """What a file holds, and what follows from that."""
    _CONTENT.run(
        connection,
        {
            "entry_id": one.id,
            "new_content": one.content,
            "new_size": one.size,
            "new_media_type": one.media_type,
            "new_modified_us": one.modified_us,
        },
    )


def update(connection: Connection, one: Entry, *fields: str) -> None:
    """Write these fields of the entry; a name goes with its keys."""
    changed: dict[str, Any] = {name: getattr(one, name) for name in fields}
    if "name" in changed:
        changed |= {"name_key": name_key(one.name), "search_key": search_key(one.name)}
    connection.execute(entries.update().where(entries.c.id == one.id).values(**changed))


def remove(connection: Connection, entry_id: str) -> None:
    """One that nothing lies in."""
    _DELETE.run(connection, {"entry_id": entry_id})


def count(connection: Connection, parent: str) -> int:
    """How many a directory holds."""
    row = _COUNT.first(connection, {"parent": parent})
    return 0 if row is None else int(row[0])


def is_empty(connection: Connection, parent: str) -> bool:
    return (
        connection.execute(sa.select(entries.c.id).where(entries.c.parent == parent).limit(1)).first() is None
    )


def keys_like(connection: Connection, parent: str, name: str) -> set[str]:
    """Of the keys in a directory, those that a deduplicated name could meet."""
    prefix = numbered_prefix(name)
    query = sa.select(entries.c.name_key).where(
        entries.c.parent == parent,
        sa.or_(
            entries.c.name_key == name_key(name),
            sa.and_(entries.c.name_key > prefix, entries.c.name_key < prefix + "\U0010ffff"),
        ),
    )
    return set(connection.execute(query).scalars())


def list_by_name(connection: Connection, parent: str, *, after: str, limit: int) -> list[Entry]:
    """In the order of their keys, from behind this key."""
    rows = _BY_NAME.all(connection, {"parent": parent, "after": after, "limit": limit})
    return list(map(Entry._make, rows))


def list_sorted(
    connection: Connection,
    parent: str,
    *,
    sort: Sort,
    descending: bool,
    after: tuple[str | int, str] | None,
    limit: int,
) -> list[Entry]:
    """In any order; what is equal in it, by key. `after`: the value and the key of the last one of the part before."""
    key = entries.c.name_key
    column = key if sort == "name" else _SORTS[sort]
    query = _LIST.limit(limit)
    if after is not None:
        beyond = (column < after[0]) if descending else (column > after[0])
        query = query.where(sa.or_(beyond, sa.and_(column == after[0], key > after[1])))
    query = query.order_by(column.desc() if descending else column, key)
    return [Entry(*row) for row in connection.execute(query, {"parent": parent})]


def sort_value(one: Entry, sort: Sort) -> str | int:
    """What a list in this order goes by."""
    values: dict[Sort, str | int] = {
        "name": name_key(one.name),
        "modified": one.modified_us,
        "size": one.size,
        "kind": one.kind,
    }
    return values[sort]


_UP = sa.text(
    """
    WITH RECURSIVE up(id, parent, name, level) AS (
        SELECT id, parent, name, 0 FROM entries WHERE id = :id
        UNION ALL
        SELECT e.id, e.parent, e.name, up.level + 1 FROM entries e JOIN up ON e.id = up.parent
    )
    SELECT id, name FROM up ORDER BY level DESC
    """
)


def lineage(connection: Connection, entry_id: str) -> tuple[Step, ...]:
    """From the root to the entry; empty when there is none."""
    return tuple(Step(*row) for row in connection.execute(_UP, {"id": entry_id}))


def parents_of(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Parent and name of each of these and of all that they lie in, by one query."""
    start = sa.select(entries.c.id, entries.c.parent, entries.c.name).where(entries.c.id.in_(ids))
    up = start.cte("up", recursive=True)
    up = up.union(
        sa.select(entries.c.id, entries.c.parent, entries.c.name).join(up, entries.c.id == up.c.parent)
    )
    return {row[0]: (row[1], row[2]) for row in connection.execute(sa.select(up))}


def find_many(connection: Connection, ids: Sequence[str]) -> dict[str, Entry]:
    query = sa.select(*ENTRY_COLUMNS).where(entries.c.id.in_(ids))
    return {row[0]: Entry(*row) for row in connection.execute(query)}


def search(connection: Connection, tree: str, words: Sequence[str], *, limit: int) -> list[Entry]:
    """Entries of a tree whose search key has all of the words in it, in the order of that key.

    Reads the tree's part of one index from its beginning until enough are found, so it takes time with the tree's size and with nothing else's.
    """
    has = sa.func.strpos if connection.dialect.name == "postgresql" else sa.func.instr
    query = (
        sa.select(*ENTRY_COLUMNS)
        .where(entries.c.tree == tree, *(has(entries.c.search_key, word) > 0 for word in words))
        .order_by(entries.c.search_key, entries.c.id)
        .limit(limit)
    )
    return [Entry(*row) for row in connection.execute(query)]


def move_all(connection: Connection, source: str, destination: str) -> None:
    """All that a directory holds, into another one that holds nothing."""
    connection.execute(entries.update().where(entries.c.parent == source).values(parent=destination))
