"""A person's files. Paths are `~/Documents/a.txt` (your own), `/ann/…` (somebody's), an id, or `id/name`."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from ingle.sdk.errors import NotFoundError
from ingle.sdk.http import Http, Params
from ingle.sdk.uploads import AsyncUploads, Progress, send_file
from ingle.wire import files as wire

_FILES = "/files"
Archive = Literal["zip", "tar", "tar.gz"]
Sort = Literal["name", "modified", "size", "kind"]


class AsyncTree:
    def __init__(self, http: Http) -> None:
        self._http = http
        self.uploads = AsyncUploads(http)

    async def stat(self, path: str) -> wire.FileEntry:
        """What a path or an id is. Raises NotFoundError."""
        return await self._http.call(wire.FileEntry, "GET", _FILES + "/stat", params={"path": path})

    async def stat_many(self, paths: Sequence[str]) -> Sequence[wire.FileEntry | None]:
        """At most 1000, in the order of the question; None for what is not there."""
        body = wire.FileReferences(paths=list(paths))
        return (await self._http.call(wire.FilesFound, "POST", _FILES + "/stat", body=body)).items

    async def exists(self, path: str) -> bool:
        try:
            await self.stat(path)
        except NotFoundError:
            return False
        return True

    async def list(
        self, path: str = "~", *, sort: Sort = "name", descending: bool = False
    ) -> Sequence[wire.FileEntry]:
        """All that a directory holds, in this order."""
        found: list[wire.FileEntry] = []
        cursor: str | None = None
        while True:
            params: Params = {
                "path": path,
                "sort": sort,
                "descending": descending,
                "limit": 1000,
                "cursor": cursor,
            }
            part = await self._http.call(wire.FileEntries, "GET", _FILES + "/list", params=params)
            found += part.items
            cursor = part.cursor
            if cursor is None:
                return found

    async def walk(self, path: str = "~", *, depth: int = 100, limit: int = 10_000) -> wire.FileTree:
        """What a directory and those in it hold, higher levels first."""
        params: Params = {"path": path, "depth": depth, "limit": limit}
        return await self._http.call(wire.FileTree, "GET", _FILES + "/walk", params=params)

    async def search(
        self, text: str, *, under: str | None = None, limit: int = 100
    ) -> Sequence[wire.FileEntry]:
        """Entries whose names have all of these words in them, whatever their case."""
        params: Params = {"text": text, "under": under, "limit": limit}
        return (await self._http.call(wire.FileEntries, "GET", _FILES + "/search", params=params)).items

    async def search_contents(
        self, text: str, *, under: str | None = None, limit: int = 100
    ) -> Sequence[wire.TextFound]:
        """Files that have words beginning with each of these, and where they say them; some seconds after they were written."""
        params: Params = {"text": text, "under": under, "limit": limit}
        found = await self._http.call(wire.TextsFound, "GET", _FILES + "/search/contents", params=params)
        return found.items

    async def read(self, path: str) -> bytes:
        """A whole file; use `open` for one that should not be in memory at once."""
        parts = []
        async with self.open(path) as chunks:
            async for chunk in chunks:
                parts.append(chunk)  # noqa: PERF401 - clearer than an async comprehension in a join
        return b"".join(parts)

    def open(
        self, path: str, *, offset: int = 0, length: int | None = None
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The bytes of a file, or of a part of it, as they come."""
        headers = {}
        if offset or length is not None:
            last = "" if length is None else str(offset + length - 1)
            headers["Range"] = f"bytes={offset}-{last}"
        return self._http.download(_FILES, params={"path": path}, headers=headers)

    async def write(
        self,
        path: str,
        content: bytes | str | AsyncIterator[bytes],
        *,
        parents: bool = False,
        dedupe: bool = False,
    ) -> wire.FileEntry:
        """Make or replace a file, all or nothing. `parents` makes missing directories; `dedupe` takes another name where it is taken."""
        data = content.encode() if isinstance(content, str) else content
        params: Params = {"path": path, "parents": parents, "dedupe": dedupe}
        return await self._http.upload(wire.FileEntry, "PUT", _FILES, data, params=params)

    async def upload(
        self,
        path: str,
        local: str | Path,
        *,
        parents: bool = False,
        dedupe: bool = False,
        progress: Progress = lambda done, total: None,
    ) -> wire.FileEntry:
        """Send a file of this computer. What was broken off goes on when it is sent to the same path again."""
        return await send_file(
            self._http, path, Path(local), parents=parents, dedupe=dedupe, progress=progress
        )

    def download_archive(
        self,
        *paths: str,
        format: Archive = "zip",  # noqa: A002 - the query's word
    ) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Files, and directories with all that is in them, as one archive, as it is made."""
        return self._http.download(_FILES + "/archive", params={"path": list(paths), "format": format})

    async def thumbnail(self, path: str, pixels: Literal[64, 128, 256, 512, 2048] = 256) -> bytes:
        """A small picture of it, as WebP. Raises NotFoundError where there is none."""
        params: Params = {"path": path, "pixels": pixels}
        async with self._http.download(_FILES + "/thumbnail", params=params) as chunks:
            return b"".join([chunk async for chunk in chunks])

    async def pack(self, *paths: str, into: str, format: Archive = "zip") -> wire.FileEntry:  # noqa: A002 - the body's word
        """One archive of files, and of directories with all that is in them, as a file of a directory."""
        body = wire.ArchivePack(paths=list(paths), into=into, format=format)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/pack", body=body)

    async def unpack(self, path: str, into: str | None = None) -> wire.ArchiveUnpacked:
        """A new directory with all that a zip or tar holds, beside it or in another directory; all or nothing."""
        body = wire.ArchiveUnpack(path=path, into=into)
        return await self._http.call(wire.ArchiveUnpacked, "POST", _FILES + "/unpack", body=body)

    async def sign(self, path: str, *, write: bool = False, seconds: int = 3600) -> wire.SignedUrl:
        """A URL, from the daemon's address on, by which anybody may read this (`write`: or replace it, or put files into it)."""
        body = wire.FileSign(path=path, act="write" if write else "read", seconds=seconds)
        return await self._http.call(wire.SignedUrl, "POST", _FILES + "/sign", body=body)

    async def revoke_signed(self, path: str | None = None) -> None:
        """URLs that were signed for it until now are void; None: all that you have signed."""
        await self._http.send("POST", _FILES + "/sign/revoke", body=wire.SignaturesRevoke(path=path))

    async def mkdir(self, path: str, *, parents: bool = False, exist_ok: bool = False) -> wire.FileEntry:
        body = wire.DirectoryMake(path=path, parents=parents, exist_ok=exist_ok)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/mkdir", body=body)

    async def move(
        self, source: str, into: str, *, name: str = "", overwrite: bool = False, dedupe: bool = False
    ) -> wire.FileEntry:
        """Into a directory, under its own or another name."""
        body = wire.EntryMove(source=source, into=into, name=name, overwrite=overwrite, dedupe=dedupe)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/move", body=body)

    async def copy(
        self, source: str, into: str, *, name: str = "", overwrite: bool = False, dedupe: bool = False
    ) -> wire.FileEntry:
        """A file, or a directory with all that is in it, into a directory."""
        body = wire.EntryMove(source=source, into=into, name=name, overwrite=overwrite, dedupe=dedupe)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/copy", body=body)

    async def rename(self, path: str, name: str) -> wire.FileEntry:
        body = wire.EntryRename(path=path, name=name)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/rename", body=body)

    async def remove(self, path: str, *, recursive: bool = False) -> None:
        """For ever, without the trash."""
        await self._http.send(
            "POST", _FILES + "/remove", body=wire.EntryRemove(path=path, recursive=recursive)
        )

    async def touch(self, path: str, *, modified_at: datetime | None = None) -> wire.FileEntry:
        """Say when it was changed (None: now), or make an empty file."""
        body = wire.EntryTouch(path=path, modified_at=modified_at)
        return await self._http.call(wire.FileEntry, "POST", _FILES + "/touch", body=body)

    async def set_metadata(self, path: str, metadata: Any) -> wire.FileEntry:
        body = wire.EntryMetadata(path=path, metadata=metadata)
        return await self._http.call(wire.FileEntry, "PUT", _FILES + "/metadata", body=body)

    async def trash(self, path: str) -> wire.FileEntry:
        return await self._http.call(
            wire.FileEntry, "POST", _FILES + "/trash", body=wire.EntryNamed(path=path)
        )

    async def restore(self, path: str) -> wire.FileEntry:
        """Out of the trash, to where it was."""
        return await self._http.call(
            wire.FileEntry, "POST", _FILES + "/restore", body=wire.EntryNamed(path=path)
        )

    async def empty_trash(self) -> int:
        """How many entries were removed for ever."""
        return (await self._http.call(wire.TrashEmptied, "POST", _FILES + "/trash/empty")).removed

    async def versions(self, path: str) -> Sequence[wire.FileVersion]:
        """What a file held before, the newest first."""
        params: Params = {"path": path, "limit": 1000}
        return (await self._http.call(wire.FileVersions, "GET", _FILES + "/versions", params=params)).items

    async def restore_version(self, version: str) -> wire.FileEntry:
        """The file holds this again; what it holds now becomes a version."""
        return await self._http.call(wire.FileEntry, "POST", f"{_FILES}/versions/{version}/restore")

    async def usage(self) -> wire.StorageUsed:
        return await self._http.call(wire.StorageUsed, "GET", _FILES + "/usage")

    async def changes(self, after: int | None = None, *, limit: int = 100) -> wire.FileChanges:
        """What happened since that number; None: only the present one. Raises ExhaustedError when it is too long ago."""
        params: Params = {"after": after, "limit": limit}
        return await self._http.call(wire.FileChanges, "GET", _FILES + "/changes", params=params)
