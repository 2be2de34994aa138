"""What every byte store promises: the database, the disk, an S3-compatible service, and the fake."""

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from hashlib import sha256
from pathlib import Path

import anyio
import pytest

from ingle.drivers.bytes import DiskBytes, FakeBytes, RowBytes, S3Bytes
from ingle.files.errors import ByteStoreError
from ingle.files.ports import CHUNK, ByteStore
from support.databases import DATABASES, database

KEY = "cnt_01jd8c7q4x9k2mzv5t3b6h0rnw"
DATA = bytes(range(256)) * 5000  # more than a piece
STORES = [pytest.param("disk", marks=pytest.mark.local_stores), "fake", "s3", *DATABASES]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ByteStore]:
    match request.param:
        case "disk":
            yield DiskBytes(tmp_path / "files")
        case "fake":
            yield FakeBytes()
        case "s3":
            made = S3Bytes("far", request.getfixturevalue("bucket"), tmp_path / "parts")
            yield made
            made.close()
        case kind:
            with database(kind, request, tmp_path) as db:
                yield RowBytes(db)


async def pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 70_000):
        yield data[start : start + 70_000]


async def read(store: ByteStore, key: str, first: int = 0, length: int | None = None) -> bytes:
    async with store.read(key, first, length) as found:
        return b"".join([piece async for piece in found])


@pytest.mark.parametrize("data", [b"", b"x", DATA], ids=len)
async def test_what_goes_in_comes_out_and_is_hashed_on_the_way(store: ByteStore, data: bytes) -> None:
    written = await store.write(KEY, pieces(data))
    assert (written.size, written.sha256) == (len(data), sha256(data).digest())
    assert await read(store, KEY) == data


@pytest.mark.parametrize(
    ("first", "length"),
    [(0, 1), (5, 10), (CHUNK - 1, 2), (len(DATA) - 1, None), (len(DATA), 5), (0, 10**9), (3, 0)],
)
async def test_ranges(store: ByteStore, first: int, length: int | None) -> None:
    await store.write(KEY, pieces(DATA))
    expected = DATA[first:] if length is None else DATA[first : first + length]
    assert await read(store, KEY, first, length) == expected


async def test_pieces_are_bounded(store: ByteStore) -> None:
    await store.write(KEY, pieces(DATA))
    async with store.read(KEY) as found:
        assert max([len(piece) async for piece in found]) <= CHUNK


async def test_what_is_not_there_is_told(store: ByteStore) -> None:
    with pytest.raises(ByteStoreError):
        await read(store, KEY)


async def test_a_reader_keeps_what_is_removed_meanwhile(store: ByteStore) -> None:
    await store.write(KEY, pieces(DATA))
    async with store.read(KEY) as found:
        await store.remove([KEY, "cnt_nothing"])
        assert b"".join([piece async for piece in found]) == DATA
    with pytest.raises(ByteStoreError):
        await read(store, KEY)


async def test_a_sender_that_fails_leaves_nothing(store: ByteStore) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield DATA
        yield DATA
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.write(KEY, broken())
    assert [kept async for kept in store.list()] == []
    await store.write(KEY, pieces(b"x"))  # the key is as new
    assert await read(store, KEY) == b"x"


async def test_a_cancelled_write_leaves_nothing(store: ByteStore) -> None:
    begun = anyio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * (3 << 20)
        begun.set()
        await anyio.sleep_forever()

    async with anyio.create_task_group() as group:
        group.start_soon(store.write, KEY, endless())
        await begun.wait()
        group.cancel_scope.cancel()
    assert [kept async for kept in store.list()] == []


async def test_everything_is_listed(store: ByteStore) -> None:
    keys = [f"cnt_{number:026}" for number in range(25)]
    for key in keys:
        await store.write(key, pieces(b"x"))
    async with aclosing(store.list()) as found:  # type: ignore[type-var] # a generator in all of them
        assert sorted([kept.key async for kept in found]) == keys
