"""Small pictures of files: made when they are asked for first, once however many ask, and kept by what the file holds."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from weakref import WeakValueDictionary

import anyio

from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.files import views
from ingle.files.errors import NoThumbnailError
from ingle.files.ports import Thumbnailer
from ingle.files.service.contents import Contents, Reading
from ingle.files.service.ground import Ground
from ingle.files.service.intake import Intake
from ingle.files.store import Connection, thumbnails
from ingle.runtime.db import lock

MAX_SOURCE = 256 * MIB  # bytes; reading more costs more than the picture is worth
_Wanted = tuple[bytes, int]  # the hash of the content, and pixels


@dataclass(frozen=True)
class Picture:
    data: bytes  # WebP
    sha256: bytes  # of what it is a picture of


class Thumbnails:
    def __init__(self, ground: Ground, files: Contents, intake: Intake, *, maker: Thumbnailer) -> None:
        self._ground = ground
        self._files = files
        self._intake = intake
        self._maker = maker
        self._making: WeakValueDictionary[_Wanted, anyio.Lock] = WeakValueDictionary()

    async def get(self, caller: Caller, path: str, pixels: int) -> Picture:
        """At most so many pixels a side. Raises EntryNotFoundError, AccessDeniedError, NotFileError, NoThumbnailError."""
        reading = await self._files.open(caller, path)
        media_type = views.media_type(reading.place.entry)
        if not self._maker.handles(media_type) or not 0 < reading.content.size <= MAX_SOURCE:
            raise _none_of(reading)
        wanted = (reading.content.sha256, pixels)
        known, data = await self._kept(caller, reading, wanted)
        if not known:
            making = self._making.setdefault(wanted, anyio.Lock())
            async with making:  # who waited here finds it made
                known, data = await self._kept(caller, reading, wanted)
                if not known:
                    data = await self._make(caller, reading, wanted)
        if data is None:
            raise _none_of(reading)
        return Picture(data, reading.content.sha256)

    async def _kept(self, caller: Caller, reading: Reading, wanted: _Wanted) -> tuple[bool, bytes | None]:
        """Whether it was tried before, and what came of it."""

        def look(connection: Connection) -> Reading | bool:
            found = thumbnails.find(connection, *wanted)
            if found is None or found.content is None:
                return found is not None
            return self._files.found(connection, reading.place, found.content)

        found = await self._ground.look(caller, look)
        if isinstance(found, bool):
            return found, None
        async with self._files.stream(found) as data:
            return True, b"".join([piece async for piece in data])

    async def _make(self, caller: Caller, reading: Reading, wanted: _Wanted) -> bytes | None:
        async with self._files.stream(reading) as source:
            data = await self._maker.make(views.media_type(reading.place.entry), source, wanted[1])
        await self._keep(caller, wanted, data)
        return data

    async def _keep(self, caller: Caller, wanted: _Wanted, data: bytes | None) -> None:
        """Also that there is none, so that nobody tries again."""
        async with self._intake.taking(_once(data or b""), _any_room, size=len(data or b"")) as taken:

            def work(connection: Connection) -> None:
                lock(connection, f"thumbnail of {wanted[0].hex()}")
                content = None if data is None else self._intake.name(connection, taken).id
                thumbnails.add(connection, *wanted, content, self._ground.now_us())

            await self._ground.write(caller, work)


def _none_of(reading: Reading) -> NoThumbnailError:
    return NoThumbnailError(f"there is no thumbnail of {reading.place.entry.name}")


async def _any_room() -> int | None:
    return None


async def _once(data: bytes) -> AsyncIterator[bytes]:
    yield data
