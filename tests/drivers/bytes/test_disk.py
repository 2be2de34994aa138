"""Contents as files: what lies where, and what a crash leaves."""

import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import pytest

from ingle.drivers.bytes import DiskBytes, disk
from ingle.files.errors import ByteStoreError

KEY = "cnt_01jd8c7q4x9k2mzv5t3b6h0rnw"


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def test_files_are_fanned_out_by_the_end_of_the_key(tmp_path: Path) -> None:
    await DiskBytes(tmp_path).write(KEY, once(b"x"))
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        f"nw/0r/{KEY}"
    ]
    assert (tmp_path / "nw").stat().st_mode & 0o077 == 0


async def test_a_content_is_whole_under_its_name_or_not_there(tmp_path: Path) -> None:
    path, seen = tmp_path / "nw" / "0r" / KEY, []

    async def watched() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b"x" * (2 << 20)
            seen.append(path.exists())

    await DiskBytes(tmp_path).write(KEY, watched())
    assert seen == [False] * 3
    assert path.stat().st_size == 6 << 20


async def test_what_a_crash_left_is_listed_and_removed(tmp_path: Path) -> None:
    store = DiskBytes(tmp_path)
    folder = tmp_path / "nw" / "0r"
    folder.mkdir(parents=True)
    (folder / f"{KEY}.part").write_bytes(b"half")
    [kept] = [kept async for kept in store.list()]
    assert kept.key == KEY
    assert abs(kept.written_us / 1e6 - time.time()) < 600
    await store.remove([kept.key])
    assert os.listdir(folder) == []  # noqa: PTH208 - names are enough


async def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ByteStoreError):
        await DiskBytes(tmp_path / "file").write(KEY, once(b"x"))


async def test_memory_stays_flat_however_slow_the_disk(tmp_path: Path) -> None:
    """The stream is asked for more only when what came before is written."""
    ahead, store = 0, DiskBytes(tmp_path)

    async def content() -> AsyncIterator[bytes]:
        nonlocal ahead
        for _ in range(64):
            ahead += 1 << 20
            yield b"x" * (1 << 20)
            await anyio.lowlevel.checkpoint()
            [part] = (tmp_path / "nw" / "0r").glob("*.part")
            assert ahead - part.stat().st_size <= 2 << 20

    await store.write(KEY, content())


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How much was written at once, each time."""
    sizes: list[int] = []
    add = disk._Upload.add

    def watched(upload: disk._Upload, data: bytes | bytearray) -> None:
        sizes.append(len(data))
        add(upload, data)

    monkeypatch.setattr(disk._Upload, "add", watched)
    return sizes


async def long() -> AsyncIterator[bytes]:
    for _ in range(1280):
        yield b"x" * (16 << 10)


async def test_of_a_long_content_more_is_written_at_once(tmp_path: Path, written: list[int]) -> None:
    """So that few ways to a thread are needed, while of many that have just begun little is held in memory."""
    await DiskBytes(tmp_path).write(KEY, long())
    assert (written[0], max(written), sum(written)) == (64 << 10, 1 << 20, 20 << 20)
    assert written.index(1 << 20) * (64 << 10) >= 1 << 20


async def test_the_more_send_the_less_is_held_of_each(tmp_path: Path, written: list[int]) -> None:
    store = DiskBytes(tmp_path)
    begun = anyio.Semaphore(0)

    async def slow() -> AsyncIterator[bytes]:
        yield b"x"
        begun.release()
        await anyio.sleep_forever()

    async with anyio.create_task_group() as group:
        for number in range(99):
            group.start_soon(store.write, f"cnt_{number:026}", slow())
        for _ in range(99):
            await begun.acquire()
        await store.write(KEY, long())
        group.cancel_scope.cancel()
    assert max(written) < 400 << 10
    written.clear()
    await store.write(KEY[:-1] + "x", long())
    assert max(written) == 1 << 20
