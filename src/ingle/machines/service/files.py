"""Files in machines. Paths are absolute; text that is not UTF-8 is carried as surrogateescape does."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from ingle.base.errors import InvalidError
from ingle.machines.policy.launching import to_bytes
from ingle.machines.ports import GuestChange, GuestFile
from ingle.machines.service.guests import Guests


class Files:
    """All raise GuestError with the agent's code (`not_found`, `permission_denied`, `no_space`, …), and MachineStateError."""

    def __init__(self, guests: Guests) -> None:
        self._guests = guests

    async def stat(self, owner: str, reference: str, path: str) -> GuestFile:
        place = _path(path)
        async with self._guests.asking(owner, reference) as link:
            return await link.files.stat(place)

    async def list(self, owner: str, reference: str, path: str) -> Sequence[GuestFile]:
        place = _path(path)
        async with self._guests.asking(owner, reference) as link:
            return [entry async for part in link.files.list(place) for entry in part]

    @asynccontextmanager
    async def read(
        self, owner: str, reference: str, path: str, *, offset: int = 0, limit: int | None = None
    ) -> AsyncIterator[tuple[GuestFile, AsyncIterator[bytes]]]:
        """The file, and its bytes from the offset on as they come: nothing is read faster than it is consumed."""
        place = _path(path)
        async with (
            self._guests.using(owner, reference) as (_, link),
            link.files.read(place, offset=offset, limit=limit) as (file, content),
        ):
            yield file, content

    async def write(
        self,
        owner: str,
        reference: str,
        path: str,
        content: AsyncIterator[bytes],
        *,
        mode: int | None = None,
        parents: bool = False,
    ) -> GuestFile:
        """Make or replace a file, all or nothing."""
        place = _path(path)
        _check_mode(mode)
        async with self._guests.using(owner, reference) as (_, link):
            return await link.files.write(place, content, mode=mode, parents=parents)

    async def mkdir(self, owner: str, reference: str, path: str, *, mode: int, parents: bool) -> None:
        place = _path(path)
        _check_mode(mode)
        async with self._guests.asking(owner, reference) as link:
            await link.files.mkdir(place, mode=mode, parents=parents)

    async def move(
        self, owner: str, reference: str, source: str, destination: str, *, overwrite: bool
    ) -> None:
        places = _path(source), _path(destination)
        async with self._guests.asking(owner, reference) as link:
            await link.files.move(*places, overwrite=overwrite)

    async def remove(self, owner: str, reference: str, path: str, *, recursive: bool) -> None:
        place = _path(path)
        async with self._guests.asking(owner, reference) as link:
            await link.files.remove(place, recursive=recursive)

    @asynccontextmanager
    async def pack(
        self,
        owner: str,
        reference: str,
        path: str,
        *,
        one_filesystem: bool = False,
        exclude: Sequence[str] = (),
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """A directory as a tar stream; see GuestFiles.pack."""
        place, left_out = _path(path), [to_bytes(name) for name in exclude]
        async with (
            self._guests.using(owner, reference) as (_, link),
            link.files.pack(place, one_filesystem=one_filesystem, exclude=left_out) as content,
        ):
            yield content

    async def unpack(self, owner: str, reference: str, path: str, content: AsyncIterator[bytes]) -> int:
        """Put a tar stream's entries into a directory; how many. Each file is replaced at once, the tree is not: see GuestFiles.unpack."""
        place = _path(path)
        async with self._guests.using(owner, reference) as (_, link):
            return await link.files.unpack(place, content)

    @asynccontextmanager
    async def watch(
        self, owner: str, reference: str, path: str, *, recursive: bool = False
    ) -> AsyncIterator[AsyncIterator[Sequence[GuestChange]]]:
        """What changes in a directory, from the entering on; see GuestFiles.watch. The machine is woken for it once; after that watching keeps nothing
        awake. It goes on after a sleep, with an `overflow` for what may have been missed on the way. Iterating raises MachineGoneError when the
        machine was stopped, removed or started anew.
        """
        place = _path(path)
        async with self._guests.watching(
            owner, reference, lambda link: link.files.watch(place, recursive=recursive)
        ) as changes:
            yield changes


def _path(path: str) -> bytes:
    if not path.startswith("/") or "\0" in path:
        raise InvalidError(f"{path!r} is not an absolute path", field="path")
    return to_bytes(path)


def _check_mode(mode: int | None) -> None:
    if mode is not None and not 0 <= mode <= 0o7777:
        raise InvalidError("a mode is an octal number up to 7777", field="mode")
