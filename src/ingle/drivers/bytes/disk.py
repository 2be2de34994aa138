"""Contents as files: `<directory>/ab/cd/<key>`, fanned out by the end of the key, which is random.

A content is written beside its place under a name that ends in `.part`, synced, renamed, and its directory synced: after a crash it is whole or, under
that name, swept. Disk work is done on threads, in pieces that are worth the way there.
"""

import errno
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar, TypeVarTuple, Unpack

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup

from ingle.base.units import KIB, MIB
from ingle.files.errors import ByteStoreError, ByteStoreFullError
from ingle.files.ports import CHUNK, Kept, Written

A = TypeVarTuple("A")
R = TypeVar("R")

_PART = ".part"
# How many bytes are worth the way to a thread; each slow sender takes as much of our memory.
_LEAST, _MOST = 64 * KIB, MIB
_PART_OF_ALL = 16  # so it is the least for who has sent little, and more only where much has come already
_TOGETHER = 32 * MIB  # of all senders: the more there are, the less each gathers
_WRITEBACK = 8 * MIB


class DiskBytes:
    """Satisfies files.ports.ByteStore."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._limiter: anyio.CapacityLimiter | None = None
        self._senders = 0

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        upload = await self._run(_Upload, self._path(key))
        self._senders += 1
        try:
            async with _done_behind(lambda piece: self._run(upload.add, piece)) as behind:
                rest = await self._pass_on(content, behind)
            return await self._run(upload.finish, rest)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._run(upload.discard)
            raise
        finally:
            self._senders -= 1

    async def _pass_on(self, content: AsyncIterator[bytes], behind: "_Behind") -> bytearray:
        """In pieces that are worth it; answers what is left at the end."""
        gathered, enough, sent = bytearray(), _LEAST, 0
        async for piece in content:
            gathered += piece
            if len(gathered) >= enough:
                sent += len(gathered)
                await behind.do(gathered)
                gathered, enough = bytearray(), _worth_a_way(sent, self._senders)
        await behind.done()
        return gathered

    @asynccontextmanager
    async def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        file = await self._run(_open, self._path(key))
        try:
            yield self._pieces(file, first, length)
        finally:
            file.close()

    async def _pieces(self, file: BinaryIO, first: int, length: int | None) -> AsyncIterator[bytes]:
        at, left = first, length
        while left is None or left > 0:
            wanted = CHUNK if left is None else min(CHUNK, left)
            data = await self._run(os.pread, file.fileno(), wanted, at)
            if not data:
                return
            yield data
            at += len(data)
            left = None if left is None else left - len(data)

    async def remove(self, keys: Sequence[str]) -> None:
        await self._run(_remove, [self._path(key) for key in keys])

    async def list(self) -> AsyncIterator[Kept]:
        """Leftovers of uploads too, under the key that they would have had."""
        for folder in await self._run(_folders, self._directory):
            for kept in await self._run(_kept_in, folder):
                yield kept

    def _path(self, key: str) -> Path:
        return self._directory / key[-2:] / key[-4:-2] / key

    async def _run(self, function: Callable[[Unpack[A]], R], *arguments: *A) -> R:
        """On one of a few threads of this store's own, so that slow disks do not take those that others wait for."""
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(16)
        try:
            return await to_thread.run_sync(function, *arguments, limiter=self._limiter)
        except OSError as error:
            raise _translated(error) from error


def _worth_a_way(written: int, senders: int) -> int:
    """How much is gathered of a content of which so much is written, while so many are on their way."""
    return max(_LEAST, min(_MOST, written // _PART_OF_ALL, _TOGETHER // senders))


class _Behind:
    """Does one thing with piece after piece, one at a time, while its caller has the next one come."""

    def __init__(self, group: TaskGroup, act: Callable[[bytearray], Awaitable[None]]) -> None:
        self._group = group
        self._act = act
        self._over = anyio.Event()
        self._over.set()
        self._error: Exception | None = None

    async def do(self, piece: bytearray) -> None:
        """Begin with it, once the one before is done. Raises what that one has raised."""
        await self.done()
        self._over = anyio.Event()
        self._group.start_soon(self._do, piece)

    async def done(self) -> None:
        """Raises what the act has raised."""
        await self._over.wait()
        if self._error is not None:
            raise self._error

    async def _do(self, piece: bytearray) -> None:
        try:
            await self._act(piece)
        except Exception as error:  # noqa: BLE001 - its caller's
            self._error = error
        finally:
            self._over.set()


@asynccontextmanager
async def _done_behind(act: Callable[[bytearray], Awaitable[None]]) -> AsyncIterator[_Behind]:
    """Nothing goes on when it ends. What is raised within is raised as it is, and not in a group of errors."""
    failed: Exception | None = None
    async with anyio.create_task_group() as group:
        try:
            yield _Behind(group, act)
        except Exception as error:  # noqa: BLE001 - raised below
            failed = error
    if failed is not None:
        raise failed


class _Upload:
    """One content on its way to the disk; used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(path.name + _PART)
        self._hash = sha256()
        self.size = self._sent = 0
        _make_folder(path.parent)
        self._file = self._part.open("xb", buffering=0)

    def add(self, data: bytes | bytearray) -> None:
        self._hash.update(data)
        self.size += len(data)
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        if self.size - self._sent >= _WRITEBACK:
            self._send()

    def _send(self) -> None:
        """Let the system begin to write what lies in its cache, so that little is left to wait for at the end.

        On Linux this is what the advice does for pages that are dirty (mm/fadvise.c); those that are clean it lets go of.
        """
        os.posix_fadvise(self._file.fileno(), self._sent, self.size - self._sent, os.POSIX_FADV_DONTNEED)
        self._sent = self.size

    def finish(self, data: bytes | bytearray) -> Written:
        self.add(data)
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.rename(self._path)
        _sync_folder(self._path.parent)
        return Written(self.size, self._hash.digest())

    def discard(self) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    """With what is above it, each synced into its parent."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open(path: Path) -> BinaryIO:
    return path.open("rb", buffering=0)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
        path.with_name(path.name + _PART).unlink(missing_ok=True)


def _folders(directory: Path) -> list[Path]:
    return sorted(directory.glob("??/??"))


def _kept_in(folder: Path) -> list[Kept]:
    return list(_each_kept(folder))


def _each_kept(folder: Path) -> Iterator[Kept]:
    with os.scandir(folder) as found:
        for file in found:
            try:
                written_us = file.stat(follow_symlinks=False).st_mtime_ns // 1000
            except FileNotFoundError:  # finished or removed meanwhile
                continue
            yield Kept(file.name.removesuffix(_PART), written_us)


def _translated(error: OSError) -> ByteStoreError:
    if isinstance(error, FileNotFoundError):
        return ByteStoreError("the bytes of this content are not on the disk")
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return ByteStoreFullError(
            "the disk that files are kept on is full, so nothing was kept; make room on it and try again"
        )
    return ByteStoreError(f"the disk that files are kept on cannot be used: {error.strerror}")
