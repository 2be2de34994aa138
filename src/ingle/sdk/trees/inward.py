"""A tree from here into a machine. Modes and symbolic links are kept; devices, sockets and pipes are skipped and counted."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from ingle.sdk.errors import FailedError, IngleError, InvalidError
from ingle.sdk.files import AsyncFiles
from ingle.sdk.groups import open_group
from ingle.sdk.trees.archive import EMPTY, UNKNOWN
from ingle.sdk.trees.packing import pack
from ingle.sdk.trees.tally import AT_ONCE, Progress, Tally

if TYPE_CHECKING:
    from ingle.sdk.machines import AsyncMachine

_CHUNK = 262144


async def copy_in(machine: "AsyncMachine", source: Path, destination: str, progress: Progress | None) -> None:
    tally = Tally(progress)
    tally.copied.total_bytes = await anyio.to_thread.run_sync(_size_of, source)
    if (
        mode := await anyio.to_thread.run_sync(_directory_mode, source)
    ) is not None and await _takes_archives(machine, destination, mode):
        await machine.files.upload_tree(destination, pack(source, tally))
        return
    limiter = anyio.CapacityLimiter(AT_ONCE)
    async with open_group() as group:

        async def send(path: Path, target: PurePosixPath) -> None:
            try:
                await _send_one(machine, path, target, tally)
            finally:
                limiter.release_on_behalf_of(path)

        for path, target in _walk(source, PurePosixPath(destination)):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode):
                await _make_directory(machine.files, str(target), stat.S_IMODE(mode))
            elif stat.S_ISREG(mode) or stat.S_ISLNK(mode):
                await limiter.acquire_on_behalf_of(
                    path
                )  # before the task starts: a huge tree makes no huge number of tasks
                group.start_soon(send, path, target)
            else:
                tally.add(skipped=1)


async def _takes_archives(machine: "AsyncMachine", destination: str, mode: int) -> bool:
    """Makes the directory, and tries it with an empty archive: the agent of a machine that started long ago may know none."""
    await _make_directory(machine.files, destination, mode)
    try:
        await machine.files.upload_tree(destination, EMPTY)
    except IngleError as error:
        if error.code != UNKNOWN:
            raise
        return False
    return True


def _directory_mode(source: Path) -> int | None:
    """None: it is something else."""
    status = source.stat()
    return stat.S_IMODE(status.st_mode) if stat.S_ISDIR(status.st_mode) else None


def _walk(source: Path, destination: PurePosixPath) -> list[tuple[Path, PurePosixPath]]:
    """Everything to copy, directories before what they hold. Symbolic links below the source are entries, not followed."""
    try:
        source.lstat()
    except OSError as error:
        raise InvalidError(f"cannot read {source}: {error.strerror}", code="local_file") from error
    if not source.is_dir():
        return [(source.resolve() if source.is_symlink() else source, destination)]
    found = [(source, destination)]
    for folder, folders, files in os.walk(source):
        here = Path(folder)
        there = destination / here.relative_to(source)
        found += [(here / name, there / name) for name in sorted([*folders, *files])]
    return found


def _size_of(source: Path) -> int:
    total = 0
    for path, _ in _walk(source, PurePosixPath("/")):
        status = path.lstat()
        total += status.st_size if stat.S_ISREG(status.st_mode) else 0
    return total


async def _make_directory(files: AsyncFiles, path: str, mode: int) -> None:
    try:
        await files.mkdir(path, mode=mode)
    except IngleError:
        if not await files.exists(path) or (await files.stat(path)).type != "directory":
            raise


async def _send_one(machine: "AsyncMachine", path: Path, target: PurePosixPath, tally: Tally) -> None:
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            await _make_link(machine, _link_target(path), str(target))
        else:
            await machine.files.write(
                str(target), _file_chunks(path, tally), mode=stat.S_IMODE(status.st_mode)
            )
    except OSError as error:
        raise InvalidError(f"cannot read {path}: {error.strerror}", code="local_file") from error
    tally.add(files=1, current=str(path))


def _link_target(path: Path) -> str:
    return str(path.readlink())


async def _make_link(machine: "AsyncMachine", points_to: str, path: str) -> None:
    """The files API makes no links, so the machine's own `ln` does."""
    try:
        result = await machine.exec(["ln", "-sfn", "--", points_to, path])
    except InvalidError as error:
        raise FailedError(
            f"cannot make the symbolic link {path}: the machine has no `ln`", code="link_failed"
        ) from error
    if not result.ok:
        reason = result.stderr.decode(errors="replace").strip()
        raise FailedError(f"cannot make the symbolic link {path}: {reason}", code="link_failed")


async def _file_chunks(path: Path, tally: Tally) -> AsyncIterator[bytes]:
    async with await anyio.open_file(path, "rb") as file:
        while chunk := await file.read(_CHUNK):
            yield chunk
            tally.add(bytes_=len(chunk))
