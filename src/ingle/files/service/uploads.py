"""Files that come in parts, in any order, over days and through failures of either side.

A part that was acknowledged is durable. The file is there when the upload is completed, all at once; until then nobody sees anything of it.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import msgspec

from ingle.base.paging import Page
from ingle.edge.identity import Caller
from ingle.files import events, names, policy, views
from ingle.files.errors import TooManyUploadsError, UploadChangedError, UploadClosedError, UploadNotFoundError
from ingle.files.model import Content, Part, Upload
from ingle.files.policy import NEEDED, Reference
from ingle.files.ports import ByteStore
from ingle.files.service.books import Books
from ingle.files.service.contents import Contents, Outcome, Terms
from ingle.files.service.ground import Ground
from ingle.files.service.intake import Intake, Room, Taken
from ingle.files.settings import FileSettings
from ingle.files.store import Connection, contents, uploads
from ingle.runtime.db import lock

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Progress:
    """An upload and what has come of it."""

    upload: Upload
    parts: Sequence[Part]


class Uploads:
    def __init__(
        self,
        ground: Ground,
        files: Contents,
        intake: Intake,
        *,
        stores: Mapping[str, ByteStore],
        settings: FileSettings,
    ) -> None:
        self._ground = ground
        self._files = files
        self._intake = intake
        self._stores = stores
        self._settings = settings

    async def start(
        self,
        caller: Caller,
        path: str,
        terms: Terms,
        *,
        size: int | None = None,
        sha256: bytes | None = None,
    ) -> Upload:
        """`size`: what it will be, which is kept free for it; `sha256`: of all of it. What could not be written now is refused now.

        Raises what `Contents.write` does, and TooManyUploadsError.
        """
        reference = policy.parse(path)
        room = await self._files.room(caller, reference, terms, size)

        def work(connection: Connection) -> Upload:
            tree = self._ground.locator.tree_of(connection, caller, reference)
            upload = self._new(caller, tree, path, terms, size, sha256)
            lock(connection, f"uploads of {tree}")
            if uploads.count_open(connection, upload.uploader) >= self._settings.uploads:
                raise TooManyUploadsError(
                    f"{self._settings.uploads} uploads are under way; complete some or give them up"
                )
            policy.check_room(uploads.reserved(connection, tree) + policy.reserved(upload), room)
            uploads.add(connection, upload)
            return upload

        upload = await self._ground.write(caller, work)
        self._tell(caller, upload)
        return upload

    async def list(self, caller: Caller, *, after: str | None, limit: int) -> Page[Upload]:
        """The caller's that are under way, the newest first."""

        def read(connection: Connection) -> Page[Upload]:
            found = uploads.list_open(connection, policy.uploader(caller), before=after, limit=limit + 1)
            return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)

        return await self._ground.read(caller, read)

    async def get(self, caller: Caller, upload_id: str) -> Progress:
        """Raises UploadNotFoundError."""

        def read(connection: Connection) -> Progress:
            upload = _found(connection, caller, upload_id)
            return Progress(upload, uploads.parts(connection, upload_id))

        return await self._ground.read(caller, read)

    async def put_part(
        self, caller: Caller, upload_id: str, number: int, content: AsyncIterator[bytes]
    ) -> Part:
        """Durable when this returns. One that came before under this number is replaced.

        Raises UploadNotFoundError, UploadClosedError, PartTooLargeError, StorageFullError, InvalidError.
        """
        policy.check_part_number(number)
        upload = await self._ground.look(caller, lambda c: _open(c, caller, upload_id))
        room = None if upload.size is not None else await self._room_of(caller, upload)
        taking = self._intake.taking(_bounded(upload, content), _known(room), size=upload.size)
        async with taking as taken:

            def work(connection: Connection) -> Upload:
                lock(connection, f"upload {upload_id}")
                before = _open(connection, caller, upload_id)
                named = self._intake.name(connection, taken)
                after = uploads.receive(connection, before, number, named, self._expiry())
                policy.check_received(after, after.received)
                if room is not None:
                    others = uploads.reserved(connection, after.tree, but=after.id)
                    policy.check_room(others + policy.reserved(after), room)
                return after

            self._tell(caller, await self._ground.write(caller, work))
        one = taken.content
        return Part(number, one.size, one.sha256, one.id, one.store)

    async def put_signed_part(self, upload_id: str, number: int, content: AsyncIterator[bytes]) -> Part:
        """For who has an address that was signed for this upload (Signing.open_upload). Raises as `put_part`."""
        upload = await self._ground.glance(lambda c: uploads.find(c, upload_id))
        if upload is None:
            raise UploadNotFoundError("there is no such upload")
        return await self.put_part(policy.bearer(upload), upload_id, number, content)

    async def complete(self, caller: Caller, upload_id: str) -> Outcome:
        """Make the file. Who asks again is told the same; who is refused may ask again, or give it up.

        Raises UploadNotFoundError, UploadIncompleteError, UploadChangedError, ContentMismatchError, and what `Contents.write` does.
        """
        whole = await self.get(caller, upload_id)
        if whole.upload.entry is not None:
            return await self._become(caller, whole.upload.entry)
        policy.check_complete(whole.upload, whole.parts)
        reference, terms = policy.parse(whole.upload.path), _terms(whole.upload)

        async def room() -> int | None:
            return await self._files.room(caller, reference, terms, whole.upload.received)

        async with self._joined(whole.parts, room) as taken:

            def work(connection: Connection, books: Books) -> Outcome:
                lock(connection, f"upload {upload_id}")
                _open(connection, caller, upload_id)
                if uploads.parts(connection, upload_id) != whole.parts:
                    raise UploadChangedError("another part came meanwhile; complete it again")
                content = self._content(connection, whole.parts, taken)
                policy.check_content(whole.upload, content.sha256)
                outcome = self._files.put(connection, books, caller, reference, content, terms)
                uploads.close(connection, upload_id, outcome.place.entry.id)
                return outcome

            outcome = await self._ground.change(caller, [reference], work)
        self._tell(caller, whole.upload._replace(entry=outcome.place.entry.id))
        return outcome

    async def abort(self, caller: Caller, upload_id: str) -> None:
        """Give it up; what has come of it is removed. Raises UploadNotFoundError, UploadClosedError."""

        def work(connection: Connection) -> Upload:
            lock(connection, f"upload {upload_id}")
            upload = _open(connection, caller, upload_id)
            uploads.remove(connection, upload_id)
            return upload

        self._tell(caller, await self._ground.write(caller, work), aborted=True)

    def _new(
        self, caller: Caller, tree: str, path: str, terms: Terms, size: int | None, sha256: bytes | None
    ) -> Upload:
        return Upload(
            id=self._ground.new_id(names.UPLOAD),
            uploader=policy.uploader(caller),
            tree=tree,
            path=path,
            size=size,
            sha256=sha256,
            terms=msgspec.json.encode(terms).decode(),
            received=0,
            created_us=self._ground.now_us(),
            expires_us=self._expiry(),
            entry=None,
        )

    async def _room_of(self, caller: Caller, upload: Upload) -> int | None:
        return await self._files.room(caller, policy.parse(upload.path), _terms(upload), None)

    async def _become(self, caller: Caller, entry: str) -> Outcome:
        """What an upload was completed to, as it is now."""
        reference = Reference("", entry, ())
        find = self._ground.locator.find
        place = await self._ground.look(caller, lambda c: find(c, caller, reference, NEEDED["stat"]))
        return Outcome(place, created=False)

    @asynccontextmanager
    async def _joined(self, parts: Sequence[Part], room: Room) -> AsyncIterator[Taken | None]:
        """The parts as one content; None: the only part is that already."""
        if len(parts) == 1:
            yield None
            return
        size = sum(part.size for part in parts)
        async with self._intake.taking(self._bytes(parts), room, size=size) as taken:
            yield taken

    async def _bytes(self, parts: Sequence[Part]) -> AsyncIterator[bytes]:
        for part in parts:
            async with self._stores[part.store].read(part.content) as data:
                async for piece in data:
                    yield piece

    def _content(self, connection: Connection, parts: Sequence[Part], taken: Taken | None) -> Content:
        """What the entry is to hold, counted for it."""
        if taken is not None:
            return self._intake.name(connection, taken)
        (only,) = parts
        contents.hold(connection, only.content)
        return Content(only.content, only.size, only.sha256, only.store, self._ground.now_us())

    def _expiry(self) -> int:
        return self._ground.now_us() + self._settings.upload_life // _MICROSECOND

    def _tell(self, caller: Caller, upload: Upload, *, aborted: bool = False) -> None:
        self._ground.tell(events.UPLOAD, caller.user_id, upload.id, views.upload(upload, aborted=aborted))


def _found(connection: Connection, caller: Caller, upload_id: str) -> Upload:
    upload = uploads.find(connection, upload_id)
    if upload is None or upload.uploader != policy.uploader(caller):
        raise UploadNotFoundError("there is no such upload")
    return upload


def _open(connection: Connection, caller: Caller, upload_id: str) -> Upload:
    """Raises UploadNotFoundError, UploadClosedError."""
    upload = _found(connection, caller, upload_id)
    if upload.entry is not None:
        raise UploadClosedError("this upload is a file already")
    return upload


def _terms(upload: Upload) -> Terms:
    return msgspec.json.decode(upload.terms, type=Terms)


def _known(room: int | None) -> Room:
    async def tell() -> int | None:
        return room

    return tell


async def _bounded(upload: Upload, content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Raises PartTooLargeError as soon as it is more than a part, or all of the upload, may be."""
    sent = 0
    async for piece in content:
        sent += len(piece)
        policy.check_part_size(sent)
        policy.check_received(upload, sent)
        yield piece
