"""A content on its way out of a bucket; used by one thread at a time."""

from contextlib import suppress
from typing import Any

from ingle.drivers.bytes.s3.bucket import Bucket
from ingle.files.errors import ByteStoreError
from ingle.files.ports import CHUNK

RESUMED = 3  # times in a row without a byte in between


class Reader:
    """What breaks off is gone on with: services hang up on whoever reads slowly, and contents never change."""

    def __init__(self, bucket: Bucket, key: str, first: int, length: int | None) -> None:
        """Raises ByteStoreError when it is not there."""
        self._bucket = bucket
        self._key = key
        self._at = first
        self._body: Any = None
        opened = bucket.open(key, first, length) if length != 0 else None
        self._left = 0
        if opened is not None:
            self._body, self._left = opened

    def next(self) -> bytes:
        """The next piece; b"" at the end. Raises ByteStoreError."""
        failed = 0
        while self._left:
            data = self._try()
            if data:
                self._at += len(data)
                self._left -= len(data)
                return data
            failed += 1
            if failed > RESUMED:
                raise ByteStoreError("the store broke off again and again")
            self._reopen()
        return b""

    def close(self) -> None:
        """An answer that was not read to its end takes its connection with it."""
        if self._body is not None:
            self._body.close()

    def _try(self) -> bytes:
        with suppress(ByteStoreError):
            return self._bucket.read(self._body, min(CHUNK, self._left))
        return b""

    def _reopen(self) -> None:
        self.close()
        opened = self._bucket.open(self._key, self._at, self._left)
        if opened is None:
            raise ByteStoreError("this content has become shorter in the store")
        self._body = opened[0]
