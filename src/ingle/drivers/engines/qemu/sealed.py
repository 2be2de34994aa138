"""Memory images that several VMMs map, as files in memory that nobody can change any more.

QEMU opens a memory file for writing even to map it privately, so whoever takes a VMM over could write into an image that other people's machines begin
as. A sealed memfd (memfd_create(2), F_ADD_SEALS in fcntl(2)) can be opened so and refuses every write. It is filled once, and kept for the next VMM.
"""

import fcntl
import os
import weakref
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakValueDictionary

import anyio
from anyio import to_thread

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.disk import full_disk
from ingle.drivers.engines.qemu.memory import copy_sparse
from ingle.drivers.engines.qemu.pages import SEALED_NAME

MOST_IMAGES = 4
MOST_BYTES = 2048 * MIB
_BLOCK = 512  # bytes of one of st_blocks, stat(2)
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL

Key = tuple[str, int, int, int]


@dataclass
class _Kept:
    """Descriptors by what they are copies of, the one used last at the end."""

    descriptors: OrderedDict[Key, int] = field(default_factory=OrderedDict)

    def close(self, key: Key) -> None:
        os.close(self.descriptors.pop(key))

    def clear(self) -> None:
        for key in list(self.descriptors):
            self.close(key)


class SealedImages:
    """Copies that are kept take memory of the host's until they are closed or this object is gone: bounded by number and by bytes."""

    def __init__(self, *, most_images: int = MOST_IMAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most_images = most_images
        self._most_bytes = most_bytes
        self._kept = _Kept()
        self._locks: WeakValueDictionary[Key, anyio.Lock] = WeakValueDictionary()
        weakref.finalize(self, self._kept.clear)

    @asynccontextmanager
    async def open(self, image: Path) -> AsyncIterator[int]:
        """A descriptor of a copy, for as long as the context lasts. The image must not change. Raises EngineError."""
        with full_disk(image):
            key = await to_thread.run_sync(_key, image)
        lock = self._locks.setdefault(key, anyio.Lock())
        async with lock:  # who comes second finds it there
            descriptor = await self._open(key, image)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    async def _open(self, key: Key, image: Path) -> int:
        kept = self._kept.descriptors.get(key)
        if kept is not None:
            self._kept.descriptors.move_to_end(key)
            return os.dup(kept)
        with full_disk(image):
            descriptor = await to_thread.run_sync(seal, image)
        await self._keep(key, descriptor)
        return descriptor

    async def _keep(self, key: Key, descriptor: int) -> None:
        size = _bytes(descriptor)
        if size > self._most_bytes:
            return
        self._forget_removed()
        held = self._kept.descriptors
        while held and (
            len(held) >= self._most_images or sum(map(_bytes, held.values())) + size > self._most_bytes
        ):
            self._kept.close(next(iter(held)))
        held[key] = os.dup(descriptor)

    def _forget_removed(self) -> None:
        for key in [key for key in self._kept.descriptors if not Path(key[0]).exists()]:
            self._kept.close(key)


def seal(image: Path) -> int:
    """A descriptor of a copy, holes as holes, that cannot be written to by anybody, us included. Blocks. Raises OSError."""
    source = os.open(image, os.O_RDONLY | os.O_CLOEXEC)
    try:
        copy = os.memfd_create(SEALED_NAME, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        try:
            copy_sparse(source, copy)
            fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
        except BaseException:
            os.close(copy)
            raise
    finally:
        os.close(source)
    return copy


def _key(image: Path) -> Key:
    """Another file at the same path is another image."""
    status = image.stat()
    return str(image), status.st_ino, status.st_mtime_ns, status.st_size


def _bytes(descriptor: int) -> int:
    return os.fstat(descriptor).st_blocks * _BLOCK
