"""Memory of ours with an address, for the system calls that copy between processes."""

import contextlib
import ctypes
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_POPULATE_WRITE = 23  # MADV_POPULATE_WRITE, linux 5.14
_libc = ctypes.CDLL(None, use_errno=True)
_libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


@dataclass(frozen=True)
class Buffer:
    content: memoryview
    address: int


@contextlib.contextmanager
def collecting(size: int) -> Iterator[Buffer]:
    """Anonymous memory that is there already, so that filling it takes no longer than the copying does."""
    area = mmap.mmap(-1, max(size, mmap.PAGESIZE), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with _held(area) as buffer:
        for advice in (mmap.MADV_HUGEPAGE, _POPULATE_WRITE):
            _libc.madvise(buffer.address, len(area), advice)  # what the kernel does not know it will do later
        yield buffer


@contextlib.contextmanager
def content_of(path: Path) -> Iterator[Buffer]:
    """A file that is not empty, mapped. Raises OSError."""
    with path.open("rb") as file:
        area = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ | mmap.PROT_WRITE)
    with _held(area) as buffer:
        yield buffer


@contextlib.contextmanager
def _held(area: mmap.mmap) -> Iterator[Buffer]:
    """Its address, which is good as long as the area cannot be closed; afterwards it is. An exception on its way may still hold a part of the view: then
    the area goes with that."""
    first = ctypes.c_char.from_buffer(area)
    content = memoryview(area)
    try:
        yield Buffer(content, ctypes.addressof(first))
    finally:
        del first
        with contextlib.suppress(BufferError):
            content.release()
            area.close()
