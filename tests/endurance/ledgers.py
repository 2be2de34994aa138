"""Whether an installation's files are in order, read past the daemon: rows that agree with each other, and bytes that agree with rows."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

# Each finds what must not be there; the rest are rows that say it.
_WRONG = {
    "an entry whose directory is not there": """
        SELECT id FROM entries e WHERE parent <> '' AND NOT EXISTS (SELECT 1 FROM entries d WHERE d.id = e.parent AND d.tree = e.tree)
    """,
    "a file without content": """
        SELECT id FROM entries WHERE kind = 'file' AND NOT EXISTS (SELECT 1 FROM contents c WHERE c.id = content AND c.size = entries.size)
    """,
    "a version without file or content": """
        SELECT id FROM versions v WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.id = v.entry)
            OR NOT EXISTS (SELECT 1 FROM contents c WHERE c.id = v.content AND c.size = v.size)
    """,
    "something in the trash that does not know where it was": """
        SELECT e.id FROM entries e JOIN entries d ON d.id = e.parent JOIN entries root ON root.id = d.parent
        WHERE d.name = 'Trash' AND root.parent = '' AND (e.home IS NULL OR e.home_name IS NULL OR e.trashed_us IS NULL)
    """,
    "a content that is had more or less often than it says": """
        SELECT id FROM contents c WHERE refs <> (SELECT count(*) FROM entries WHERE content = c.id)
            + (SELECT count(*) FROM versions WHERE content = c.id) + (SELECT count(*) FROM upload_parts WHERE content = c.id)
    """,
    "a tree whose counters are wrong": """
        SELECT id, used_bytes, entries FROM trees t
        WHERE entries <> (SELECT count(*) - 1 FROM entries WHERE tree = t.id)
           OR used_bytes <> (SELECT coalesce(sum(size), 0) FROM entries WHERE tree = t.id)
            + (SELECT coalesce(sum(v.size), 0) FROM versions v JOIN entries e ON e.id = v.entry WHERE e.tree = t.id)
    """,
    "a gap in what happened in a tree": """
        SELECT id FROM trees t WHERE number <> (SELECT count(*) FROM changes WHERE tree = t.id)
           OR number <> (SELECT coalesce(max(number), 0) FROM changes WHERE tree = t.id)
    """,
    "a change that was not told": """
        SELECT tree, number FROM changes c WHERE NOT EXISTS (
            SELECT 1 FROM facts f WHERE f.owner = c.tree AND json_extract(CAST(f.data AS TEXT), '$.number') = c.number
        )
    """,
    "bytes in the database that no content names": """
        SELECT id FROM content_rows r WHERE NOT EXISTS (SELECT 1 FROM contents c WHERE c.id = r.id AND c.store = 'rows')
    """,
    "a content in the database without its bytes": """
        SELECT id FROM contents c WHERE store = 'rows'
            AND NOT EXISTS (SELECT 1 FROM content_rows r WHERE r.id = c.id AND length(r.data) = c.size)
    """,
}


def is_swept(data: Path) -> bool:
    """Whether there are no more bytes than are needed: nothing is left of uploads, and nothing that nobody has."""
    with _opened(data) as database:
        (unused,) = database.execute("SELECT count(*) FROM contents WHERE refs <= 0").fetchone()
        return unused == 0 and set(_stored(data)) == set(_named(database))


def troubles(data: Path, known: set[str]) -> list[str]:
    """What is not as it must be. Contents that were found whole are added to `known` and not read again: they never change."""
    with _opened(data) as database:
        found = [f"{what}: {row}" for what, query in _WRONG.items() for row in database.execute(query)]
        stored = _stored(data)
        for key, (size, hashed) in _named(database).items():
            if key in known:
                continue
            content = stored[key].read_bytes() if key in stored else None
            if content is None or len(content) != size or sha256(content).digest() != hashed:
                found.append(f"the bytes of {key} are {'not there' if content is None else 'wrong'}")
            known.add(key)
        return found


def _opened(data: Path) -> "closing[sqlite3.Connection]":
    return closing(sqlite3.connect(f"file:{data / 'ingle.db'}?mode=ro", uri=True))


def _named(database: sqlite3.Connection) -> dict[str, tuple[int, bytes]]:
    rows = database.execute("SELECT id, size, sha256 FROM contents WHERE store = 'disk'")
    return {key: (size, hashed) for key, size, hashed in rows}


def _stored(data: Path) -> dict[str, Path]:
    return {path.name: path for path in _files(data / "files")}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
