"""The guest's memory as it lies in a VMM process: where it is mapped, which of its pages are not the file's, and reading and writing them.

The mapping is private, so a page that the guest has written is an anonymous one, and any other is still the file's. That is exact, and needs no tracking while
the guest runs. Everything here blocks; the system calls do not hold the interpreter's lock.
"""

import array
import ctypes
import errno
import fcntl
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingle.drivers.engines.qemu.delta import PAGE, Range
from ingle.machines.errors import EngineError
from ingle.runtime import proc

_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) ...p ([0-9a-f]+) \S+ \d+ +(.*)")
SEALED_NAME = "ingle-memory"
SEALED_PATH = Path(f"/memfd:{SEALED_NAME}")  # what the kernel calls a mapping of a memfd of this name
_IOVECS = 1024  # IOV_MAX
_AT_ONCE = 1 << 30  # bytes of one call, which takes 2 GiB at most
_SCAN_REGIONS = 4096
_PAGEMAP_CHUNK = 1 << 19  # entries of 8 bytes: those of 2 GiB of memory
# linux/fs.h: ioctl PAGEMAP_SCAN (6.7 and newer) and its categories
_PAGEMAP_SCAN = 0xC0606610
_FILE, _PRESENT, _SWAPPED = 1 << 2, 1 << 3, 1 << 4
# Documentation/admin-guide/mm/pagemap.rst: bits of an entry of /proc/PID/pagemap
_ENTRY_PRESENT, _ENTRY_SWAPPED, _ENTRY_FILE = 1 << 63, 1 << 62, 1 << 61


class IoVec(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Region(ctypes.Structure):
    _fields_ = (("start", ctypes.c_uint64), ("end", ctypes.c_uint64), ("categories", ctypes.c_uint64))


class _Scan(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in (
            *("size", "flags", "start", "end", "walk_end", "regions", "regions_length", "most_pages"),
            *("inverted", "all_of", "any_of", "told"),
        )
    )


_libc = ctypes.CDLL(None, use_errno=True)
for _call in (_libc.process_vm_readv, _libc.process_vm_writev):
    _call.restype = ctypes.c_ssize_t
    _call.argtypes = (ctypes.c_int, *(ctypes.c_void_p, ctypes.c_ulong) * 2, ctypes.c_ulong)


@dataclass(frozen=True)
class GuestMemory:
    """In process `pid`, which is surely still the VMM as long as the caller holds it and it lives."""

    pid: int
    start: int  # address
    size: int  # bytes

    def changed(self) -> list[Range]:
        """What is not the file's, in ascending order. Exact only while the vCPUs stand still."""
        with (proc.PROC / str(self.pid) / "pagemap").open("rb", buffering=0) as pagemap:
            try:
                return _joined(self._scan(pagemap.fileno()))
            except OSError as error:
                if error.errno not in (errno.ENOTTY, errno.EINVAL):
                    raise
            return _joined(self._read_pagemap(pagemap.fileno()))

    def read(self, ranges: Sequence[Range], address: int) -> None:
        """Copy these bytes, one after the other, to an address of ours. Raises OSError."""
        self._move(_libc.process_vm_readv, ranges, address)

    def write(self, ranges: Sequence[Range], address: int) -> None:
        """Copy to these bytes from an address of ours. Raises OSError."""
        self._move(_libc.process_vm_writev, ranges, address)

    def _move(self, call: Callable[..., int], ranges: Sequence[Range], address: int) -> None:
        for batch in _batches(ranges):
            length = sum(range_.length for range_ in batch)
            local = IoVec(address, length)
            remote = (IoVec * len(batch))(*(IoVec(self.start + offset, size) for offset, size in batch))
            done = call(self.pid, ctypes.byref(local), 1, ctypes.byref(remote), len(batch), 0)
            if done != length:
                number = ctypes.get_errno() if done < 0 else errno.EFAULT
                raise OSError(number, os.strerror(number))
            address += length

    def _scan(self, pagemap: int) -> Iterator[Range]:
        regions = (_Region * _SCAN_REGIONS)()
        scan = _Scan(size=ctypes.sizeof(_Scan), start=self.start, end=self.start + self.size)
        scan.regions, scan.regions_length = ctypes.addressof(regions), _SCAN_REGIONS
        scan.inverted = scan.all_of = _FILE  # not a file's
        scan.any_of = scan.told = _PRESENT | _SWAPPED
        while scan.start < scan.end:
            count = fcntl.ioctl(pagemap, _PAGEMAP_SCAN, scan)
            for region in regions[:count]:
                yield Range(region.start - self.start, region.end - region.start)
            # The kernel collects 512 regions at a time, and may tell where it last had that many instead of where it came to (seen with 6.18).
            scan.start = max(scan.walk_end, regions[count - 1].end) if count else scan.walk_end

    def _read_pagemap(self, pagemap: int) -> Iterator[Range]:
        first, last = self.start // PAGE, (self.start + self.size) // PAGE
        for start in range(first, last, _PAGEMAP_CHUNK):
            entries = array.array("Q")
            count = min(_PAGEMAP_CHUNK, last - start)
            entries.frombytes(os.pread(pagemap, count * 8, start * 8))
            for index, entry in enumerate(entries, start - first):
                if entry & (_ENTRY_PRESENT | _ENTRY_SWAPPED) and not entry & _ENTRY_FILE:
                    yield Range(index * PAGE, PAGE)


def find_memory(pid: int, path: Path) -> GuestMemory:
    """Where this process maps the memory file. Raises EngineError when it does not, OSError."""
    places = sorted(_mappings((proc.PROC / str(pid) / "maps").read_text(errors="surrogateescape"), path))
    # One mapping may be listed in parts; they lie side by side, and begin where the file begins.
    if not places or places[0][0] or any(place[2] != places[0][2] for place in places):
        raise EngineError(f"the VMM does not map {path}")
    return GuestMemory(pid, places[0][2], sum(length for _, length, _ in places))


def _mappings(maps: str, path: Path) -> Iterator[tuple[int, int, int]]:
    """(offset in the file, length, address of the file's beginning) of each private mapping of the file. It may have got another name, or none."""
    for line in maps.splitlines():
        match = _MAPPING.fullmatch(line)
        if match is None:
            continue
        name = match[4].removesuffix(" (deleted)").replace("\\012", "\n")
        if name == str(path):
            start, end, offset = (int(word, 16) for word in match.group(1, 2, 3))
            yield offset, end - start, start - offset


def _joined(ranges: Iterator[Range]) -> list[Range]:
    """Neighbours as one."""
    joined: list[Range] = []
    for range_ in ranges:
        if joined and joined[-1].offset + joined[-1].length == range_.offset:
            joined[-1] = Range(joined[-1].offset, joined[-1].length + range_.length)
        else:
            joined.append(range_)
    return joined


def _batches(ranges: Sequence[Range]) -> Iterator[list[Range]]:
    """As one call takes them."""
    batch: list[Range] = []
    room = _AT_ONCE
    for offset, length in ranges:
        for start in range(0, length, _AT_ONCE):
            part = Range(offset + start, min(_AT_ONCE, length - start))
            if len(batch) == _IOVECS or part.length > room:
                yield batch
                batch, room = [], _AT_ONCE
            batch.append(part)
            room -= part.length
    if batch:
        yield batch
