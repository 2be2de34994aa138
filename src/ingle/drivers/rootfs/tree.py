"""A file system in memory: what layers merge into, with the rules of containment. Pure.

Nothing here touches a real path. A parent that is a symbolic link is followed inside the tree, as in a chroot and as containerd does, so that a
layer which writes below `/bin` reaches `/usr/bin` when an earlier one made `/bin` a link; nothing leads out, because there is no outside. The last
component is never followed: an entry replaces what is there, except that a directory keeps its children under a new directory entry.
Hard links are nodes that share one inode object.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ingle.drivers.rootfs.limits import Budget
from ingle.images.errors import ImageInvalidError

Parts = tuple[str, ...]
"""A path's components, clean: none empty, `.` or `..`; bytes that are not UTF-8 as surrogates. () is the root."""

MAX_LINKS = 40  # followed in one path, as in Linux (MAXSYMLINKS)

_NO_XATTRS: Mapping[str, bytes] = MappingProxyType({})


def encode(text: str) -> bytes:
    """The bytes of a name as they were in the archive."""
    return text.encode("utf-8", "surrogateescape")


class Type(StrEnum):
    FILE = "file"
    DIRECTORY = "directory"
    SYMLINK = "symlink"
    CHAR = "char"
    BLOCK = "block"
    FIFO = "fifo"


@dataclass(frozen=True, slots=True)
class Extent:
    """`size` bytes at `position` of the file lie at `offset` of the layer."""

    position: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes: extents in ascending order in the unpacked layer of this number; what lies between them is zero."""

    layer: int
    size: int
    extents: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Inode:
    type: Type
    mode: int  # permission bits, setuid, setgid and sticky: 0o7777
    uid: int = 0
    gid: int = 0
    mtime: int = 0  # seconds
    content: Content | None = None
    target: str = ""
    device: tuple[int, int] = (0, 0)
    xattrs: Mapping[str, bytes] = field(default_factory=lambda: _NO_XATTRS)

    @property
    def size(self) -> int:
        return self.content.size if self.content else 0


_IMPLIED_DIRECTORY = Inode(Type.DIRECTORY, 0o755)


class Node:
    """A name's place in the tree; `children` exactly for a directory."""

    __slots__ = ("children", "inode")

    def __init__(self, inode: Inode) -> None:
        self.inode = inode
        self.children: dict[str, Node] | None = {} if inode.type is Type.DIRECTORY else None


class Tree:
    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.root = Node(_IMPLIED_DIRECTORY)

    def put(self, parts: Parts, inode: Inode) -> None:
        """Write an entry. Raises ImageInvalidError when its parent is no directory, or the root would not be one."""
        if not parts:
            if inode.type is not Type.DIRECTORY:
                raise ImageInvalidError(f"the root directory is a {inode.type} in the image")
            self.root.inode = inode
            return
        children = self._make_directory(parts[:-1])
        there = children.get(parts[-1])
        if there is not None and there.children is not None and inode.type is Type.DIRECTORY:
            there.inode = inode
            return
        self._budget.take_entry()
        children[parts[-1]] = Node(inode)

    def link(self, parts: Parts, target: Parts) -> None:
        """Write a hard link. Raises ImageInvalidError when its target is missing, or a directory."""
        found = self.find(target)
        if found is None or found.children is not None or not parts:
            what = "is missing" if found is None else "is a directory"
            raise ImageInvalidError(f"the hard link {_show(parts)} leads to {_show(target)}, which {what}")
        self.put(parts, found.inode)

    def whiteout(self, parts: Parts) -> None:
        """Remove what is there, whole; fine when nothing is."""
        parent = self._find_directory(parts[:-1])
        if parent is not None:
            parent.pop(parts[-1], None)

    def empty(self, parts: Parts) -> None:
        """Remove everything inside a directory; fine when there is none."""
        children = self._find_directory(parts)
        if children is not None:
            children.clear()

    def find(self, parts: Parts) -> Node | None:
        """The node of this name, a last symbolic link not followed."""
        if not parts:
            return self.root
        parent = self._find_directory(parts[:-1])
        return None if parent is None else parent.get(parts[-1])

    def walk(self) -> Iterator[tuple[Parts, Inode]]:
        """Everything below the root; a directory before what is in it, names in order."""
        pending: list[tuple[Parts, Node]] = [((), self.root)]
        while pending:
            parts, node = pending.pop()
            if parts:
                yield parts, node.inode
            if node.children:
                names = sorted(node.children, reverse=True)
                pending.extend(((*parts, name), node.children[name]) for name in names)

    def _find_directory(self, parts: Parts) -> dict[str, Node] | None:
        try:
            return self._resolve(parts, make=False)
        except ImageInvalidError:
            return None

    def _make_directory(self, parts: Parts) -> dict[str, Node]:
        children = self._resolve(parts, make=True)
        if children is None:  # pragma: no cover - with make=True it is made or refused
            raise ImageInvalidError(f"{_show(parts)} cannot be made")
        return children

    def _resolve(self, parts: Parts, *, make: bool) -> dict[str, Node] | None:
        trail = [self.root]
        pending = list(reversed(parts))
        links = 0
        while pending:
            name = pending.pop()
            if name in ("", "."):
                continue
            if name == "..":
                if len(trail) > 1:
                    trail.pop()
                continue
            node = self._step(trail[-1], name, make=make)
            if node is None:
                return None
            if node.inode.type is Type.SYMLINK:
                links += 1
                if links > MAX_LINKS:
                    raise ImageInvalidError(f"too many symbolic links on the way to {_show(parts)}")
                if node.inode.target.startswith("/"):
                    trail = [self.root]
                pending.extend(reversed(node.inode.target.split("/")))
            elif node.children is None:
                raise ImageInvalidError(f"{_show(parts)} is not a directory, but something lies in it")
            else:
                trail.append(node)
        return trail[-1].children

    def _step(self, here: Node, name: str, *, make: bool) -> Node | None:
        if here.children is None:  # pragma: no cover - the trail holds directories only
            return None
        node = here.children.get(name)
        if node is None and make:
            self._budget.take_entry()
            node = here.children[name] = Node(_IMPLIED_DIRECTORY)
        return node


def _show(parts: Parts) -> str:
    """A path in a message: printable, and not longer than anybody reads."""
    text = ascii("/" + "/".join(parts))[1:-1]
    return text if len(text) <= 120 else f"{text[:117]}…"
