"""What an archive of a machine holds, written below a directory that is held open. Each part of a name is one step down, and symbolic links are never
followed, so nothing is written anywhere else. Devices and pipes are skipped and counted.
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress

import anyio.to_thread

from ingle.sdk.errors import FailedError
from ingle.sdk.trees.archive import DIRECTORY, FILE, LINK, SYMLINK, Archive, Entry
from ingle.sdk.trees.tally import Tally

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


async def unpack(chunks: AsyncIterator[bytes], root: int, tally: Tally) -> None:
    """Raises FailedError for an archive that is none or names its way out, OSError for what cannot be written."""
    archive = Archive(chunks)
    modes: list[tuple[Sequence[str], int]] = []
    while (entry := await archive.next()) is not None:
        parts = _parts(entry.name)
        if entry.kind == DIRECTORY:
            modes.append((parts, entry.mode & 0o777))
            _make_directory(root, parts)
        else:
            await _make_other(archive, entry, parts, root, tally)
    for parts, mode in reversed(modes):  # last: it may take our own right to write away
        with _entered(root, parts) as directory:
            os.fchmod(directory, mode)


async def _make_other(archive: Archive, entry: Entry, parts: Sequence[str], root: int, tally: Tally) -> None:
    if not parts:
        raise _no_name(entry.name)
    with _entered(root, parts[:-1]) as directory:
        if entry.kind == FILE:
            await _write_file(archive, entry, directory, parts[-1], tally)
        elif entry.kind == SYMLINK:
            _make_way(directory, parts[-1])
            os.symlink(entry.target, parts[-1], dir_fd=directory)
        elif entry.kind == LINK:
            _make_link(root, _parts(entry.target), directory, parts[-1])
        else:
            tally.add(skipped=1)
            return
    tally.add(files=1, current=entry.name)


async def _write_file(archive: Archive, entry: Entry, directory: int, name: str, tally: Tally) -> None:
    descriptor = os.open(name, _NEW, 0o600, dir_fd=directory)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        async for piece in archive.content():
            await anyio.to_thread.run_sync(_write_all, file.fileno(), piece)
            tally.add(bytes_=len(piece))
        os.fchmod(descriptor, entry.mode & 0o777)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _make_link(root: int, source: Sequence[str], directory: int, name: str) -> None:
    if not source:
        raise _no_name("")
    with _entered(root, source[:-1]) as there:
        _make_way(directory, name)
        os.link(source[-1], name, src_dir_fd=there, dst_dir_fd=directory, follow_symlinks=False)


def _make_directory(root: int, parts: Sequence[str]) -> None:
    if parts:
        with _entered(root, parts[:-1]) as above, suppress(FileExistsError):
            os.mkdir(parts[-1], 0o700, dir_fd=above)  # an older one is entered only if it is a real directory


def _make_way(directory: int, name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=directory)


@contextmanager
def _entered(root: int, parts: Sequence[str]) -> Iterator[int]:
    descriptor = os.open(".", _DIRECTORY, dir_fd=root)
    try:
        for part in parts:
            inner = os.open(part, _DIRECTORY, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def _parts(name: str) -> Sequence[str]:
    """The steps of a name that a machine says; each must be one down. None: the root itself."""
    parts = name.removeprefix("./").rstrip("/").split("/") if name not in ("", ".", "./") else []
    if name.startswith("/") or "\0" in name or any(part in ("", ".", "..") for part in parts):
        raise _no_name(name)
    return parts


def _no_name(name: str) -> FailedError:
    return FailedError(f"the machine names a file {name!r}, which is no name", code="bad_name")
