"""Writing a tree as one tar stream (POSIX.1-2001 pax), the same bytes for the same tree.

Python's tarfile cannot write extended attributes whose value is binary without a `hdrcharset` record that SquashFS' tools do not know.
"""

from collections.abc import Callable, Sequence
from typing import BinaryIO

from ingle.drivers.rootfs.tree import Content, Inode, Parts, Tree, Type, encode
from ingle.images.errors import ImageInvalidError

_BLOCK = 512
_CHUNK = 1 << 20
_FLAGS = {
    Type.FILE: b"0",
    Type.SYMLINK: b"2",
    Type.CHAR: b"3",
    Type.BLOCK: b"4",
    Type.DIRECTORY: b"5",
    Type.FIFO: b"6",
}
_LINK = b"1"
_MAX_TEXT = 100  # of the name and link name fields
_MAX_SIZE = 8**11 - 1
_MAX_ID = 8**7 - 1


def write_tree(tree: Tree, layers: Sequence[BinaryIO], out: BinaryIO, wrote: Callable[[int], None]) -> None:
    """Write everything; file contents are read from the unpacked layers. `wrote` hears of each piece of content."""
    out.write(_header(b"./", tree.root.inode, b"5"))
    first_names: dict[int, bytes] = {}  # inodes by identity: they are alive as long as the tree
    for parts, inode in tree.walk():
        path = _path(parts)
        if inode.type is Type.DIRECTORY:
            out.write(_header(path + b"/", inode, b"5"))
        elif id(inode) in first_names:
            out.write(_header(path, inode, _LINK, link=first_names[id(inode)]))
        else:
            first_names[id(inode)] = path
            out.write(_header(path, inode, _FLAGS[inode.type], link=encode(inode.target)))
            if inode.content is not None:
                _write_content(inode.content, layers[inode.content.layer], out, wrote)
    out.write(bytes(2 * _BLOCK))


def total_size(tree: Tree) -> int:
    """Bytes of all files, each hard-linked one once."""
    return sum({id(inode): inode.size for _, inode in tree.walk()}.values())


def _path(parts: Parts) -> bytes:
    return encode("/".join(parts))


def _header(path: bytes, inode: Inode, flag: bytes, link: bytes = b"") -> bytes:
    """The entry's ustar header, with a pax header before it for what does not fit."""
    size = inode.size if flag == b"0" else 0
    records = [
        _record(encode(f"SCHILY.xattr.{name}"), value)
        for name, value in sorted(inode.xattrs.items())
        if flag != _LINK
    ]
    for keyword, text in ((b"path", path), (b"linkpath", link)):
        if len(text) > _MAX_TEXT:
            records.append(_record(keyword, text))
    for keyword, number, limit in (
        (b"size", size, _MAX_SIZE),
        (b"uid", inode.uid, _MAX_ID),
        (b"gid", inode.gid, _MAX_ID),
    ):
        if number > limit:
            records.append(_record(keyword, str(number).encode()))
    header = _ustar(path, inode.mode, inode.uid, inode.gid, size, inode.mtime, flag, link, inode.device)
    if not records:
        return header
    body = b"".join(records)
    return _ustar(b"pax", 0o644, 0, 0, len(body), 0, b"x", b"", (0, 0)) + body + _padding(len(body)) + header


def _record(keyword: bytes, value: bytes) -> bytes:
    """`LENGTH KEYWORD=VALUE\\n`, where the length counts its own digits."""
    rest = len(keyword) + len(value) + 3
    length = rest + len(str(rest))
    length = rest + len(str(length))
    return b"%d %s=%s\n" % (length, keyword, value)


def _ustar(
    name: bytes,
    mode: int,
    uid: int,
    gid: int,
    size: int,
    mtime: int,
    flag: bytes,
    link: bytes,
    device: tuple[int, int],
) -> bytes:
    fields = b"".join(
        (
            name[:_MAX_TEXT].ljust(100, b"\0"),
            b"%07o\0" % mode,
            b"%07o\0" % (uid if uid <= _MAX_ID else 0),
            b"%07o\0" % (gid if gid <= _MAX_ID else 0),
            b"%011o\0" % (size if size <= _MAX_SIZE else 0),
            b"%011o\0" % mtime,
            b" " * 8,
            flag,
            link[:_MAX_TEXT].ljust(100, b"\0"),
            b"ustar\00000",
            bytes(64),
            b"%07o\0" % device[0],
            b"%07o\0" % device[1],
            bytes(167),
        )
    )
    return fields[:148] + b"%06o\0 " % sum(fields) + fields[156:]


def _write_content(content: Content, layer: BinaryIO, out: BinaryIO, wrote: Callable[[int], None]) -> None:
    position = 0
    for extent in content.extents:
        _write_zeros(extent.position - position, out, wrote)
        layer.seek(extent.offset)
        left = extent.size
        while left:
            data = layer.read(min(left, _CHUNK))
            if not data:
                raise ImageInvalidError("a layer ends in the middle of a file")
            out.write(data)
            wrote(len(data))
            left -= len(data)
        position = extent.position + extent.size
    _write_zeros(content.size - position, out, wrote)
    out.write(_padding(content.size))


def _write_zeros(count: int, out: BinaryIO, wrote: Callable[[int], None]) -> None:
    while count:
        size = min(count, _CHUNK)
        out.write(bytes(size))
        wrote(size)
        count -= size


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)
