"""Small contents in the database itself: written with their entry in one transaction, and found without opening a file."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

import sqlalchemy as sa

from ingle.drivers.bytes.tables import content_rows
from ingle.files.errors import ByteStoreError
from ingle.files.ports import CHUNK, Kept, Written
from ingle.runtime.db import Database
from ingle.runtime.prepared import Prepared

_INSERT = Prepared(content_rows.insert())
_FIND = Prepared(sa.select(content_rows.c.data).where(content_rows.c.id == sa.bindparam("key")))
_LISTED_AT_ONCE = 1000


class RowBytes:
    """Satisfies files.ports.ByteStore and RowStore. A stream is gathered in memory, so what goes here is small."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, connection: sa.Connection, key: str, data: bytes) -> None:
        _INSERT.run(connection, {"id": key, "data": data})

    def get(self, connection: sa.Connection, key: str) -> bytes:
        row = _FIND.first(connection, {"key": key})
        if row is None:
            raise ByteStoreError("the bytes of this content are not in the database")
        return bytes(row[0])

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        data = b"".join([piece async for piece in content])
        await self._db.write(lambda c: self.put(c, key, data))
        return Written(len(data), sha256(data).digest())

    @asynccontextmanager
    async def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        data = await self._db.read(lambda c: self.get(c, key))
        yield _pieces(data[first : None if length is None else first + length])

    async def remove(self, keys: Sequence[str]) -> None:
        await self._db.write(lambda c: c.execute(content_rows.delete().where(content_rows.c.id.in_(keys))))

    async def list(self) -> AsyncIterator[Kept]:
        """A row is written with what names it, so only its own `write` can leave one alone; when that was, no column says."""
        after = ""
        while True:
            page = await self._db.read(lambda c, after=after: _page(c, after))  # type: ignore[misc] # mypy knows no default of a lambda
            for key in page:
                yield Kept(key, 0)
            if len(page) < _LISTED_AT_ONCE:
                return
            after = page[-1]


def _page(connection: sa.Connection, after: str) -> Sequence[str]:
    query = (
        sa.select(content_rows.c.id)
        .where(content_rows.c.id > after)
        .order_by(content_rows.c.id)
        .limit(_LISTED_AT_ONCE)
    )
    return connection.execute(query).scalars().all()


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
