"""On a private mapping of this process's own, which is to the kernel what a VMM's is."""

import errno
import mmap
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ingle.drivers.engines.qemu import pages
from ingle.drivers.engines.qemu.buffer import collecting
from ingle.drivers.engines.qemu.delta import PAGE, Range
from ingle.drivers.engines.qemu.pages import GuestMemory, find_memory
from ingle.machines.errors import EngineError

COUNT = 3000  # pages


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a memory, of\nsome sort"
    path.write_bytes(b"".join(bytes([page % 251]) * PAGE for page in range(COUNT)))
    return path


@pytest.fixture
def area(file: Path) -> Iterator[mmap.mmap]:
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    with mapped:
        yield mapped


@pytest.fixture
def memory(file: Path, area: mmap.mmap) -> GuestMemory:
    assert area
    return find_memory(os.getpid(), file)


def refuse_scan(_descriptor: int, _request: int, _argument: Any) -> int:
    raise OSError(errno.ENOTTY, "an older kernel")


@pytest.fixture(params=["as this kernel can", "pagemap"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pagemap":
        monkeypatch.setattr(pages.fcntl, "ioctl", refuse_scan)


@pytest.mark.usefixtures("way")
def test_what_was_written_is_told_and_what_was_read_is_not(area: mmap.mmap, memory: GuestMemory) -> None:
    assert memory.size == COUNT * PAGE
    assert sum(area[::PAGE]) > 0  # every page is there now
    assert memory.changed() == []
    for page in (0, 7, 8, 9, 500, COUNT - 1):
        area[page * PAGE + 5] = 0
    assert memory.changed() == [
        Range(0, PAGE),
        Range(7 * PAGE, 3 * PAGE),
        Range(500 * PAGE, PAGE),
        Range((COUNT - 1) * PAGE, PAGE),
    ]


@pytest.mark.parametrize("at_once", [100, 4096])
@pytest.mark.usefixtures("way")
def test_many_small_ranges_are_all_told_once_and_copied(
    area: mmap.mmap, memory: GuestMemory, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """More than one call takes, of any kind, and more than the kernel collects before it hands them over."""
    monkeypatch.setattr(pages, "_SCAN_REGIONS", at_once)
    monkeypatch.setattr(pages, "_PAGEMAP_CHUNK", 100)
    for page in range(0, COUNT, 2):
        area[page * PAGE] = 255
    ranges = memory.changed()
    assert ranges == [Range(page * PAGE, PAGE) for page in range(0, COUNT, 2)]
    with collecting(COUNT // 2 * PAGE) as buffer:
        memory.read(ranges, buffer.address)
        assert buffer.content[: 2 * PAGE] == area[:PAGE] + area[2 * PAGE : 3 * PAGE]
        assert buffer.content[-PAGE:] == area[(COUNT - 2) * PAGE : (COUNT - 1) * PAGE]
        buffer.content[:] = bytes(len(buffer.content))
        memory.write(ranges, buffer.address)
    assert not any(area[page * PAGE] for page in range(0, COUNT, 2))
    assert area[PAGE] == 1


def test_a_large_range_is_copied_in_parts(
    area: mmap.mmap, memory: GuestMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_AT_ONCE", 7 * PAGE)
    with collecting(COUNT * PAGE) as buffer:
        memory.read([Range(0, PAGE), Range(PAGE, (COUNT - 1) * PAGE)], buffer.address)
        assert buffer.content == area[:]


def test_memory_that_is_not_there_is_an_error(memory: GuestMemory) -> None:
    with collecting(PAGE) as buffer, pytest.raises(OSError, match="Bad address"):
        GuestMemory(memory.pid, 0, PAGE).read([Range(0, PAGE)], buffer.address)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.replace(path.with_name("other"))])
def test_a_file_without_its_name_is_found_or_not_but_never_another(
    file: Path, area: mmap.mmap, spoil: Callable[[Path], object]
) -> None:
    start = find_memory(os.getpid(), file).start
    spoil(file)
    try:
        assert find_memory(os.getpid(), file).start == start
    except EngineError:
        assert not file.exists()
    assert area[PAGE] == 1


def test_a_mapping_in_parts_is_one(file: Path, area: mmap.mmap) -> None:
    """The kernel lists it in parts when they are treated differently."""
    before = find_memory(os.getpid(), file)
    area.madvise(mmap.MADV_DONTDUMP, 10 * PAGE, 10 * PAGE)
    listed = Path("/proc/self/maps").read_text()
    assert len(re.findall(re.escape(file.parent.name), listed)) == 3
    assert find_memory(os.getpid(), file) == before


def test_a_process_that_does_not_map_it_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="does not map"):
        find_memory(os.getpid(), tmp_path / "none")
