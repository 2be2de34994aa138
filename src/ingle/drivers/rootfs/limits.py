"""How much an image may have, and the count of what one has had so far. Against bombs, not against users: quotas are decided elsewhere."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from ingle.base.units import GIB, KIB, MIB, format_size
from ingle.images.errors import ImageDiskFullError, ImageTooLargeError


@dataclass(frozen=True)
class Limits:
    """What one image may have at most."""

    bytes: int = 32 * GIB  # written while it is unpacked, and again in the finished tree
    entries: int = 1_000_000  # over all layers, directories that nobody wrote down included
    layers: int = 512
    archive_members: int = 10_000
    document: int = 8 * MIB  # a manifest, an index or a configuration
    free_disk: int = GIB // 2  # that must stay free

    # PATH_MAX and NAME_MAX of Linux; the longest value of an extended attribute (XATTR_SIZE_MAX).
    path: int = 4096
    name: int = 255
    xattr: int = 64 * KIB


class Budget:
    """What is left of the limits, in the making of one image. Every `take_…` raises ImageTooLargeError when it is used up."""

    _LOOK_AT_DISK_EVERY = 64 * MIB

    def __init__(self, limits: Limits, work: Path) -> None:
        self.limits = limits
        self._work = work
        self._bytes = 0
        self._entries = 0
        self._looked_at = -self._LOOK_AT_DISK_EVERY

    def take_bytes(self, count: int) -> None:
        """Before so many bytes are written to the disk."""
        self._bytes += count
        if self._bytes > self.limits.bytes:
            raise ImageTooLargeError(
                f"the image unpacks to more than {format_size(self.limits.bytes)}", limit="bytes"
            )
        if self._bytes - self._looked_at >= self._LOOK_AT_DISK_EVERY:
            self._looked_at = self._bytes
            check_disk(self._work, self.limits.free_disk)

    def take_entry(self) -> None:
        self._entries += 1
        if self._entries > self.limits.entries:
            raise ImageTooLargeError(
                f"the image has more than {self.limits.entries} entries", limit="entries"
            )

    def check_layers(self, count: int) -> None:
        if count > self.limits.layers:
            raise ImageTooLargeError(
                f"the image has {count} layers, more than {self.limits.layers}", limit="layers"
            )

    def check_total(self, size: int) -> None:
        """The sum of all files of the finished tree, holes included."""
        if size > self.limits.bytes:
            raise ImageTooLargeError(
                f"the image's files are {format_size(size)}, more than {format_size(self.limits.bytes)}",
                limit="bytes",
            )


def check_disk(directory: Path, free_disk: int) -> None:
    """Raises ImageDiskFullError when less than so much is free there."""
    free = shutil.disk_usage(directory).free
    if free < free_disk:
        raise ImageDiskFullError(f"only {format_size(free)} are free on the disk that holds the images")
