"""One content on its way into a bucket; used by one thread at a time.

A small one goes in one request. A large one goes in parts, each of which is gathered in a file without a name, so that two hundred slow senders
take two hundred files and no memory.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from ingle.base.units import KIB, MIB
from ingle.drivers.bytes.s3.bucket import Bucket
from ingle.files.errors import ByteStoreError
from ingle.files.ports import Written

MAX_PARTS = 10_000  # of one object, everywhere
IN_MEMORY = 64 * KIB  # of a part; what is more is in the file


class Upload:
    def __init__(self, bucket: Bucket, key: str, *, part_bytes: int, folder: Path) -> None:
        self._bucket = bucket
        self._key = key
        self._part_bytes = part_bytes
        self._hash = sha256()
        self._size = 0
        self._part = SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closed at either end
        self._upload = ""  # once there are parts
        self._tags: list[str] = []

    def add(self, data: bytes) -> None:
        """Sends whole parts. Some services want all of them but the last of one size. Raises ByteStoreError."""
        self._hash.update(data)
        self._size += len(data)
        view = memoryview(data)
        while view:
            room = self._part_bytes - self._part.tell()
            if not room:
                self._send()
                room = self._part_bytes
            self._part.write(view[:room])
            view = view[room:]

    def finish(self, data: bytes) -> Written:
        """The content is there, and stays, when this returns. Raises ByteStoreError."""
        self.add(data)
        if not self._upload:
            self._bucket.put(self._key, self._body())
        else:
            self._send()
            self._bucket.finish(self._key, self._upload, self._tags)
        self._part.close()
        return Written(self._size, self._hash.digest())

    def discard(self) -> None:
        """Nothing of it stays. A service that is away keeps it from us, and then the sweep finds it."""
        self._part.close()
        with suppress(ByteStoreError):
            if self._upload:
                self._bucket.abort(self._key, self._upload)
            self._bucket.remove(self._key)

    def _send(self) -> None:
        if len(self._tags) == MAX_PARTS:
            raise ByteStoreError(
                f"a content has at most {MAX_PARTS} parts of {self._part_bytes // MIB} MiB there"
            )
        if not self._upload:
            self._upload = self._bucket.begin(self._key)
        self._tags.append(self._bucket.put_part(self._key, self._upload, len(self._tags) + 1, self._body()))
        self._part.seek(0)
        self._part.truncate()

    def _body(self) -> BinaryIO:
        self._part.seek(0)
        return cast("BinaryIO", self._part)
