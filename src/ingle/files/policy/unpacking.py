"""What may come out of an archive: pure decisions. Whoever made it may have meant harm."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingle.base.units import MIB, format_size
from ingle.files.errors import ArchiveInvalidError, ArchiveTooLargeError, ArchiveUnsafeError
from ingle.files.policy.names import check_name, name_key
from ingle.files.policy.paths import MAX_DEPTH

MAX_UNPACKED = 100_000  # entries
MAX_RATIO = 200  # bytes that a byte of an archive may become; text gets ten times as small, logs thirty, bombs a thousand
_ALWAYS = 64 * MIB  # bytes that any archive may become
_LONGEST_PATH = 4096  # bytes, as Linux has it
_ENDING = re.compile(r"\.(zip|tar|t[gbx]z|tar\.(gz|bz2|xz))$", re.IGNORECASE)


class Unpacking(NamedTuple):
    """A file or a directory that is to be made."""

    path: tuple[str, ...]
    content: str | None  # None: a directory
    size: int
    modified_us: int


def member_path(text: str) -> tuple[str, ...]:
    """Where a member lies, downwards; () for the archive's own top. Raises ArchiveUnsafeError, FileNameInvalidError, ArchiveInvalidError."""
    if len(text.encode(errors="replace")) > _LONGEST_PATH:
        raise ArchiveInvalidError("this archive has a name that is too long")
    words = text.split("/")
    if text.startswith("/") or ".." in words:
        raise ArchiveUnsafeError(f"{text[:100]!r} leads out of the archive")
    parts = tuple(word for word in words if word not in {"", "."})
    if len(parts) >= MAX_DEPTH:
        raise ArchiveInvalidError("this archive has directories that go too deep")
    for part in parts:
        check_name(part)
    return parts


def check_unpacked(entries: int, size: int, archive_size: int) -> None:
    """So many entries and bytes, of an archive of this size. Raises ArchiveTooLargeError."""
    if entries > MAX_UNPACKED:
        raise ArchiveTooLargeError(f"this archive has more than {MAX_UNPACKED} entries", limit="entries")
    if size > max(_ALWAYS, archive_size * MAX_RATIO):
        raise ArchiveTooLargeError(
            f"this archive of {format_size(archive_size)} unpacks to {format_size(size)} and more, which none does that means well",
            limit="ratio",
        )


def arrange(members: Iterable[Unpacking]) -> list[Unpacking]:
    """With the directories that nobody wrote down, those above before what lies in them. Raises ArchiveInvalidError where two would be in one place."""
    placed: dict[tuple[str, ...], Unpacking] = {}
    for member in members:
        for depth in range(1, len(member.path)):
            above = member.path[:depth]
            if (
                placed.setdefault(_key(above), Unpacking(above, None, 0, member.modified_us)).content
                is not None
            ):
                raise ArchiveInvalidError(f"{'/'.join(above)} is a file and a directory in this archive")
        key = _key(member.path)
        there = placed.get(key)
        if there is not None and not (there.content is None and member.content is None):
            raise ArchiveInvalidError(f"{'/'.join(member.path)} is there twice in this archive")
        placed[key] = member
    return sorted(placed.values(), key=lambda one: len(one.path))


def stem(name: str) -> str:
    """Of an archive: what its directory is called."""
    return _ENDING.sub("", name).rstrip(" .") or "archive"


def _key(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(name_key, path))
