"""A byte store in memory, whose clock and failures tests hold in their hands."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256

from ingle.files.errors import ByteStoreError
from ingle.files.ports import CHUNK, Kept, Written


class FakeBytes:
    """Satisfies files.ports.ByteStore."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.broken = False  # while it is, nothing can be written or read

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        data = b"".join([piece async for piece in content])
        self._check()
        self.contents[key] = data
        return Written(len(data), sha256(data).digest())

    @asynccontextmanager
    async def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        self._check()
        if key not in self.contents:
            raise ByteStoreError("the bytes of this content are not in memory")
        yield _pieces(self.contents[key][first : None if length is None else first + length])

    async def remove(self, keys: Sequence[str]) -> None:
        self._check()
        for key in keys:
            self.contents.pop(key, None)

    async def list(self) -> AsyncIterator[Kept]:
        for key in sorted(self.contents):
            yield Kept(key, 0)

    def _check(self) -> None:
        if self.broken:
            raise ByteStoreError("this byte store is broken")


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), CHUNK):
        yield data[start : start + CHUNK]
