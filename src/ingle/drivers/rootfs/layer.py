"""One layer: what its tar entries change in the tree (OCI image-spec, layer.md).

Whiteouts speak of the layers below only, wherever they stand in the layer; so they are applied before anything of the layer is added.
Entries are applied in order, a later one of the same name wins. What an entry may claim is checked here; how it is contained is the tree's matter.
"""

import math
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from ingle.drivers.rootfs.limits import Budget, Limits
from ingle.drivers.rootfs.tarball import read_members, sparse_map
from ingle.drivers.rootfs.tree import Content, Extent, Inode, Parts, Tree, Type, encode
from ingle.images.errors import ImageInvalidError

_WHITEOUT = ".wh."
_OPAQUE = ".wh..wh..opq"
_RESERVED = ".wh..wh."  # of aufs; of these only the opaque marker means something

_XATTR = "SCHILY.xattr."
_KEPT_XATTRS = ("user.", "security.", "trusted.")  # what SquashFS can hold
_OVERLAY_XATTRS = ("trusted.overlay.", "user.overlay.")  # would be orders to the machine's own overlay

_MAX_ID = 2**32 - 2
_MAX_TIME = 2**32 - 1  # SquashFS keeps 32 bits
_MAX_MAJOR, _MAX_MINOR = 2**12 - 1, 2**20 - 1

_TYPES = {
    tarfile.REGTYPE: Type.FILE,
    tarfile.AREGTYPE: Type.FILE,
    tarfile.CONTTYPE: Type.FILE,
    tarfile.GNUTYPE_SPARSE: Type.FILE,
    tarfile.DIRTYPE: Type.DIRECTORY,
    tarfile.SYMTYPE: Type.SYMLINK,
    tarfile.CHRTYPE: Type.CHAR,
    tarfile.BLKTYPE: Type.BLOCK,
    tarfile.FIFOTYPE: Type.FIFO,
}


@dataclass(frozen=True, slots=True)
class Put:
    parts: Parts
    inode: Inode


@dataclass(frozen=True, slots=True)
class Link:
    parts: Parts
    target: Parts


@dataclass(frozen=True, slots=True)
class Whiteout:
    parts: Parts


@dataclass(frozen=True, slots=True)
class Empty:
    """The directory is opaque: nothing of the layers below shows in it."""

    parts: Parts


Change = Put | Link | Whiteout | Empty


def read_changes(file: BinaryIO, number: int, budget: Budget) -> Iterator[Change]:
    """What the unpacked layer of this number says, entry by entry. Raises ImageInvalidError, ImageTooLargeError."""
    for member in read_members(file):
        budget.take_entry()
        change = _read_change(member, number, budget.limits)
        if change is not None:
            yield change


def read_entries(file: BinaryIO, number: int, budget: Budget) -> Iterator[Change]:
    """The same of a tar that is no layer but a whole file system: a file may be called like a whiteout there, and hides nothing."""
    for member in read_members(file):
        budget.take_entry()
        yield _read_entry(member, clean_path(member.name, budget.limits), number, budget.limits)


def apply_changes(tree: Tree, changes: Iterator[Change]) -> None:
    """Merge one layer into the tree: first what it hides, then what it adds."""
    added: list[Put | Link] = []
    for change in changes:
        match change:
            case Whiteout():
                tree.whiteout(change.parts)
            case Empty():
                tree.empty(change.parts)
            case _:
                added.append(change)
    for change in added:
        if isinstance(change, Put):
            tree.put(change.parts, change.inode)
        else:
            tree.link(change.parts, change.target)


def clean_path(text: str, limits: Limits) -> Parts:
    """The components of a path as a chroot understands it: absolute is relative to the root, and `..` does not lead out of it.

    Raises ImageInvalidError for NUL and for what Linux could not open.
    """
    if "\0" in text:
        raise ImageInvalidError("a path holds a NUL byte")
    if len(encode(text)) > limits.path:
        raise ImageInvalidError(f"a path is longer than {limits.path} bytes")
    parts: list[str] = []
    for part in text.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            if len(encode(part)) > limits.name:
                raise ImageInvalidError(f"a name is longer than {limits.name} bytes")
            parts.append(part)
    return tuple(parts)


def _read_change(member: tarfile.TarInfo, number: int, limits: Limits) -> Change | None:
    parts = clean_path(member.name, limits)
    if parts and parts[0].startswith(_RESERVED) and parts != (_OPAQUE,):
        return None  # with everything below it
    if parts and parts[-1].startswith(_WHITEOUT):
        return _read_whiteout(parts)
    return _read_entry(member, parts, number, limits)


def _read_entry(member: tarfile.TarInfo, parts: Parts, number: int, limits: Limits) -> Put | Link:
    if member.type == tarfile.LNKTYPE:
        return Link(parts, clean_path(member.linkname, limits))
    return Put(parts, _read_inode(member, number, limits))


def _read_whiteout(parts: Parts) -> Change | None:
    name = parts[-1]
    if name == _OPAQUE:
        return Empty(parts[:-1])
    if name.startswith(_RESERVED):
        return None
    hidden = name.removeprefix(_WHITEOUT)
    if hidden in ("", ".", ".."):
        raise ImageInvalidError(f"{name!r} hides nothing that can exist")
    return Whiteout((*parts[:-1], hidden))


def _read_inode(member: tarfile.TarInfo, number: int, limits: Limits) -> Inode:
    type_ = _TYPES.get(member.type)
    if type_ is None:
        raise ImageInvalidError(f"an entry has the unknown type {member.type!r}")
    return Inode(
        type_,
        mode=member.mode & 0o7777,
        uid=_check_range("owner", member.uid, _MAX_ID),
        gid=_check_range("group", member.gid, _MAX_ID),
        mtime=_clamp_time(member.mtime),
        content=_read_content(member, number) if type_ is Type.FILE else None,
        target=_read_target(member, limits) if type_ is Type.SYMLINK else "",
        device=_read_device(member) if type_ in (Type.CHAR, Type.BLOCK) else (0, 0),
        xattrs=_read_xattrs(member.pax_headers, limits),
    )


def _clamp_time(seconds: float) -> int:
    """Times that SquashFS cannot hold, or that are none, are no reason to refuse an image."""
    return int(min(max(seconds, 0), _MAX_TIME)) if math.isfinite(seconds) else 0


def _read_content(member: tarfile.TarInfo, number: int) -> Content | None:
    sparse = sparse_map(member)
    if sparse is None:
        extents = (Extent(0, member.offset_data, member.size),) if member.size else ()
        return Content(number, member.size, extents)
    offset, end = member.offset_data, 0
    found = []
    for position, size in sparse:
        if position < end or size < 0 or position + size > member.size:
            raise ImageInvalidError("a sparse file's map is not in order")
        if size:
            found.append(Extent(position, offset, size))
        offset, end = offset + size, position + size
    return Content(number, member.size, tuple(found))


def _read_target(member: tarfile.TarInfo, limits: Limits) -> str:
    target = member.linkname
    if not target or "\0" in target or len(encode(target)) >= limits.path:
        raise ImageInvalidError("a symbolic link's target is empty, too long, or holds a NUL byte")
    return target


def _read_device(member: tarfile.TarInfo) -> tuple[int, int]:
    return (
        _check_range("device", member.devmajor, _MAX_MAJOR),
        _check_range("device", member.devminor, _MAX_MINOR),
    )


def _read_xattrs(headers: Mapping[str, str], limits: Limits) -> dict[str, bytes]:
    xattrs = {}
    for key, text in headers.items():
        name = key.removeprefix(_XATTR)
        if name == key or not name.startswith(_KEPT_XATTRS) or name.startswith(_OVERLAY_XATTRS):
            continue
        value = encode(text)
        if len(value) > limits.xattr or len(encode(name)) > limits.name or "\0" in name:
            raise ImageInvalidError(f"the extended attribute {name[:40]!r} is too long")
        xattrs[name] = value
    return xattrs


def _check_range(what: str, number: int, maximum: int) -> int:
    if not 0 <= number <= maximum:
        raise ImageInvalidError(f"an entry has the impossible {what} {number}")
    return number
