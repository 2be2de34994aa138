"""Trees of the fake guest as archives: the handlers of `pack` and `unpack`. Attributes are not kept, as on a file system that knows none."""

import io
import stat
import tarfile
from dataclasses import dataclass, field

from ingle.drivers.guest import requests
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.transfer import Reading, Silent
from ingle.drivers.guest.fake.tree import Node, RefusedError, Tree
from ingle.drivers.guest.frame import Type
from ingle.drivers.guest.messages import Closed, Message, Packed, Unpacked

_TYPES = {tarfile.REGTYPE: stat.S_IFREG, tarfile.DIRTYPE: stat.S_IFDIR, tarfile.SYMTYPE: stat.S_IFLNK}
_SECOND_NS = 1_000_000_000


@dataclass
class Packing(Reading):
    entries: int = 0

    @classmethod
    def begin_packing(cls, stream: Stream, request: requests.Pack, tree: Tree) -> None:
        packed = _Packed(request.exclude or [])
        packed.add("", _directory(tree, request.path))
        stream.send(Type.OPENED, Closed())
        stream.handler = packing = cls(stream, packed.finish(), entries=packed.entries)
        packing.pump()

    def result(self) -> Message:
        return Packed(entries=self.entries, bytes=self.sent)


class _Packed:
    """An archive in the making."""

    def __init__(self, exclude: list[bytes]) -> None:
        self._whole = {_text(path).strip("/") for path in exclude if not path.endswith(b"/")}
        self._below = {_text(path).strip("/") for path in exclude if path.endswith(b"/")}
        self._bytes = io.BytesIO()
        self._tar = tarfile.TarFile(fileobj=self._bytes, mode="w", format=tarfile.PAX_FORMAT)
        self._names: dict[int, str] = {}  # the first one of each file, by inode
        self.entries = 0

    def add(self, path: str, node: Node) -> None:
        if path and path in self._whole:
            return
        entry = tarfile.TarInfo(path or ".")
        entry.mode, entry.uid, entry.gid = stat.S_IMODE(node.mode), node.uid, node.gid
        entry.mtime = node.mtime_ns / _SECOND_NS
        entry.type = next(type_ for type_, bits in _TYPES.items() if bits == stat.S_IFMT(node.mode))
        entry.linkname = _text(node.target or b"")
        entry.size = len(node.content)
        if (first := self._names.setdefault(node.inode, path)) != path:
            entry.type, entry.linkname, entry.size = tarfile.LNKTYPE, first, 0
        self._tar.addfile(entry, io.BytesIO(node.content))
        self.entries += 1
        for name, child in sorted(node.children.items()):
            if path not in self._below or not path:
                self.add(f"{path}/{_text(name)}".lstrip("/"), child)

    def finish(self) -> bytes:
        self._tar.close()
        return self._bytes.getvalue()


@dataclass
class Unpacking(Silent):
    stream: Stream
    tree: Tree
    root: bytes
    content: bytearray = field(default_factory=bytearray)

    @classmethod
    def begin(cls, stream: Stream, request: requests.Unpack, tree: Tree) -> None:
        _directory(tree, request.path)
        stream.handler = cls(stream, tree, request.path)
        stream.send(Type.OPENED, Closed())

    def on_data(self, data: bytes) -> None:
        self.content += data
        self.stream.grant(len(data))

    def on_eof(self) -> None:
        entries = 0
        try:
            with tarfile.open(
                fileobj=io.BytesIO(self.content), mode="r:", errors="surrogateescape"
            ) as archive:
                for entry in archive:
                    self._put(archive, entry)
                    entries += 1
                if len(self.content) < archive.offset + tarfile.BLOCKSIZE:
                    raise RefusedError("invalid", "the archive is cut short")
        except tarfile.TarError as error:
            raise RefusedError("invalid", str(error)) from error
        self.stream.close(Unpacked(entries=entries))

    def _put(self, archive: tarfile.TarFile, entry: tarfile.TarInfo) -> None:
        path = self._place(entry, entry.name)
        if entry.type == tarfile.LNKTYPE:
            self.tree.put(
                path, self.tree.find(self._place(entry, entry.linkname), follow=False), parents=True
            )
            return
        if entry.type not in _TYPES:
            raise RefusedError("invalid", f"entry {entry.name!r}: its type is not understood")
        if entry.isdir():
            self.tree.mkdir(path, 0o755, parents=True)
            node = self.tree.find(path)
        else:
            node = self.tree.node(_TYPES[entry.type])
            node.content = _content(archive, entry)
            node.target = entry.linkname.encode("utf-8", "surrogateescape") if entry.issym() else None
            self.tree.put(path, node, parents=True)
        node.mode = _TYPES[entry.type] | stat.S_IMODE(entry.mode)
        node.uid, node.gid, node.mtime_ns = entry.uid, entry.gid, round(entry.mtime * _SECOND_NS)

    def _place(self, entry: tarfile.TarInfo, name: str) -> bytes:
        """Where a name lies, if it lies in the tree."""
        parts = name.split("/")
        if name.startswith("/") or ".." in parts:
            raise RefusedError("invalid", f"entry {entry.name!r}: its name leads out of the tree")
        kept = [part.encode("utf-8", "surrogateescape") for part in parts if part not in ("", ".")]
        for length in range(1, len(kept)):
            above = b"/".join((self.root, *kept[:length]))
            target = self.tree.find(above, follow=False).target if self.tree.has(above) else None
            if target is not None and (target.startswith(b"/") or b".." in target.split(b"/")):
                raise RefusedError("invalid", f"entry {entry.name!r}: its name leads out of the tree")
        return b"/".join((self.root.rstrip(b"/"), *kept))


def _directory(tree: Tree, path: bytes) -> Node:
    node = tree.find(path)
    if not node.is_directory:
        raise RefusedError("not_a_directory")
    return node


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry) if entry.isreg() else None
    data = b"" if file is None else file.read()
    if len(data) < entry.size and entry.isreg():
        raise RefusedError("invalid", f"entry {entry.name!r}: the archive is cut short in this")
    return data


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
