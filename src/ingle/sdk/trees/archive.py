"""Reading the archives that agents write (pax; schema/guest/protocol.md, Trees), as their bytes come. What is there is the machine's word, so what it
claims is bounded, and the rest of it is for whoever writes files to check.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from ingle.sdk.errors import FailedError

BLOCK = 512
EMPTY = bytes(2 * BLOCK)  # an archive of nothing
UNKNOWN = "unknown_method"  # the code of an agent that knows no archives
FILE, LINK, SYMLINK, DIRECTORY = b"0", b"1", b"2", b"5"
_PAX = b"x"
_MAX_RECORDS = 2 << 20  # more than an agent's names and attributes take


@dataclass(frozen=True)
class Entry:
    name: str
    kind: bytes
    mode: int
    size: int
    target: str


class Archive:
    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks
        self._buffer = bytearray()
        self._left = 0  # of the entry's content
        self._padding = 0

    async def next(self) -> Entry | None:
        """The next entry; None after the last, when everything has come. Raises FailedError for what is no archive."""
        async for _ in self.content():
            pass
        await self._take(self._padding)
        self._padding = 0
        records: dict[bytes, bytes] = {}
        while any(header := await self._take(BLOCK)):
            size = _number(records.get(b"size") or header[124:136], 10 if b"size" in records else 8)
            if header[156:157] == _PAX:
                if size > _MAX_RECORDS:
                    raise _damaged()
                records = _records(await self._take(size))
                await self._take(-size % BLOCK)
            else:
                return self._entry(header, records, size)
        async for _ in self._chunks:  # to its end, so that a connection that breaks off is noticed
            pass
        return None

    async def content(self) -> AsyncIterator[bytes]:
        while self._left:
            if not self._buffer:
                self._buffer += await self._more()
            piece = bytes(self._buffer[: self._left])
            del self._buffer[: len(piece)]
            self._left -= len(piece)
            yield piece

    def _entry(self, header: bytes, records: dict[bytes, bytes], size: int) -> Entry:
        kind = header[156:157]
        self._left = size if kind == FILE else 0
        self._padding = -self._left % BLOCK
        return Entry(
            name=_text(records.get(b"path") or header[:100].rstrip(b"\0")),
            kind=kind,
            mode=_number(header[100:108], 8) & 0o7777,
            size=self._left,
            target=_text(records.get(b"linkpath") or header[157:257].rstrip(b"\0")),
        )

    async def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._buffer += await self._more()
        piece = bytes(self._buffer[:size])
        del self._buffer[:size]
        return piece

    async def _more(self) -> bytes:
        try:
            return await anext(self._chunks)
        except StopAsyncIteration:
            raise FailedError("what the machine sent is cut short", code="bad_archive") from None


def _records(data: bytes) -> dict[bytes, bytes]:
    """Of pax: `LENGTH KEY=VALUE\\n`, one after the other."""
    found = {}
    while data:
        digits, _, _ = data[:12].partition(b" ")
        length = _number(digits, 10)
        key, equals, value = data[len(digits) + 1 : length - 1].partition(b"=")
        if not equals or length > len(data):
            raise _damaged()
        found[key] = value
        data = data[length:]
    return found


def _number(field: bytes, base: int) -> int:
    try:
        number = int(field.rstrip(b"\0 ")[:20] or b"0", base)
    except ValueError:
        raise _damaged() from None
    if number < 0:
        raise _damaged()
    return number


def _damaged() -> FailedError:
    return FailedError("what the machine sent is no proper archive", code="bad_archive")


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
