"""Archives in: a new directory with all that one holds, or nothing.

What comes out is taken in as the parts of an upload are: it waits, held by a row, until one transaction makes the whole directory. So a crash, a bomb or a full
storage in the middle leaves nothing but what the keeper removes.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import anyio

from ingle.base.units import MIB
from ingle.edge.identity import Caller
from ingle.files import names, policy
from ingle.files.model import Entry, Kind, Place, Upload
from ingle.files.policy import Reference, Unpacking
from ingle.files.ports import Skipped, Unpacked, UnpackedPiece, Unpacker
from ingle.files.service.books import Books
from ingle.files.service.contents import Contents, Terms
from ingle.files.service.ground import Ground
from ingle.files.service.intake import Intake, Taken
from ingle.files.service.placing import Placing
from ingle.files.settings import FileSettings
from ingle.files.store import Connection, entries, uploads

_BATCH = 100  # small contents that are recorded at once
_BATCH_BYTES = MIB
_ROWS = 1000  # entries of one statement
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Report:
    """What came of an archive."""

    place: Place  # the new directory
    files: int
    directories: int
    bytes: int
    skipped: Sequence[Skipped]


@dataclass
class _Haul:
    """What has come out until now."""

    upload: Upload
    archive_size: int
    room: int | None
    members: list[Unpacking] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    waiting: list[Taken] = field(default_factory=list)  # small ones, not recorded yet
    recorded: int = 0
    bytes: int = 0

    def check(self, more: int = 0) -> None:
        self.bytes += more
        policy.check_unpacked(len(self.members) + len(self.skipped), self.bytes, self.archive_size)
        policy.check_room(self.bytes, self.room)


class Extraction:
    def __init__(
        self,
        ground: Ground,
        placing: Placing,
        files: Contents,
        intake: Intake,
        *,
        unpacker: Unpacker,
        settings: FileSettings,
    ) -> None:
        self._ground = ground
        self._placing = placing
        self._files = files
        self._intake = intake
        self._unpacker = unpacker
        self._settings = settings

    async def unpack(self, caller: Caller, path: str, into: str | None) -> Report:
        """A directory called as the archive is, in the directory `into`, which is made where it is missing; None: beside the archive.

        Raises EntryNotFoundError, AccessDeniedError, NotFileError, ArchiveInvalidError, ArchiveUnsafeError, ArchiveTooLargeError,
        FileNameInvalidError, StorageFullError, ByteStoreError.
        """
        reading = await self._files.open(caller, path)
        reference = Reference("", reading.place.entry.parent, ()) if into is None else policy.parse(into)
        name = policy.stem(reading.place.entry.name)
        target = reference._replace(parts=(*reference.parts, name))
        room = await self._files.room(caller, target, Terms(parents=True, dedupe=True), None)
        haul = _Haul(await self._begin(caller, reference), reading.content.size, room)
        try:
            async with self._files.stream(reading) as archive, self._unpacker.unpack(archive) as pieces:
                await self._take(caller, haul, pieces)
            return await self._settle(caller, reference, name, haul)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._ground.write(caller, lambda c: uploads.remove(c, haul.upload.id))
            raise

    async def _begin(self, caller: Caller, into: Reference) -> Upload:
        """What holds the contents meanwhile: an upload that nobody can ask for."""

        def work(connection: Connection) -> Upload:
            upload = Upload(
                id=self._ground.new_id(names.UPLOAD),
                uploader=f"{policy.uploader(caller)}/unpacking",
                tree=self._ground.locator.tree_of(connection, caller, into),
                path="",
                size=None,
                sha256=None,
                terms="",
                received=0,
                created_us=self._ground.now_us(),
                expires_us=self._ground.now_us() + self._settings.upload_life // _MICROSECOND,
                entry=None,
            )
            uploads.add(connection, upload)
            return upload

        return await self._ground.write(caller, work)

    async def _take(self, caller: Caller, haul: _Haul, pieces: AsyncIterator[UnpackedPiece]) -> None:
        """Every member, as it comes."""
        members = _Members(haul, pieces)
        while (piece := await members.next()) is not None:
            if isinstance(piece, Skipped):
                haul.skipped.append(piece)
            elif path := policy.member_path(piece.path):
                await self._take_one(caller, haul, members, path, piece)
            haul.check()
        await self._record(caller, haul)

    async def _take_one(
        self, caller: Caller, haul: _Haul, members: "_Members", path: tuple[str, ...], found: Unpacked
    ) -> None:
        if found.directory:
            haul.members.append(Unpacking(path, None, 0, found.modified_us))
            return

        async def room() -> int | None:
            return None  # every piece is counted as it comes

        async with self._intake.taking(members.data(), room, size=None) as taken:
            haul.waiting.append(taken)
            haul.members.append(Unpacking(path, taken.content.id, taken.content.size, found.modified_us))
            waiting = sum(len(one.data) for one in haul.waiting if one.data is not None)
            if taken.data is None or len(haul.waiting) >= _BATCH or waiting >= _BATCH_BYTES:
                await self._record(caller, haul)

    async def _record(self, caller: Caller, haul: _Haul) -> None:
        """Have the upload hold what waits."""
        waiting = haul.waiting

        def work(connection: Connection) -> Upload:
            upload = haul.upload
            for number, taken in enumerate(waiting, haul.recorded + 1):
                content = self._intake.name(connection, taken)
                upload = uploads.receive(connection, upload, number, content, upload.expires_us)
            return upload

        if waiting:
            haul.upload = await self._ground.write(caller, work)
            haul.recorded += len(waiting)
            haul.waiting = []

    async def _settle(self, caller: Caller, into: Reference, name: str, haul: _Haul) -> Report:
        """Make the directory of all that has come."""
        arranged = policy.arrange(haul.members)

        def work(connection: Connection, books: Books) -> Place:
            directory = self._placing.directory(connection, books, caller, into, parents=True)
            free = self._placing.free(connection, books, directory, name, dedupe=True)
            top = self._placing.make_directory(connection, books, caller, directory, free)
            policy.check_depth(len(top.lineage) - 1 + max((len(one.path) for one in arranged), default=0))
            rows = self._rows(top, arranged)
            for start in range(0, len(rows), _ROWS):
                entries.add_all(connection, rows[start : start + _ROWS])
            books.count(top.entry.tree, entries=len(rows), bytes=haul.bytes)
            uploads.hand_over(connection, haul.upload.id)
            return top

        place = await self._ground.change(caller, [into], work)
        files = sum(one.content is not None for one in arranged)
        return Report(place, files, len(arranged) - files, haul.bytes, haul.skipped)

    def _rows(self, top: Place, arranged: Sequence[Unpacking]) -> list[Entry]:
        ids: dict[tuple[str, ...], str] = {(): top.entry.id}
        rows = []
        for one in arranged:
            key = tuple(map(policy.name_key, one.path))
            row = self._ground.new_entry(
                top.entry.tree,
                ids[key[:-1]],
                one.path[-1],
                Kind.DIRECTORY if one.content is None else Kind.FILE,
                content=one.content,
                size=one.size,
            )
            ids[key] = row.id
            rows.append(row._replace(modified_us=one.modified_us))
        return rows


class _Members:
    """One stream of members and bytes as members, each with its own bytes."""

    def __init__(self, haul: _Haul, pieces: AsyncIterator[UnpackedPiece]) -> None:
        self._haul = haul
        self._pieces = pieces
        self._ahead: Unpacked | Skipped | None = None

    async def next(self) -> Unpacked | Skipped | None:
        """None: that was all."""
        ahead, self._ahead = self._ahead, None
        while ahead is None:
            piece = await anext(self._pieces, None)
            if piece is None:
                return None
            if not isinstance(piece, bytes):  # bytes of a member that has none
                ahead = piece
        return ahead

    async def data(self) -> AsyncIterator[bytes]:
        async for piece in self._pieces:
            if not isinstance(piece, bytes):
                self._ahead = piece
                return
            self._haul.check(len(piece))
            yield piece
