"""Where an image's pieces are found by name: a directory (an OCI layout), or an archive that is not taken apart on disk."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, Protocol

from ingle.drivers.rootfs.limits import Budget
from ingle.drivers.rootfs.tarball import read_members, sparse_map
from ingle.drivers.rootfs.unpack import Source, check_digest, unpack
from ingle.images.errors import ImageInvalidError, ImageTooLargeError

_DIGEST = re.compile(r"(sha256):([0-9a-f]{64})|(sha512):([0-9a-f]{128})")
_MAX_LINKS = 8


class Blobs(Protocol):
    def has(self, name: str) -> bool: ...

    def open(self, name: str) -> AbstractContextManager[Source]:
        """To read it from its beginning. Raises ImageInvalidError when there is no such piece."""
        ...


def blob_name(digest: str) -> str:
    """Where an OCI layout keeps a blob. Raises ImageInvalidError for what is no digest, so that it never becomes a path."""
    if not _DIGEST.fullmatch(digest):
        raise ImageInvalidError(f"{digest[:80]!a} is not a digest")
    return "blobs/" + digest.replace(":", "/")


def read_document(blobs: Blobs, name: str, limit: int, digest: str = "") -> bytes:
    """A small piece, whole. Raises ImageTooLargeError, ImageDigestError, ImageInvalidError."""
    data = b""
    with blobs.open(name) as source:
        while more := source.read(limit + 1 - len(data)):
            data += more
            if len(data) > limit:
                raise ImageTooLargeError(f"{name[:80]!a} is longer than {limit} bytes", limit="document")
    if digest:
        algorithm = digest.partition(":")[0]
        check_digest(digest, f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}")
    return data


class DirectoryBlobs:
    """A directory that a tool of ours has just written. Names come from `blob_name` or are constants."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def has(self, name: str) -> bool:
        return (self._directory / name).is_file()

    def open(self, name: str) -> AbstractContextManager[Source]:
        try:
            return (self._directory / name).open("rb")
        except OSError as error:
            raise _missing(name) from error


class _Slice:
    """A piece of a file, read from its beginning to its end; several may be open on one file."""

    def __init__(self, file: BinaryIO, offset: int, size: int) -> None:
        self._file = file
        self._offset = offset
        self._left = size

    def read(self, count: int = -1) -> bytes:
        size = self._left if count < 0 else min(count, self._left)
        self._file.seek(self._offset)
        data = self._file.read(size)
        self._offset += len(data)
        self._left -= len(data)
        return data


class ArchiveBlobs:
    """The members of a tar archive; it must be uncompressed. Links inside it are followed, as old `docker save` writes them."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file = file
        self._files: dict[str, tuple[int, int]] = {}
        self._links: dict[str, str] = {}
        for count, member in enumerate(read_members(file)):
            if count >= limit:
                raise ImageTooLargeError(
                    f"the archive has more than {limit} members", limit="archive_members"
                )
            name = _normal(member.name)
            if member.isreg() and sparse_map(member) is None:
                self._files[name] = (member.offset_data, member.size)
            elif member.issym():
                self._links[name] = _normal(posixpath.join(posixpath.dirname(name), member.linkname))
            elif member.islnk():
                self._links[name] = _normal(member.linkname)

    def has(self, name: str) -> bool:
        return self._find(name) is not None

    def open(self, name: str) -> AbstractContextManager[Source]:
        found = self._find(name)
        if found is None:
            raise _missing(name)
        return nullcontext(_Slice(self._file, *found))

    def _find(self, name: str) -> tuple[int, int] | None:
        name = _normal(name)
        for _ in range(_MAX_LINKS):
            if name in self._files:
                return self._files[name]
            if name not in self._links:
                return None
            name = self._links[name]
        return None


@contextmanager
def open_archive(
    path: Path, work: Path, budget: Budget, wrote: Callable[[int], None]
) -> Iterator[ArchiveBlobs]:
    """The archive's members; a compressed one is first unpacked into `work`."""
    plain = work / "archive.tar"
    with path.open("rb") as file:
        if file.read(4)[:2] not in (b"\x1f\x8b", b"\x28\xb5"):
            plain = path
        else:
            file.seek(0)
            unpack(file, plain, budget, wrote=wrote)
    with plain.open("rb") as file:
        yield ArchiveBlobs(file, budget.limits.archive_members)


def _normal(name: str) -> str:
    """A key, never a path on disk."""
    return posixpath.normpath("/" + name).lstrip("/")


def _missing(name: str) -> ImageInvalidError:
    return ImageInvalidError(f"{name[:120]!a} is missing from the image")
