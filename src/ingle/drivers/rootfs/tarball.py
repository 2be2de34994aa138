"""Reading tar archives from people who may mean harm: Python's `tarfile` behind a guard, and checks of what it lets pass.

What the guard is for (tarfile of Python 3.11): it reads a header of any claimed size into memory; a negative size makes it loop for ever
(CVE-2025-8194) and long runs of digits keep its regular expressions busy (CVE-2024-6232); a damaged header after the first silently ends the
archive; chained long-name headers recurse.
"""

import re
import tarfile
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from ingle.base.units import MIB
from ingle.images.errors import ImageInvalidError

MAX_HEADER = 1 * MIB  # of one extended header: long names and attributes
_DIGITS = re.compile(rb"\d{1024}")
_BLOCK = tarfile.BLOCKSIZE

_PARSE_ERRORS = (
    tarfile.TarError,
    ArithmeticError,  # of absurd numbers
    AttributeError,  # of extended headers that name what is none
    EOFError,
    LookupError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
)


class GuardedFile:
    """The file as tarfile may see it: so many bytes of headers for a member, and forward only."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._furthest = 0
        self._left = MAX_HEADER

    def begin_member(self) -> None:
        self._left = MAX_HEADER

    def read(self, count: int) -> bytes:
        if not 0 <= count <= self._left:
            raise ImageInvalidError("an archive's header claims an impossible size")
        self._left -= count
        data = self._file.read(count)
        if count > _BLOCK and _DIGITS.search(data):
            raise ImageInvalidError("an archive's header holds an absurd number")
        self._furthest = max(self._furthest, self._file.tell())
        return data

    def seek(self, position: int) -> int:
        # tarfile looks at the byte before the next header to notice truncation, so one byte back is normal.
        if position < self._furthest - 1:
            raise ImageInvalidError("an archive's entry claims an impossible size")
        return self._file.seek(position)

    def tell(self) -> int:
        return self._file.tell()


def read_members(file: BinaryIO) -> Iterator[tarfile.TarInfo]:
    """The members of an uncompressed archive in order, each checked to lie wholly in the file. Raises ImageInvalidError.

    Their data is at `offset_data` of the file; an iteration that is under way moves the file's position.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        return
    guard = GuardedFile(file)
    try:
        # Bytes that are not UTF-8 become surrogates, and so come out again as they were.
        archive = tarfile.TarFile(fileobj=guard, encoding="utf-8", errors="surrogateescape")  # type: ignore[arg-type]
        while (member := archive.next()) is not None:
            guard.begin_member()
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep every one it has seen
            _check_extent(member, size)
            yield member
        _check_end(file, archive.offset, size)
    except _PARSE_ERRORS as error:
        raise ImageInvalidError(f"not a proper tar archive: {ascii(str(error))[1:200]}") from error


def sparse_map(member: tarfile.TarInfo) -> list[tuple[int, int]] | None:
    """(position, size) of the pieces of a sparse file that are in the archive, one after the other; None for an ordinary one."""
    pieces: list[tuple[int, int]] | None = cast(Any, member).sparse
    return pieces


def _check_extent(member: tarfile.TarInfo, size: int) -> None:
    if member.size < 0:
        raise ImageInvalidError("an archive's entry has a negative size")
    if member.isreg() and sparse_map(member) is None and member.offset_data + member.size > size:
        raise ImageInvalidError("the archive is truncated")


def _check_end(file: BinaryIO, offset: int, size: int) -> None:
    """A good archive ends with zeros, or exactly after its last entry."""
    if offset >= size:
        return
    file.seek(offset)
    if file.read(_BLOCK).strip(b"\0"):
        raise ImageInvalidError("the archive has a damaged header")
