"""Whether an installation's files are in order, read past the daemon: rows that agree with each other, and bytes that agree with rows."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from ingle.drivers.bytes.s3.bucket import Bucket
from support.stores import Place

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
        SELECT tree, number FROM changes EXCEPT SELECT f.owner, {number} FROM facts f WHERE f.type LIKE 'file.%'
    """,
    "bytes in the database that no content names": """
        SELECT id FROM content_rows r WHERE NOT EXISTS (SELECT 1 FROM contents c WHERE c.id = r.id AND c.store = 'rows')
    """,
    "a content in the database without its bytes": """
        SELECT id FROM contents c WHERE store = 'rows'
            AND NOT EXISTS (SELECT 1 FROM content_rows r WHERE r.id = c.id AND length(r.data) = c.size)
    """,
}


_NUMBER = {  # that a fact says
    "sqlite": "json_extract(CAST(f.data AS TEXT), '$.number')",
    "postgresql": "CAST(convert_from(f.data, 'UTF8')::json ->> 'number' AS bigint)",
}


class Ledger:
    def __init__(self, connection: sa.Connection, shelf: "Shelf") -> None:
        self._connection = connection
        self._shelf = shelf

    def is_swept(self) -> bool:
        """Whether there are no more bytes than are needed: nothing is left of uploads, and nothing that nobody has."""
        unused = self._rows("SELECT id FROM contents WHERE refs <= 0")
        return not unused and (self._shelf.waits_with_strays or self._shelf.keys() == set(self._named()))

    def troubles(self, known: set[str]) -> list[str]:
        """What is not as it must be. Contents that were found whole are added to `known` and not read again: they never change."""
        found = [f"{what}: {row}" for what, query in _WRONG.items() for row in self._rows(query)]
        stored = self._shelf.keys()
        for key, (size, hashed) in self._named().items():
            if key in known:
                continue
            content = self._shelf.read(key) if key in stored else None
            if content is None or len(content) != size or sha256(content).digest() != hashed:
                found.append(f"the bytes of {key} are {'not there' if content is None else 'wrong'}")
            known.add(key)
        return found

    def _named(self) -> dict[str, tuple[int, bytes]]:
        """Contents that are not in the database."""
        rows = self._rows("SELECT id, size, sha256 FROM contents WHERE store <> 'rows'")
        return {key: (size, bytes(hashed)) for key, size, hashed in rows}

    def _rows(self, query: str) -> Sequence[sa.Row[Any]]:
        """As they are now."""
        number = _NUMBER[self._connection.dialect.name]
        with self._connection.begin():
            return self._connection.execute(sa.text(query.replace("{number}", number))).all()


class Shelf(Protocol):
    """Where the bytes of contents lie."""

    waits_with_strays: bool  # what a crash left is removed only when it is old

    def keys(self) -> set[str]: ...

    def read(self, key: str) -> bytes: ...


class DiskShelf:
    waits_with_strays = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keys(self) -> set[str]:
        return set(self._files())

    def read(self, key: str) -> bytes:
        return self._files()[key].read_bytes()

    def _files(self) -> dict[str, Path]:
        return {path.name: path for path in self._folder.rglob("*") if path.is_file()}


class BucketShelf:
    waits_with_strays = True  # by the service's clock, which may be behind

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket

    def keys(self) -> set[str]:
        keys: set[str] = set()
        after: str | None = ""
        while after is not None:
            page, after = self._bucket.objects(after)
            keys |= {found.key for found in page}
        return keys

    def read(self, key: str) -> bytes:
        opened = self._bucket.open(key, 0, None)
        assert opened is not None
        with closing(opened[0]) as body:
            return bytes(body.read())


@contextmanager
def opened(data: Path, place: Place) -> Iterator[Ledger]:
    """Of the installation with this data directory and what goes with it."""
    with ExitStack() as stack:
        shelf: Shelf = DiskShelf(data / "files")
        for name, settings in place.stores.items():
            bucket = stack.enter_context(closing(Bucket(name, settings)))
            shelf = BucketShelf(bucket)
        url = place.database_url or f"sqlite:///file:{data / 'ingle.db'}?mode=ro&uri=true"
        engine = sa.create_engine(url)
        stack.callback(engine.dispose)
        yield Ledger(stack.enter_context(engine.connect()), shelf)
