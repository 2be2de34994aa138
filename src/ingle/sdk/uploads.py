"""Files that are sent in parts, and go on where they were broken off."""

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.sdk.http import Http, Params
from ingle.sdk.lean.process import quote
from ingle.wire import files as wire

Progress = Callable[[int, int], None]
"""Told how many bytes have come of how many."""

_UPLOADS = "/files/uploads"
_PIECE = 1 << 18
_AT_ONCE = 8 << 20  # bytes; what is no larger costs less to send again than to ask about


class AsyncUploads:
    """The steps. `AsyncTree.upload` does all of them for a file on this computer."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def start(
        self,
        path: str,
        *,
        size: int | None = None,
        sha256: str | None = None,
        media_type: str = "",
        parents: bool = False,
        dedupe: bool = False,
        new: bool = False,
    ) -> wire.Upload:
        """`size` is kept free for it; `sha256` of all of it is compared at the end."""
        body = wire.UploadStart(
            path=path,
            size=size,
            sha256=sha256,
            media_type=media_type,
            parents=parents,
            dedupe=dedupe,
            new=new,
        )
        return await self._http.call(wire.Upload, "POST", _UPLOADS, body=body)

    async def list(self) -> Sequence[wire.Upload]:
        """Yours that are under way, the newest first."""
        return await self._http.items(wire.Upload, _UPLOADS, params={"limit": 1000})

    async def get(self, upload: str) -> wire.Upload:
        """With the parts that have come. Raises NotFoundError."""
        return await self._http.call(wire.Upload, "GET", f"{_UPLOADS}/{quote(upload)}")

    async def put_part(
        self, upload: str, number: int, content: bytes | AsyncIterator[bytes]
    ) -> wire.UploadPart:
        """Parts are numbered from 1 and come in any order; each is durable when this returns."""
        path = f"{_UPLOADS}/{quote(upload)}/parts/{number}"
        return await self._http.upload(wire.UploadPart, "PUT", path, content)

    async def complete(self, upload: str) -> wire.FileEntry:
        """Make the file of its parts; asked again, the same."""
        return await self._http.call(wire.FileEntry, "POST", f"{_UPLOADS}/{quote(upload)}/complete")

    async def abort(self, upload: str) -> None:
        await self._http.send("DELETE", f"{_UPLOADS}/{quote(upload)}")


async def send_file(
    http: Http, path: str, local: Path, *, parents: bool, dedupe: bool, progress: Progress
) -> wire.FileEntry:
    """A small file at once; a large one in parts, going on with an upload of its size to this path that was broken off."""
    size = (await anyio.Path(local).stat()).st_size
    if size <= _AT_ONCE:
        params: Params = {"path": path, "parents": parents, "dedupe": dedupe}
        whole = _slice(local, 0, size, size, progress)
        return await http.upload(wire.FileEntry, "PUT", "/files", whole, params=params)
    uploads = AsyncUploads(http)
    begun = await _begun(uploads, path, size)
    upload = begun or await uploads.start(path, size=size, parents=parents, dedupe=dedupe)
    there = {part.number: part.sha256 for part in upload.parts}
    for number, first in enumerate(range(0, size, upload.part_bytes), 1):
        last = min(first + upload.part_bytes, size)
        # what came is compared with what is here now: the file may have changed meanwhile
        if number not in there or there[number] != await to_thread.run_sync(_sha256, local, first, last):
            await uploads.put_part(upload.id, number, _slice(local, first, last, size, progress))
        progress(last, size)
    return await uploads.complete(upload.id)


async def _begun(uploads: AsyncUploads, path: str, size: int) -> wire.Upload | None:
    for one in await uploads.list():
        if one.path == path and one.size == size:
            return await uploads.get(one.id)
    return None


async def _slice(local: Path, first: int, last: int, size: int, progress: Progress) -> AsyncIterator[bytes]:
    async with await anyio.open_file(local, "rb") as file:
        await file.seek(first)
        at = first
        while at < last and (piece := await file.read(min(_PIECE, last - at))):
            yield piece
            at += len(piece)
            progress(at, size)


def _sha256(local: Path, first: int, last: int) -> str:
    digest = hashlib.sha256()
    with local.open("rb") as file:
        file.seek(first)
        while first < last and (piece := file.read(min(_PIECE, last - first))):
            digest.update(piece)
            first += len(piece)
    return digest.hexdigest()
