"""Files in a machine. Paths are absolute; names that are not UTF-8 are written as Python's surrogateescape does."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager

from ingle.sdk.errors import NotFoundError
from ingle.sdk.http import Http
from ingle.sdk.lean.process import quote
from ingle.sdk.watching import watch_files
from ingle.wire.machines import (
    FileList,
    FileMake,
    FileMove,
    FileRemove,
    FileStat,
    TreeUnpacked,
    WatchedChange,
)


class AsyncFiles:
    def __init__(self, http: Http, machine: str) -> None:
        self._http = http
        self._path = f"/machines/{quote(machine)}/files"
        self._tree = f"/machines/{quote(machine)}/tree"

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
        return self._http.download(self._path, params={"path": path}, headers=headers)

    async def write(
        self,
        path: str,
        content: bytes | str | AsyncIterator[bytes],
        *,
        mode: int | None = None,
        parents: bool = False,
    ) -> FileStat:
        """Replace or make a file, all or nothing. `mode` is its permission bits; `parents` makes missing directories."""
        data = content.encode() if isinstance(content, str) else content
        params = {"path": path, "mode": None if mode is None else f"{mode:o}", "parents": parents or None}
        return await self._http.upload(FileStat, "PUT", self._path, data, params=params)

    async def stat(self, path: str) -> FileStat:
        return await self._http.call(FileStat, "GET", self._path + "/stat", params={"path": path})

    async def exists(self, path: str) -> bool:
        try:
            await self.stat(path)
        except NotFoundError as error:
            if error.code == "machine_not_found":
                raise
            return False
        return True

    async def list(self, path: str) -> Sequence[FileStat]:
        """What a directory holds, by name."""
        found = await self._http.call(FileList, "GET", self._path + "/list", params={"path": path})
        return sorted(found.items, key=lambda entry: entry.name)

    async def mkdir(self, path: str, *, mode: int = 0o755, parents: bool = False) -> None:
        await self._http.send(
            "POST", self._path + "/mkdir", body=FileMake(path=path, mode=mode, parents=parents)
        )

    async def move(self, source: str, destination: str, *, overwrite: bool = False) -> None:
        body = FileMove(source=source, destination=destination, overwrite=overwrite)
        await self._http.send("POST", self._path + "/move", body=body)

    async def remove(self, path: str, *, recursive: bool = False) -> None:
        await self._http.send("POST", self._path + "/remove", body=FileRemove(path=path, recursive=recursive))

    def watch(
        self, path: str, *, recursive: bool = False
    ) -> AbstractAsyncContextManager[AsyncIterator[WatchedChange]]:
        """What happens to a file, or to what is in a directory (recursive: to all that lies below), from the entering on, one change after the other.

        The machine is woken for it once; after that watching does not keep it awake, and goes on when it has slept. A change of kind `overflow` says that
        some were missed, because they came too fast or around a sleep: look at the directory anew. Iterating raises NotFoundError (code `gone`) when the
        path itself is removed or moved away, ConflictError (`machine_gone`) when the machine is stopped.
        """
        query = f"path={quote(path)}" + ("&recursive=true" if recursive else "")
        return watch_files(self._http.place, f"{self._path}/watch?{query}")

    def download_tree(self, path: str) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """A directory and what is in it as the bytes of a tar archive (pax; names relative to it), as they come: everything is kept, also owners,
        devices, hard links and attributes."""
        return self._http.download(self._tree, params={"path": path})

    async def upload_tree(self, path: str, content: bytes | AsyncIterator[bytes]) -> int:
        """Put the entries of a tar archive (not compressed) into a directory that is there, over what is in it; how many they were.

        Each file is replaced at once, the tree is not: what came before a failure stays. Raises InvalidError for what is no archive and for
        names that lead out of the directory.
        """
        done = await self._http.upload(TreeUnpacked, "PUT", self._tree, content, params={"path": path})
        return done.entries
