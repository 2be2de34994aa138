"""The images on disk: finished ones in `<images>/<id>/{root.squashfs,manifest.json}`, work in progress in `<images>/.work/<id>/`."""

import errno
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import msgspec
from anyio import to_thread

from ingle.base.units import GIB, MIB, format_size
from ingle.drivers.rootfs.debian import scratch_of
from ingle.drivers.rootfs.flatten import ROOT
from ingle.drivers.rootfs.limits import Limits, check_disk
from ingle.images.errors import ImageDiskFullError, ImageTooLargeError
from ingle.images.model import Root

MANIFEST = "manifest.json"
MAX_UPLOAD = 32 * GIB
_FREE_DISK = Limits().free_disk
_LOOK_AT_DISK_EVERY = 64 * MIB


class DiskShelf:
    """Satisfies `images.ports.Shelf`."""

    def __init__(self, directory: Path, *, max_upload: int = MAX_UPLOAD) -> None:
        self._directory = directory
        self._work = directory / ".work"
        self._max_upload = max_upload

    def root(self, image_id: str) -> Path:
        return self._directory / image_id / ROOT

    async def begin(self, image_id: str) -> Path:
        work = self._work / image_id
        await to_thread.run_sync(lambda: work.mkdir(mode=0o700, parents=True))
        return work

    async def place(self, image_id: str, work: Path, root: Root) -> None:
        await to_thread.run_sync(self._place, image_id, work, root)

    async def discard(self, image_id: str) -> None:
        await to_thread.run_sync(_remove, self._work / image_id)

    async def remove(self, image_id: str) -> None:
        await to_thread.run_sync(_remove, self._directory / image_id)

    async def sweep(self, keep: Sequence[str]) -> None:
        await to_thread.run_sync(self._sweep, frozenset(keep))

    async def receive(self, work: Path, content: AsyncIterator[bytes]) -> Path:
        path = work / "upload"
        size, looked_at = 0, -_LOOK_AT_DISK_EVERY
        with path.open("xb") as file:
            async for chunk in content:
                size += len(chunk)
                if size > self._max_upload:
                    raise ImageTooLargeError(
                        f"the archive is larger than {format_size(self._max_upload)}", limit="upload"
                    )
                if size - looked_at >= _LOOK_AT_DISK_EVERY:
                    looked_at = size
                    check_disk(work, _FREE_DISK)
                try:
                    await to_thread.run_sync(file.write, chunk)
                except OSError as error:
                    raise ImageDiskFullError(f"the archive could not be kept: {error.strerror}") from error
        return path

    def _place(self, image_id: str, work: Path, root: Root) -> None:
        """Both files in a new directory, synced, then renamed: after a crash it is whole or not there."""
        ready = work / "ready"
        ready.mkdir()
        (work / ROOT).rename(ready / ROOT)
        (ready / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(root), indent=2) + b"\n")
        for path in (ready / ROOT, ready / MANIFEST, ready):
            (ready / ROOT).chmod(0o644)
            _sync(path)
        ready.rename(self._directory / image_id)
        _sync(self._directory)
        _remove(work)

    def _sweep(self, keep: frozenset[str]) -> None:
        for work in self._work.glob("*"):
            shutil.rmtree(scratch_of(work), ignore_errors=True)
        _remove(self._work)
        if not self._directory.is_dir():
            return
        for path in self._directory.iterdir():
            if path.name not in keep:
                _remove(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    """The directory is first renamed, so that a half removed image never looks like one."""
    doomed = path.with_name(f".removing-{path.name}")
    try:
        path.rename(doomed)
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        shutil.rmtree(doomed)
        path.rename(doomed)
    shutil.rmtree(doomed)
