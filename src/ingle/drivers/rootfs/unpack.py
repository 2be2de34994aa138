"""Unpacking a compressed stream into a file, with its digests checked and its size bounded."""

import gzip
import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import zstandard

from ingle.base.units import MIB
from ingle.drivers.rootfs.limits import Budget
from ingle.images.errors import ImageDigestError, ImageInvalidError

_CHUNK = MIB
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZSTD_WINDOW = 128 * MIB  # memory that a stream may ask for; what `zstd --ultra` uses at most without --long
_REFUSED = {b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}

_DAMAGE = (OSError, EOFError, zlib.error, zstandard.ZstdError)


class Source(Protocol):
    """What bytes are read from: a file, or a piece of one."""

    def read(self, count: int = -1, /) -> bytes: ...


class _Hashing:
    """Passes bytes through and remembers their digest; the first are seen before they are passed, to tell the compression."""

    def __init__(self, source: Source, algorithm: str) -> None:
        self._source = source
        self._hash = hashlib.new(algorithm)
        self._ahead = b""

    def peek(self, count: int) -> bytes:
        self._ahead = self._source.read(count)
        return self._ahead

    def read(self, count: int = -1) -> bytes:
        data, self._ahead = self._ahead[:count], self._ahead[count:]
        if not data:
            data = self._source.read(_CHUNK if count < 0 else count)
        self._hash.update(data)
        return data

    def finish(self) -> str:
        """The digest of everything, what the decompressor left over included."""
        while self.read(_CHUNK):
            pass
        return f"{self._hash.name}:{self._hash.hexdigest()}"


def unpack(
    source: Source,
    into: Path,
    budget: Budget,
    *,
    digest: str = "",
    diff_id: str = "",
    wrote: Callable[[int], None] = lambda _: None,
) -> None:
    """Write the decompressed bytes (gzip, zstd or plain, told by their first bytes) to a new file.

    `digest` is what the stream as it is must have, `diff_id` what the unpacked bytes must have; empty: not known.
    Raises ImageDigestError, ImageInvalidError, ImageTooLargeError.
    """
    hashing = _Hashing(source, _algorithm(digest))
    plain = _decompressor(hashing)
    unpacked = hashlib.new(_algorithm(diff_id))
    with into.open("xb") as out:
        while data := _read(plain):
            budget.take_bytes(len(data))
            unpacked.update(data)
            out.write(data)
            wrote(len(data))
    check_digest(digest, hashing.finish())
    check_digest(diff_id, f"{unpacked.name}:{unpacked.hexdigest()}")


def check_digest(expected: str, actual: str) -> None:
    if expected and expected != actual:
        raise ImageDigestError(f"the content is {actual}, but should be {expected}")


def _algorithm(digest: str) -> str:
    return digest.partition(":")[0] or "sha256"


def _read(plain: Source) -> bytes:
    try:
        return plain.read(_CHUNK)
    except _DAMAGE as error:
        raise ImageInvalidError(f"the compressed data is damaged: {error}") from error


def _decompressor(source: _Hashing) -> Source:
    magic = source.peek(6)
    for prefix, name in _REFUSED.items():
        if magic.startswith(prefix):
            raise ImageInvalidError(f"{name} compression is not part of the image format; use gzip or zstd")
    stream = cast(BinaryIO, source)
    if magic.startswith(_GZIP):
        return gzip.GzipFile(fileobj=stream, mode="rb")
    if magic.startswith(_ZSTD):
        decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        return decompressor.stream_reader(stream, read_across_frames=True)
    return source
