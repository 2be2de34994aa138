"""Memory files: the empty one under a VMM that boots, deltas, and flat images made of images and deltas. Everything here blocks."""

import contextlib
import errno
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.buffer import content_of
from ingle.drivers.engines.qemu.delta import HEAD_SIZE, Delta, Range, decode_count, decode_table, table_size
from ingle.drivers.engines.qemu.disk import full_disk, publish
from ingle.drivers.engines.qemu.pages import GuestMemory
from ingle.machines.errors import EngineError
from ingle.machines.ports import MemoryImage

_FICLONE = 0x40049409  # linux/fs.h: share the other file's blocks
_COPY_AT_ONCE = 1 << 30
_NO_CLONE = {errno.EOPNOTSUPP, errno.ENOTTY, errno.EXDEV, errno.EINVAL, errno.ENOSYS}


def make_empty(path: Path, size_mib: int) -> None:
    """A sparse file, new: an old one's content would be the memory's."""
    path.unlink(missing_ok=True)
    with os.fdopen(create(path), "wb") as file:
        file.truncate(size_mib * MIB)


def create(path: Path) -> int:
    """A descriptor of a new file that only its owner may read."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)


def check(image: MemoryImage, size_mib: int) -> None:
    """That it is all there and of this size. Raises EngineError."""
    try:
        size = image.flat.stat().st_size
        if size != size_mib * MIB:
            raise EngineError(f"the memory image {image.flat} has {size} bytes, and not {size_mib} MiB")
        for delta in image.deltas:
            read_table(delta, size_mib * MIB)
    except OSError as error:
        raise EngineError(f"cannot read the memory image: {error}") from error


def read_table(path: Path, memory_size: int) -> Delta:
    """Which pages a delta has. Raises EngineError, OSError."""
    with path.open("rb") as file:
        file_size = os.fstat(file.fileno()).st_size
        head = file.read(HEAD_SIZE)
        delta = decode_table(
            head + file.read(table_size(decode_count(head, file_size)) - len(head)), file_size
        )
    if delta.memory_size != memory_size:
        raise EngineError(f"the memory delta {path} is of a memory of another size")
    return delta


def lay_over(image: MemoryImage, memory: GuestMemory) -> None:
    """Write the deltas, oldest first, into the memory of a VMM that maps the flat image. Raises EngineError, OSError."""
    for path in image.deltas:
        delta = read_table(path, memory.size)
        if delta.pieces:
            with content_of(path) as buffer:
                ranges = [Range(piece.offset, piece.length) for piece in delta.pieces]
                memory.write(ranges, buffer.address + delta.pieces[0].position)


def flatten(image: MemoryImage, into: Path) -> None:
    """One flat image of the same memory, renamed into its place when it is durable. Raises EngineError."""
    fresh = into.with_name(into.name + ".new")
    with full_disk(into), _removed_on_failure(fresh):
        fresh.unlink(missing_ok=True)
        flat = os.open(image.flat, os.O_RDONLY | os.O_CLOEXEC)
        try:
            file = create(fresh)
            try:
                copy_sparse(flat, file)
                for delta in image.deltas:
                    _lay_over_file(delta, file)
            finally:
                os.close(file)
        finally:
            os.close(flat)
        publish(fresh, into)


def copy_sparse(source: int, target: int) -> None:
    """The whole file into an empty one, holes as holes; the blocks are shared where the file system can. Raises OSError."""
    try:
        fcntl.ioctl(target, _FICLONE, source)
    except OSError as error:
        if error.errno not in _NO_CLONE:
            raise
        for start, end in _extents(source):
            _copy(source, target, start, end)
        os.ftruncate(target, os.fstat(source).st_size)


def _extents(file: int) -> Iterator[tuple[int, int]]:
    position = 0
    while True:
        try:
            position = os.lseek(file, position, os.SEEK_DATA)
        except OSError as error:
            if error.errno == errno.ENXIO:  # only a hole is left
                return
            raise
        end = os.lseek(file, position, os.SEEK_HOLE)
        yield position, end
        position = end


def _copy(source: int, target: int, start: int, end: int) -> None:
    try:
        while start < end:
            done = os.copy_file_range(source, target, min(end - start, _COPY_AT_ONCE), start, start)
            if not done:
                raise OSError(errno.EIO, "the file became shorter")
            start += done
    except OSError as error:
        if error.errno not in _NO_CLONE:
            raise
        _copy_by_hand(source, target, start, end)


def _copy_by_hand(source: int, target: int, start: int, end: int) -> None:
    while start < end:
        data = os.pread(source, min(end - start, MIB), start)
        if not data:
            raise OSError(errno.EIO, "the file became shorter")
        write_all(target, memoryview(data), start)
        start += len(data)


def _lay_over_file(path: Path, file: int) -> None:
    delta = read_table(path, os.fstat(file).st_size)
    if delta.pieces:
        with content_of(path) as buffer:
            for piece in delta.pieces:
                write_all(file, buffer.content[piece.position : piece.position + piece.length], piece.offset)


def write_all(file: int, data: memoryview, position: int) -> None:
    while data:
        done = os.pwrite(file, data, position)
        data, position = data[done:], position + done


@contextlib.contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
