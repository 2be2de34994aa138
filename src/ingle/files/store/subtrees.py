"""Everything in a directory at once: each operation is a constant number of statements, however much there is.

They are written in SQL, which says better than its generator what one pass over a tree does: in SQLite's words, of which PostgreSQL says a few in another way.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from ingle.files.model import Entry
from ingle.files.store import Connection
from ingle.files.store.rows import ENTRY_COLUMNS
from ingle.files.tables import entries

_CHILDREN, _EACH = "entries e JOIN sub ON e.parent = sub.id", "entries e JOIN sub ON e.id = sub.id"
_COPIED = "numbered own JOIN entries e ON e.id = own.id"
_LOOKED_UP = "CROSS JOIN LATERAL (SELECT * FROM entries WHERE {0} = {1}.id OFFSET 0) e"
_IN_POSTGRESQL = {
    # It is told along which side to go, looking each row up by its key: where it has analysed the table in the middle of a large transaction it takes it
    # for empty, and left to itself goes through all of it for each row.
    _CHILDREN: f"sub {_LOOKED_UP.format('parent', 'sub')}",
    _EACH: f"sub {_LOOKED_UP.format('id', 'sub')}",
    _COPIED: f"numbered own {_LOOKED_UP.format('id', 'own')}",
    "printf('%08x', own.n)": "lpad(to_hex(own.n), 8, '0')",
    "printf('%08x', above.n)": "lpad(to_hex(above.n), 8, '0')",
}


def _spoken(words: str) -> Mapping[str, sa.TextClause]:
    """By the dialect."""
    theirs = words
    for ours, other in _IN_POSTGRESQL.items():
        theirs = theirs.replace(ours, other)
    return {"sqlite": sa.text(words), "postgresql": sa.text(theirs)}


_SUB = f"""
    WITH RECURSIVE sub(id) AS (
        SELECT id FROM entries WHERE id = :top
        UNION ALL
        SELECT e.id FROM {_CHILDREN}
    )
"""  # noqa: S608 - all words are ours
_BYTES_OF_VERSIONS = "(SELECT coalesce(sum(v.size), 0) FROM versions v JOIN sub ON v.entry = sub.id)"
_WEIGH = _spoken(
    f"{_SUB} SELECT count(*), coalesce(sum(e.size), 0), {_BYTES_OF_VERSIONS}, "  # noqa: S608 - all words are ours
    "sum(CASE WHEN e.kind = 'directory' THEN 1 ELSE 0 END) FROM entries e JOIN sub ON e.id = sub.id"
)
_FILES = _spoken(
    f"{_SUB} SELECT e.id FROM entries e JOIN sub ON e.id = sub.id WHERE e.kind = 'file' ORDER BY e.id"  # noqa: S608
)
_HEIGHT = sa.text(
    """
    WITH RECURSIVE down(id, level) AS (
        SELECT id, 0 FROM entries WHERE id = :top
        UNION ALL
        SELECT e.id, down.level + 1 FROM entries e JOIN down ON e.parent = down.id WHERE e.kind = 'directory'
    )
    SELECT max(level) FROM down
    """
)
_RELEASE = _spoken(
    f"""{_SUB}, held AS (
        SELECT e.content AS content FROM entries e JOIN sub ON e.id = sub.id WHERE e.content IS NOT NULL
        UNION ALL
        SELECT v.content FROM versions v JOIN sub ON v.entry = sub.id
    ), gone AS (SELECT content, count(*) AS n FROM held GROUP BY content)
    UPDATE contents SET refs = refs - gone.n FROM gone WHERE contents.id = gone.content
    """  # noqa: S608
)
_REMOVE_VERSIONS = _spoken(f"{_SUB} DELETE FROM versions WHERE entry IN (SELECT id FROM sub)")  # noqa: S608
_REMOVE = _spoken(f"{_SUB} DELETE FROM entries WHERE id IN (SELECT id FROM sub)")  # noqa: S608
_GIVE = _spoken(f"{_SUB} UPDATE entries SET tree = :tree WHERE id IN (SELECT id FROM sub)")  # noqa: S608
_SHARE = _spoken(
    f"""{_SUB}, held AS (
        SELECT e.content AS content, count(*) AS n FROM entries e JOIN sub ON e.id = sub.id
        WHERE e.content IS NOT NULL GROUP BY e.content
    )
    UPDATE contents SET refs = refs + held.n FROM held WHERE contents.id = held.content
    """  # noqa: S608
)
# The new ids are the stamp and a number: 8 digits of base 16, all of which are digits of an id too. What lies in what is looked up among the directories, which
# are few: a planner that thinks the tree small goes through all of `above` for each entry.
_COPY = _spoken(
    f"""{_SUB}, numbered AS (
        SELECT e.id, e.kind, row_number() OVER (ORDER BY e.id) AS n FROM entries e JOIN sub ON e.id = sub.id
    ), above AS MATERIALIZED (SELECT id, n FROM numbered WHERE kind = 'directory')
    INSERT INTO entries (id, tree, parent, name, name_key, search_key, kind, size, content, target, media_type,
                         created_us, modified_us, immutable, metadata, properties)
    SELECT :stamp || printf('%08x', own.n), :tree, CASE WHEN e.id = :top THEN :into ELSE :stamp || printf('%08x', above.n) END,
           CASE WHEN e.id = :top THEN :name ELSE e.name END, CASE WHEN e.id = :top THEN :key ELSE e.name_key END,
           CASE WHEN e.id = :top THEN :search ELSE e.search_key END, e.kind, e.size, e.content, e.target, e.media_type,
           :now, e.modified_us, 1 = 0, e.metadata, e.properties
    FROM {_COPIED} LEFT JOIN above ON above.id = e.parent
    """  # noqa: S608
)


class Weight(NamedTuple):
    """Of an entry with all that is in it."""

    entries: int
    bytes: int
    version_bytes: int
    directories: int


def _ask(
    connection: Connection, spoken: Mapping[str, sa.TextClause], parameters: Mapping[str, object]
) -> sa.CursorResult[Any]:
    return connection.execute(spoken[connection.dialect.name], parameters)


def weigh(connection: Connection, top: str) -> Weight:
    row = _ask(connection, _WEIGH, {"top": top}).one()
    return Weight(*(int(value or 0) for value in row))


def height(connection: Connection, top: str) -> int:
    """How many levels of directories there are below the entry; reads directories only."""
    return int(connection.execute(_HEIGHT, {"top": top}).scalar_one())


def remove(connection: Connection, top: str) -> None:
    """The entry, all that is in it, and their versions; contents that nothing has any more are left to be swept."""
    _ask(connection, _RELEASE, {"top": top})
    _ask(connection, _REMOVE_VERSIONS, {"top": top})
    _ask(connection, _REMOVE, {"top": top})


def give(connection: Connection, top: str, tree: str) -> None:
    """The entry and all that is in it belong to another tree."""
    _ask(connection, _GIVE, {"top": top, "tree": tree})


def copy(connection: Connection, top: str, *, as_: Entry, search_key: str, name_key: str, stamp: str) -> str:
    """A copy of the entry and all that is in it, which shares the contents: the new id. `as_` says where to, under which name, whose and when.

    `stamp` is the beginning of all the new ids; it must be new itself.
    """
    _ask(connection, _SHARE, {"top": top})
    parameters = {
        "top": top,
        "tree": as_.tree,
        "into": as_.parent,
        "name": as_.name,
        "key": name_key,
        "search": search_key,
        "now": as_.created_us,
        "stamp": stamp,
    }
    _ask(connection, _COPY, parameters)
    found = sa.select(entries.c.id).where(entries.c.parent == as_.parent, entries.c.name_key == name_key)
    made: str = connection.execute(found).scalar_one()
    return made


def files_in(connection: Connection, top: str) -> list[str]:
    """The ids of all files in a directory and those in it."""
    return list(_ask(connection, _FILES, {"top": top}).scalars())


def walk(connection: Connection, top: str, *, depth: int, limit: int) -> list[tuple[int, str, Entry]]:
    """Level, path below the top, and the entry, of what is in a directory down to this depth; at most so many, those of higher levels first."""
    start = (
        sa.select(entries.c.id, entries.c.name.label("path"), sa.literal(1).label("level"))
        .where(entries.c.parent == top)
        .cte("down", recursive=True)
    )
    down = start.union_all(
        sa.select(entries.c.id, start.c.path + "/" + entries.c.name, start.c.level + 1)
        .join(start, entries.c.parent == start.c.id)
        .where(start.c.level < depth)
    )
    query = (
        sa.select(down.c.level, down.c.path, *ENTRY_COLUMNS)
        .join(down, entries.c.id == down.c.id)
        .order_by(down.c.level, down.c.path)
        .limit(limit)
    )
    return [(row[0], row[1], Entry(*row[2:])) for row in connection.execute(query)]
