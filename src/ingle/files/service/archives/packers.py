"""Archives as they are written: bytes of members in, bytes of the archive out, nothing kept but what is on its way.

A packer does no I/O and knows no files. What it does takes a processor's time, so whoever has much to pack calls it on a thread.
"""

import tarfile
import zipfile
import zlib
from datetime import UTC, datetime
from typing import IO, Literal, NamedTuple, Protocol, cast

Format = Literal["zip", "tar", "tar.gz"]
MEDIA_TYPES: dict[Format, str] = {
    "zip": "application/zip",
    "tar": "application/x-tar",
    "tar.gz": "application/gzip",
}

_LEVEL = 1  # most of what people keep is compressed already; the rest gains little from more work
_GZIP = 31  # zlib's window bits for a gzip member
_FIRST_ZIP_YEAR, _LAST_ZIP_YEAR = 1980, 2107  # what an MS-DOS date can say
_END_OF_TAR = bytes(2 * tarfile.BLOCKSIZE)


class Member(NamedTuple):
    """A file or a directory in an archive."""

    path: str  # relative, without a slash at its end
    directory: bool
    size: int  # bytes
    modified_us: int


class Packer(Protocol):
    """`begin`, the member's bytes by `add`, `end`; and so on; at last `finish`. Each answers what the archive has got longer by."""

    def begin(self, member: Member) -> bytes: ...

    def add(self, data: bytes) -> bytes: ...

    def end(self) -> bytes: ...

    def finish(self) -> bytes: ...

    def discard(self) -> None:
        """Nothing more is wanted, finished or not."""
        ...


def make_packer(format_: Format) -> Packer:
    if format_ == "zip":
        return ZipPacker()
    return TarPacker() if format_ == "tar" else GzipPacker(TarPacker())


class _Sink:
    """A file that cannot be sought in and remembers only what was not taken yet."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def taken(self) -> bytes:
        data = bytes(self._written)
        self._written.clear()
        return data


class ZipPacker:
    """With sizes behind each member (APPNOTE 4.4.4, bit 3) and ZIP64 records, since nothing is known before."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(
            cast("IO[bytes]", self._sink), "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL
        )
        self._open: IO[bytes] | None = None

    def begin(self, member: Member) -> bytes:
        at = _moment(member)
        year = min(max(at.year, _FIRST_ZIP_YEAR), _LAST_ZIP_YEAR)
        info = zipfile.ZipInfo(
            member.path + ("/" if member.directory else ""),
            (year, at.month, at.day, at.hour, at.minute, at.second),
        )
        info.compress_type = zipfile.ZIP_STORED if member.directory else zipfile.ZIP_DEFLATED
        info.external_attr = (0o40755 << 16 | 0x10) if member.directory else 0o100644 << 16
        self._open = self._zip.open(info, "w", force_zip64=not member.directory)
        return self._sink.taken()

    def add(self, data: bytes) -> bytes:
        assert self._open is not None  # noqa: S101 - between begin and end
        self._open.write(data)
        return self._sink.taken()

    def end(self) -> bytes:
        assert self._open is not None  # noqa: S101 - after begin
        self._open.close()
        return self._sink.taken()

    def finish(self) -> bytes:
        self._zip.close()
        return self._sink.taken()

    def discard(self) -> None:
        if self._open is not None:
            self._open.close()
        self._zip.close()


class TarPacker:
    """In the pax format (POSIX.1-2001), which takes any name and any size."""

    def __init__(self) -> None:
        self._sent = 0

    def begin(self, member: Member) -> bytes:
        info = tarfile.TarInfo(member.path)
        info.type = tarfile.DIRTYPE if member.directory else tarfile.REGTYPE
        info.mode = 0o755 if member.directory else 0o644
        info.size = member.size
        info.mtime = member.modified_us / 1_000_000
        self._sent = 0
        return info.tobuf(tarfile.PAX_FORMAT)

    def add(self, data: bytes) -> bytes:
        self._sent += len(data)
        return data

    def end(self) -> bytes:
        return bytes(-self._sent % tarfile.BLOCKSIZE)

    def finish(self) -> bytes:
        return _END_OF_TAR

    def discard(self) -> None:
        """Nothing is held."""


class GzipPacker:
    """Another packer's archive, compressed."""

    def __init__(self, packer: Packer) -> None:
        self._packer = packer
        self._compress = zlib.compressobj(_LEVEL, wbits=_GZIP)

    def begin(self, member: Member) -> bytes:
        return self._compress.compress(self._packer.begin(member))

    def add(self, data: bytes) -> bytes:
        return self._compress.compress(self._packer.add(data))

    def end(self) -> bytes:
        return self._compress.compress(self._packer.end())

    def finish(self) -> bytes:
        return self._compress.compress(self._packer.finish()) + self._compress.flush()

    def discard(self) -> None:
        self._packer.discard()


def _moment(member: Member) -> datetime:
    return datetime.fromtimestamp(member.modified_us // 1_000_000, UTC)
