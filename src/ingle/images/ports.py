"""What images need from outside: makers of root file systems, a registry, a place on disk, whoever uses images, and machines to save.

Drivers implement these (`ingle.drivers.rootfs`, `ingle.drivers.registry`); wiring puts them together.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from ingle.images.model import Build, Credentials, ImageConfig, Origin, Progress, Reference, Root

Report = Callable[[Progress], None]
"""Called on the event loop, as often as the maker likes; the keeper throttles."""


class RootMaker(Protocol):
    """Makes root.squashfs in `work` (an empty directory of this job's own). All raise ImageError; a cancelled call leaves no process behind."""

    async def build(self, recipe: Build, work: Path, report: Report) -> Root:
        """From Debian's packages, without privileges."""
        ...

    async def flatten(self, source: Path, work: Path, report: Report) -> Root:
        """From an archive (docker save, OCI layout as tar, compressed or not) or a directory that is an OCI layout."""
        ...

    async def wrap(self, tree: Path, config: ImageConfig, work: Path, report: Report) -> Root:
        """From one plain tar of a whole file system. It is taken as it is: no name in it hides another, as a layer's whiteouts do."""
        ...


class Registry(Protocol):
    async def fetch(
        self,
        reference: Reference,
        credentials: Credentials | None,
        *,
        insecure: bool,
        into: Path,
        report: Report,
    ) -> None:
        """Copy the image for this host's platform into the new directory `into`, as an OCI layout. Raises RegistryError."""
        ...


class Shelf(Protocol):
    """Where finished roots lie, and where work in progress lies until then."""

    async def begin(self, image_id: str) -> Path:
        """An empty directory for the work on this image, on the same file system as the finished ones."""
        ...

    async def place(self, image_id: str, work: Path, root: Root) -> None:
        """Put work/root.squashfs and its manifest in place: durable and all at once."""
        ...

    async def discard(self, image_id: str) -> None:
        """Remove the work on this image; fine when there is none."""
        ...

    async def remove(self, image_id: str) -> None:
        """Remove the finished image; fine when there is none."""
        ...

    async def sweep(self, keep: Sequence[str]) -> None:
        """Remove all work, and every finished image whose id is not among `keep`."""
        ...

    async def receive(self, work: Path, content: AsyncIterator[bytes]) -> Path:
        """Write an upload to a file in `work`. Raises ImageTooLargeError, ImageDiskFullError."""
        ...

    def root(self, image_id: str) -> Path:
        """The finished image's root.squashfs."""
        ...


class Usage(Protocol):
    """Whoever lives above and uses images (machines)."""

    async def users(self, image_id: str) -> Sequence[str]:
        """Names of what still needs this image, for people."""
        ...


class Machines(Protocol):
    """Whoever lives above and has machines (the daemon joins them)."""

    async def origin(self, owner: str, reference: str) -> Origin:
        """The owner's machine of this name or id. Raises a not-found error, and a conflict when nobody could read its disk as it is."""
        ...

    def pack(self, owner: str, machine_id: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Its root file system as a tar stream, without what is mounted over it and without what tells one machine from another. A sleeping one
        is woken for it. Raises what keeps it from being read."""
        ...
