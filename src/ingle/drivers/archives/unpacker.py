"""Archives taken apart by a confined program, whose frames are read here."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import anyio
import msgspec

from ingle.base.units import MIB
from ingle.drivers.archives import worker
from ingle.drivers.confined import Bounds, Confined, confined, laid
from ingle.files.errors import ArchiveInvalidError
from ingle.files.ports import Skipped, Unpacked, UnpackedPiece

BOUNDS = Bounds(memory=512 * MIB, cpu_seconds=1800, file=0, seconds=7200)
_LONGEST = MIB  # bytes of a frame that is no data: a path of a pax header has no limit of its own
_AT_ONCE = 2  # each has a processor to itself


R = TypeVar("R", bound=msgspec.Struct)


class _Member(msgspec.Struct, frozen=True):
    path: str
    directory: bool
    modified: float


class _Skipped(msgspec.Struct, frozen=True):
    path: str
    kind: str


class _Failure(msgspec.Struct, frozen=True):
    why: str


class ConfinedUnpacker:
    """Satisfies files.ports.Unpacker."""

    def __init__(self, folder: Path, bounds: Bounds = BOUNDS) -> None:
        """`folder`: where archives lie, without a name, while they are taken apart."""
        self._folder = folder
        self._bounds = bounds
        self._limiter: anyio.CapacityLimiter | None = None

    @asynccontextmanager
    async def unpack(self, archive: AsyncIterator[bytes]) -> AsyncIterator[AsyncIterator[UnpackedPiece]]:
        self._limiter = self._limiter or anyio.CapacityLimiter(_AT_ONCE)
        async with self._limiter, laid(self._folder, archive) as file:
            # -I: neither the environment nor the folder it starts in say what it imports
            argv = [sys.executable, "-I", worker.__file__]
            seen = [Path(sys.prefix), Path(worker.__file__)]
            try:
                async with confined(argv, file, self._bounds, seen=seen) as running:
                    yield _pieces(running)
            except TimeoutError as error:
                raise ArchiveInvalidError("the archive takes too long to unpack") from error


async def _pieces(running: Confined) -> AsyncIterator[UnpackedPiece]:
    """Raises ArchiveInvalidError when it ends before it says so."""
    frames = _Frames(running.output())
    while True:
        letter, data = await frames.next()
        match letter:
            case b"d":
                yield data
            case b"m":
                one = _read(data, _Member)
                yield Unpacked(one.path, one.directory, round(one.modified * 1_000_000))
            case b"s":
                other = _read(data, _Skipped)
                yield Skipped(other.path, other.kind)
            case b".":
                return
            case _:
                raise ArchiveInvalidError(
                    f"this is no archive, or a damaged one: {_read(data, _Failure).why}"
                )


class _Frames:
    def __init__(self, output: AsyncIterator[bytes]) -> None:
        self._output = output
        self._held = bytearray()

    async def next(self) -> tuple[bytes, bytes]:
        head = await self._take(5)
        length = int.from_bytes(head[1:], "big")
        if length > _LONGEST:
            raise ArchiveInvalidError("this archive has a name that is too long")
        return head[:1], await self._take(length)

    async def _take(self, count: int) -> bytes:
        while len(self._held) < count:
            try:
                self._held += await anext(self._output)
            except StopAsyncIteration:
                raise ArchiveInvalidError(
                    "the archive takes more memory or time to read than there is for it"
                ) from None
        data = bytes(self._held[:count])
        del self._held[:count]
        return data


def _read(data: bytes, type_: type[R]) -> R:
    """Raises ArchiveInvalidError; surrogates, which no text has, are what undecodable names become."""
    try:
        return msgspec.json.decode(data, type=type_)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArchiveInvalidError("this archive has a name that is no text") from error
