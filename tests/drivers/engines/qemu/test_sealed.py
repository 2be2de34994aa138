"""Copies of memory images that nobody can change, and how many are kept."""

import gc
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.jail import find_jail
from ingle.drivers.engines.qemu.pages import SEALED_NAME
from ingle.drivers.engines.qemu.sealed import SealedImages, seal
from ingle.machines.errors import EngineError
from support.jails import Home, report


def held() -> int:
    """How many copies this process has open."""
    links = [entry.readlink() for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
    return sum(SEALED_NAME in str(link) for link in links)


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    gc.collect()
    before = held()
    yield
    gc.collect()
    assert held() == before


def image(path: Path, *, data_mib: int = 1, size_mib: int = 64) -> Path:
    with path.open("wb") as file:
        file.seek(MIB)
        file.write(os.urandom(data_mib * MIB))
        file.truncate(size_mib * MIB)
    return path


def test_a_copy_is_the_same_with_its_holes_and_refuses_every_change(tmp_path: Path) -> None:
    copy = seal(image(tmp_path / "memory"))
    try:
        with open(f"/proc/self/fd/{copy}", "r+b", buffering=0) as again:  # noqa: PTH123  # as QEMU opens it
            assert again.read() == (tmp_path / "memory").read_bytes()
            assert os.fstat(copy).st_blocks * 512 == MIB
            for change in (lambda: os.pwrite(again.fileno(), b"x", MIB), lambda: again.truncate(0)):
                with pytest.raises(PermissionError):
                    change()
            with pytest.raises(PermissionError):
                mmap.mmap(again.fileno(), 0, flags=mmap.MAP_SHARED)
            with mmap.mmap(again.fileno(), 0, flags=mmap.MAP_PRIVATE) as private:
                private[MIB] ^= 1  # its own page from now on
            with pytest.raises(PermissionError):
                os.posix_fallocate(again.fileno(), 0, 128 * MIB)
    finally:
        os.close(copy)


async def test_who_took_a_vmm_over_cannot_change_what_others_begin_as(tmp_path: Path) -> None:
    jail = (await find_jail("on")).jail
    assert jail is not None
    home = Home(tmp_path.resolve() / "data")
    home.furnish()
    copy = seal(image(tmp_path / "memory"))
    try:
        name = f"/proc/self/fd/{copy}"
        found = await report(
            jail,
            home.spec,
            descriptors=[copy],
            sees_itself=True,
            write=[name, "/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj"],
            poke=[name],
            list=["/proc/self/task"],
        )
    finally:
        os.close(copy)
    assert found["poke"] == {name: "EPERM"}
    opened = found["write"].pop(name)
    assert opened == "done"
    assert set(found["write"].values()) <= {"EROFS", "EACCES"}
    assert found["list"]["/proc/self/task"] == ["1"]


async def test_a_copy_is_made_once_for_all_who_ask_at_a_time(tmp_path: Path) -> None:
    images, path = SealedImages(), image(tmp_path / "memory")
    inodes: list[int] = []

    async def ask() -> None:
        async with images.open(path) as copy:
            inodes.append(os.fstat(copy).st_ino)
            await anyio.lowlevel.checkpoint()

    async with anyio.create_task_group() as tasks:
        for _ in range(5):
            tasks.start_soon(ask)
    assert len(inodes) == 5
    assert len(set(inodes)) == 1
    path.unlink()
    image(path)
    await ask()
    assert inodes[-1] != inodes[0]


async def test_few_are_kept_and_what_was_used_longest_ago_goes(tmp_path: Path) -> None:
    images = SealedImages(most_images=2, most_bytes=8 * MIB)
    paths = [image(tmp_path / str(number)) for number in range(3)]

    async def inode(path: Path) -> int:
        async with images.open(path) as copy:
            return os.fstat(copy).st_ino

    first, second = await inode(paths[0]), await inode(paths[1])
    assert await inode(paths[0]) == first
    await inode(paths[2])
    assert held() == 2
    assert await inode(paths[0]) == first
    assert await inode(paths[1]) != second
    await inode(image(tmp_path / "large", data_mib=9))
    assert held() == 2
    await inode(image(tmp_path / "middling", data_mib=8))
    assert held() == 1


async def test_a_removed_image_is_not_kept_for_long(tmp_path: Path) -> None:
    images = SealedImages()
    async with images.open(image(tmp_path / "one")):
        assert held() == 2
    (tmp_path / "one").unlink()
    async with images.open(image(tmp_path / "two")):
        pass
    assert held() == 1


async def test_an_image_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError):
        async with SealedImages().open(tmp_path / "none"):
            pass
