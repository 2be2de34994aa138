"""On a private mapping of this process's own."""

import errno
import mmap
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingle.base.units import MIB
from ingle.drivers.engines.qemu import harvest as harvest_module
from ingle.drivers.engines.qemu.delta import PAGE
from ingle.drivers.engines.qemu.harvest import Harvest
from ingle.drivers.engines.qemu.memory import flatten, lay_over
from ingle.drivers.engines.qemu.pages import GuestMemory, find_memory
from ingle.machines.errors import EngineError
from ingle.machines.ports import MemoryImage
from support.guests import noise

SIZE = 32 * MIB


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base"
    path.write_bytes(noise(1, SIZE))
    return path


@pytest.fixture
def area(base: Path) -> Iterator[mmap.mmap]:
    with base.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    with mapped:
        for start, length in ((0, 10), (3 * MIB + 17, 5 * MIB), (20 * MIB, 11 * MIB), (SIZE - 1, 1)):
            mapped[start : start + length] = noise(start, length)
        yield mapped


@pytest.fixture
def memory(base: Path, area: mmap.mmap) -> GuestMemory:
    assert area
    return find_memory(os.getpid(), base)


@pytest.mark.parametrize("most", [1 << 40, 6 * MIB, PAGE], ids=["all kept", "some kept", "hardly any kept"])
def test_a_delta_over_its_base_is_the_memory(
    base: Path, area: mmap.mmap, memory: GuestMemory, tmp_path: Path, most: int
) -> None:
    with closing(Harvest(memory, tmp_path / "delta", flat=False, most=most)) as harvest:
        harvest.take()
        taken = area[:]
        area[5 * MIB : 6 * MIB] = bytes(MIB)  # it goes on
        harvest.finish()
    assert 16 * MIB < harvest.changed_bytes < 17 * MIB
    image = MemoryImage(base, (tmp_path / "delta",))
    flatten(image, tmp_path / "flat")
    assert (tmp_path / "flat").read_bytes() == taken
    lay_over(image, memory)
    assert area[:] == taken


@pytest.mark.parametrize("most", [1 << 40, 6 * MIB])
def test_a_flat_one_has_what_was_written_at_its_place(
    area: mmap.mmap, memory: GuestMemory, tmp_path: Path, most: int
) -> None:
    with closing(Harvest(memory, tmp_path / "flat", flat=True, most=most)) as harvest:
        harvest.take()
        harvest.finish()
    content = (tmp_path / "flat").read_bytes()
    assert len(content) == SIZE
    assert content[:PAGE] == area[:PAGE]
    assert content[4 * MIB : 8 * MIB] == area[4 * MIB : 8 * MIB]
    assert content[-PAGE:] == area[-PAGE:]
    assert content[PAGE : 3 * MIB] == bytes(3 * MIB - PAGE)


def test_what_cannot_fit_is_refused_while_that_costs_little(
    memory: GuestMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = os.statvfs_result((4096, 4096, 100, 100, 100, 0, 0, 0, 0, 255))
    monkeypatch.setattr(harvest_module.os, "fstatvfs", lambda _file: full)
    with (
        closing(Harvest(memory, tmp_path / "delta", flat=False)) as harvest,
        pytest.raises(OSError, match="No space left") as caught,
    ):
        harvest.take()
    assert caught.value.errno == errno.ENOSPC


def test_pages_that_the_kernel_tells_twice_are_no_memory_to_sleep_in(
    memory: GuestMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = [*memory.changed(), *memory.changed()[-1:]]
    monkeypatch.setattr(GuestMemory, "changed", lambda _: twice)
    with closing(Harvest(memory, tmp_path / "delta", flat=False)) as harvest:
        harvest.take()
        with pytest.raises(EngineError, match="pages that cannot be"):
            harvest.finish()
