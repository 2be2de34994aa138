"""A tree from a machine to here. Nothing of what the machine says is trusted: every name is one step below a directory that is held open, and symbolic
links are never followed, so it cannot write anywhere else. Devices, sockets and pipes are skipped and counted.
"""

import os
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import anyio
import anyio.to_thread

from ingle.sdk.errors import FailedError, IngleError, InvalidError
from ingle.sdk.files import AsyncFiles
from ingle.sdk.groups import open_group
from ingle.sdk.trees.archive import UNKNOWN
from ingle.sdk.trees.tally import AT_ONCE, Progress, Tally
from ingle.sdk.trees.unpacking import unpack
from ingle.wire.machines import FileStat


async def copy_out(files: AsyncFiles, source: str, destination: Path, progress: Progress | None) -> None:
    tally = Tally(progress)
    status = await files.stat(source)
    try:
        parent = os.open(destination.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise _cannot_write(destination.parent, error) from error
    try:
        if status.type == "directory":
            await _fetch_directory(files, source, status, _Spot(parent, destination.name, destination), tally)
        else:
            tally.copied.total_bytes = status.size
            await _fetch_file(files, source, status, _Spot(parent, destination.name, destination), tally)
    finally:
        os.close(parent)


async def _fetch_directory(
    files: AsyncFiles, source: str, status: FileStat, spot: "_Spot", tally: Tally
) -> None:
    """As an archive, unless the machine's agent started too long ago to know them."""
    try:
        async with files.download_tree(source) as chunks:
            await _take_archive(chunks, status, spot, tally)
    except IngleError as error:
        if error.code != UNKNOWN:
            raise
        await _fetch_tree(files, source, status, spot, tally)


async def _take_archive(chunks: AsyncIterator[bytes], status: FileStat, spot: "_Spot", tally: Tally) -> None:
    try:
        directory = _enter_directory(spot)
        try:
            await unpack(chunks, directory, tally)
            os.fchmod(directory, status.mode & 0o777)
        finally:
            os.close(directory)
    except OSError as error:
        raise _cannot_write(Path(error.filename or spot.shown), error) from error


@dataclass(frozen=True)
class _Spot:
    """Where an entry goes: a name in a directory that is held open. `shown` is for messages."""

    directory: int
    name: str
    shown: Path


async def _fetch_tree(files: AsyncFiles, source: str, status: FileStat, spot: _Spot, tally: Tally) -> None:
    try:
        directory = _enter_directory(spot)
    except OSError as error:
        raise _cannot_write(spot.shown, error) from error
    try:
        limiter = anyio.CapacityLimiter(AT_ONCE)
        async with open_group() as group:

            async def fetch(path: str, entry: FileStat, inner: _Spot) -> None:
                async with limiter:
                    await _fetch_file(files, path, entry, inner, tally)

            for entry in await files.list(source):
                inner = _Spot(directory, _checked(entry.name), spot.shown / entry.name)
                path = f"{source.rstrip('/')}/{entry.name}"
                if entry.type == "directory":
                    await _fetch_tree(files, path, entry, inner, tally)
                elif entry.type == "symlink":
                    _write_link(entry.target, inner)
                    tally.add(files=1)
                elif entry.type == "file":
                    group.start_soon(fetch, path, entry, inner)
                else:
                    tally.add(skipped=1)
        os.fchmod(directory, status.mode & 0o777)  # last: it may take our own right to write away
    finally:
        os.close(directory)


def _enter_directory(spot: _Spot) -> int:
    with suppress(FileExistsError):  # an older copy; entered only if it is a real directory
        os.mkdir(spot.name, 0o700, dir_fd=spot.directory)
    return os.open(
        spot.name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=spot.directory
    )


async def _fetch_file(files: AsyncFiles, path: str, status: FileStat, spot: _Spot, tally: Tally) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    async with files.open(path) as chunks:
        try:
            descriptor = os.open(spot.name, flags, 0o600, dir_fd=spot.directory)
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                async for chunk in chunks:
                    await anyio.to_thread.run_sync(_write_all, file.fileno(), chunk)
                    tally.add(bytes_=len(chunk))
                os.fchmod(descriptor, status.mode & 0o777)
        except OSError as error:
            raise _cannot_write(spot.shown, error) from error
    tally.add(files=1, current=path)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write_link(target: str, spot: _Spot) -> None:
    try:
        with suppress(FileNotFoundError):
            os.unlink(spot.name, dir_fd=spot.directory)
        os.symlink(target, spot.name, dir_fd=spot.directory)
    except OSError as error:
        raise _cannot_write(spot.shown, error) from error


def _checked(name: str) -> str:
    """A name that a machine says; it must be one step down."""
    if not name or name in (".", "..") or "/" in name or "\0" in name:
        raise FailedError(f"the machine names a file {name!r}, which is no name", code="bad_name")
    return name


def _cannot_write(path: Path, error: OSError) -> InvalidError:
    return InvalidError(f"cannot write {path}: {error.strerror}", code="local_file")
