"""A tree from here as an archive. Everything in it is root's, as what is written into a machine file by file."""

import os
import stat
import tarfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import anyio.to_thread

from ingle.sdk.errors import InvalidError
from ingle.sdk.trees.archive import BLOCK, EMPTY
from ingle.sdk.trees.tally import Tally

_CHUNK = 262144
_TYPES = {stat.S_IFREG: tarfile.REGTYPE, stat.S_IFDIR: tarfile.DIRTYPE, stat.S_IFLNK: tarfile.SYMTYPE}


async def pack(source: Path, tally: Tally) -> AsyncIterator[bytes]:
    """What is in the directory; itself it is not an entry. Raises InvalidError for what cannot be read here."""
    pieces = _pack(source, tally)
    while piece := await anyio.to_thread.run_sync(next, pieces, b""):
        yield piece


def _pack(source: Path, tally: Tally) -> Iterator[bytes]:
    """In pieces that are worth sending: many small files go out together."""
    waiting = bytearray()
    for folder, folders, files in os.walk(source, onerror=_cannot_read):
        for name in sorted([*folders, *files]):
            path = Path(folder, name)
            for piece in _pack_one(path, str(path.relative_to(source)), tally):
                waiting += piece
                if len(waiting) >= _CHUNK:
                    yield bytes(waiting)
                    waiting.clear()
    yield bytes(waiting + EMPTY)


def _pack_one(path: Path, name: str, tally: Tally) -> Iterator[bytes]:
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            yield from _pack_file(path, name, tally)
        elif stat.S_IFMT(status.st_mode) in _TYPES:
            yield _header(name, status, path.readlink() if path.is_symlink() else None)
        else:
            tally.add(skipped=1)
    except OSError as error:
        _cannot_read(error)
    if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
        tally.add(files=1, current=str(path))


def _pack_file(path: Path, name: str, tally: Tally) -> Iterator[bytes]:
    """As long as its header says, though it changes meanwhile."""
    with path.open("rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        yield _header(name, status)
        left = status.st_size
        while left:
            piece = file.read(min(left, _CHUNK)) or bytes(min(left, _CHUNK))
            left -= len(piece)
            yield piece
            tally.add(bytes_=len(piece))
    yield bytes(-status.st_size % BLOCK)


def _header(name: str, status: os.stat_result, target: Path | None = None) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.type = _TYPES[stat.S_IFMT(status.st_mode)]
    entry.mode = stat.S_IMODE(status.st_mode)
    entry.mtime = int(status.st_mtime)
    entry.size = status.st_size if entry.isreg() else 0
    entry.linkname = "" if target is None else str(target)
    return entry.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _cannot_read(error: OSError) -> None:
    raise InvalidError(f"cannot read {error.filename}: {error.strerror}", code="local_file") from error
