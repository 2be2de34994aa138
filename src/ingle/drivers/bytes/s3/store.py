"""The byte store on a bucket: each step on one of a few threads of its own."""

import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar, TypeVarTuple, Unpack

import anyio
from anyio import to_thread

from ingle.base.errors import UnavailableError
from ingle.base.units import KIB, MIB
from ingle.drivers.bytes.s3.bucket import Bucket, Found
from ingle.drivers.bytes.s3.reader import Reader
from ingle.drivers.bytes.s3.upload import Upload
from ingle.files import microseconds
from ingle.files.errors import ByteStoreError
from ingle.files.ports import Kept, Written
from ingle.files.settings import S3Settings

A = TypeVarTuple("A")
R = TypeVar("R")

_GATHERED = (
    64 * KIB
)  # bytes that are handed to a thread at once; each slow sender takes as much of our memory
_THREADS = 16
# By how much the service's clock may be behind ours: with more it refuses signatures.
_SKEW = timedelta(minutes=15)


class S3Bytes:
    """Satisfies files.ports.ByteStore. Nothing is asked of the service before it is used, so the daemon starts whether or not it is there."""

    def __init__(self, name: str, settings: S3Settings, folder: Path) -> None:
        """`folder`: where parts of large contents are gathered, in files without a name. Raises UnavailableError where botocore is not installed."""
        if find_spec("botocore") is None:
            raise UnavailableError("stores need botocore: install ingle[s3]")
        self._name = name
        self._settings = settings
        self._folder = folder
        self._opening = threading.Lock()
        self._bucket: Bucket | None = None
        self._limiter: anyio.CapacityLimiter | None = None
        self._writing: set[str] = set()
        self._unfinished: dict[str, list[str]] = defaultdict(
            list
        )  # of a key, the uploads that a list has found

    async def write(self, key: str, content: AsyncIterator[bytes]) -> Written:
        upload = await self._run(self._begin, key)
        self._writing.add(key)
        try:
            gathered = bytearray()
            async for piece in content:
                gathered += piece
                if len(gathered) >= _GATHERED:
                    await self._run(upload.add, bytes(gathered))
                    gathered.clear()
            return await self._run(upload.finish, bytes(gathered))
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._run(upload.discard)
            raise
        finally:
            self._writing.discard(key)

    @asynccontextmanager
    async def read(
        self, key: str, first: int = 0, length: int | None = None
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        reader = await self._run(self._open, key, first, length)
        try:
            yield self._pieces(reader)
        finally:
            reader.close()

    async def _pieces(self, reader: Reader) -> AsyncIterator[bytes]:
        while data := await self._run(reader.next):
            yield data

    async def remove(self, keys: Sequence[str]) -> None:
        """Several at a time; what failed is told when the others are gone."""
        failed: list[ByteStoreError] = []

        async def remove(key: str) -> None:
            try:
                await self._run(self._remove, key)
            except ByteStoreError as error:
                failed.append(error)

        async with anyio.create_task_group() as group:
            for key in keys:
                group.start_soon(remove, key)
        if failed:
            raise failed[0]

    async def list(self) -> AsyncIterator[Kept]:
        """Uploads that were never finished too, but for those of this process. Times are those by our clock at the latest."""
        self._unfinished.clear()
        for begun in await self._run(self._begun):
            if begun.key not in self._writing:
                self._unfinished[begun.key].append(begun.upload)
                yield _kept(begun)
        after: str | None = ""
        while after is not None:
            page, after = await self._run(self._page, after)
            for found in page:
                yield _kept(found)

    def close(self) -> None:
        """Let the connections go; nothing waits for the service."""
        if self._bucket is not None:
            self._bucket.close()

    def _ready(self) -> Bucket:
        with self._opening:
            if self._bucket is None:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._bucket = Bucket(self._name, self._settings)
            return self._bucket

    def _begin(self, key: str) -> Upload:
        return Upload(self._ready(), key, part_bytes=self._settings.part_mib * MIB, folder=self._folder)

    def _open(self, key: str, first: int, length: int | None) -> Reader:
        return Reader(self._ready(), key, first, length)

    def _remove(self, key: str) -> None:
        bucket = self._ready()
        for upload in self._unfinished.pop(key, ()):
            bucket.abort(key, upload)
        bucket.remove(key)

    def _begun(self) -> Sequence[Found]:
        return self._ready().unfinished()

    def _page(self, after: str) -> tuple[Sequence[Found], str | None]:
        return self._ready().objects(after)

    async def _run(self, function: Callable[[Unpack[A]], R], *arguments: *A) -> R:
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(_THREADS)
        try:
            return await to_thread.run_sync(function, *arguments, limiter=self._limiter)
        except OSError as error:  # of the file that a part is gathered in
            raise ByteStoreError(f"a part cannot be gathered: {error.strerror}") from error


def _kept(found: Found) -> Kept:
    return Kept(found.key, microseconds(found.at + _SKEW))
