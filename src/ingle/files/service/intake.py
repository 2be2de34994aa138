"""Taking in bytes: what is small is gathered and lies in the database with the row that names it, what is large goes to its byte store as it comes.

Nobody's bytes are held in memory beyond that: a store takes the next piece only when it has room for it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256

import anyio

from ingle.files import names, policy
from ingle.files.errors import ByteStoreError
from ingle.files.model import Content
from ingle.files.ports import ByteStore, RowStore
from ingle.files.service.ground import Ground
from ingle.files.settings import FileSettings
from ingle.files.store import Connection, contents

Room = Callable[[], Awaitable[int | None]]
"""How many bytes there is room for, None: any number. Asked once it is known that a content is large; raises what refuses it."""


@dataclass(frozen=True)
class Taken:
    """Bytes that no row names yet: on the way into the database, or durable in their store."""

    content: Content
    data: bytes | None  # all of it, where it is small


class Intake:
    def __init__(
        self, ground: Ground, *, rows: RowStore, stores: Mapping[str, ByteStore], settings: FileSettings
    ) -> None:
        self._ground = ground
        self._rows = rows
        self._stores = stores
        self._settings = settings

    @asynccontextmanager
    async def taking(
        self, stream: AsyncIterator[bytes], room: Room, *, size: int | None
    ) -> AsyncIterator[Taken]:
        """All of the stream, to be named within the context; when that fails nothing of it stays. `size`: what it is said to be, by which its store
        is chosen. Raises ByteStoreError, StorageFullError."""
        head = await _head(stream, self._settings.small_bytes)
        begun = sum(map(len, head))
        if begun <= self._settings.small_bytes:
            data = b"".join(head)
            yield Taken(self._content(policy.SMALL, begun, sha256(data).digest()), data)
            return
        name = policy.store_for(None if size is None else max(size, begun), self._settings)
        key = self._ground.new_id(names.CONTENT)
        store = self._stores[name]
        written = await store.write(key, _within(await room(), _chained(head, stream)))
        try:
            yield Taken(self._content(name, written.size, written.sha256, key), None)
        except BaseException:
            with anyio.CancelScope(shield=True), suppress(ByteStoreError):  # what stays is swept
                await store.remove([key])
            raise

    def name(self, connection: Connection, taken: Taken) -> Content:
        """Make it a content that somebody has, in an open transaction."""
        if taken.data is not None:
            self._rows.put(connection, taken.content.id, taken.data)
        contents.add(connection, taken.content)
        return taken.content

    def empty(self, connection: Connection) -> Content:
        """A content without bytes, which an entry is about to have."""
        return self.name(connection, Taken(self._content(policy.SMALL, 0, sha256().digest()), b""))

    def _content(self, store: str, size: int, digest: bytes, key: str | None = None) -> Content:
        return Content(key or self._ground.new_id(names.CONTENT), size, digest, store, self._ground.now_us())


async def _head(stream: AsyncIterator[bytes], enough: int) -> list[bytes]:
    """The first pieces, until they are more than enough; all of them where they are not."""
    pieces: list[bytes] = []
    async for piece in stream:
        pieces.append(piece)
        enough -= len(piece)
        if enough < 0:
            break
    return pieces


async def _chained(head: list[bytes], rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The head is let go of as it is taken, since the rest may come slowly."""
    while head:
        yield head.pop(0)
    async for piece in rest:
        yield piece


async def _within(room: int | None, content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Raises StorageFullError as soon as more comes than there is room for, so that nobody fills the disk with what is refused at its end."""
    sent = 0
    async for piece in content:
        sent += len(piece)
        policy.check_room(sent, room)
        yield piece
