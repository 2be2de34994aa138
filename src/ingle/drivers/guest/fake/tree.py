"""The fake guest's file system: a tree in memory with the errors of a real one."""

import copy
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ingle.base.clock import Clock
from ingle.drivers.guest import messages
from ingle.drivers.guest.messages import ChangeKind


class RefusedError(Exception):
    """The agent says no, with a code of the protocol."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message or code.replace("_", " ")


@dataclass
class Node:
    mode: int
    inode: int
    mtime_ns: int
    uid: int = 0
    gid: int = 0
    content: bytes = b""
    target: bytes | None = None
    children: dict[bytes, "Node"] = field(default_factory=dict)

    @property
    def is_directory(self) -> bool:
        return stat.S_ISDIR(self.mode)


class Tree:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._inodes = 1
        self.listeners: list[Callable[[messages.Change], None]] = []
        self.root = self.node(stat.S_IFDIR | 0o755)
        for path in (b"/tmp", b"/root", b"/bin", b"/etc", b"/home", b"/usr/bin", b"/run/ingle"):
            self.mkdir(path, 0o755, parents=True)

    def become(self, other: "Tree") -> None:
        """Have a copy of what the other one has."""
        self.root = copy.deepcopy(other.root)
        self._inodes = other._inodes  # noqa: SLF001 - of its own class

    def node(self, mode: int) -> Node:
        self._inodes += 1
        return Node(mode, self._inodes, int(self._clock.now().timestamp() * 1e9))

    def find(self, path: bytes, *, follow: bool = True, depth: int = 0) -> Node:
        """Raises RefusedError not_found, not_a_directory, invalid."""
        if depth > 16:
            raise RefusedError("invalid", "too many symbolic links")
        node = self.root
        parts = split(path)
        for index, part in enumerate(parts):
            if not node.is_directory:
                raise RefusedError("not_a_directory")
            if part not in node.children:
                raise RefusedError("not_found", f"{path!r}: no such file or directory")
            node = node.children[part]
            if node.target is not None and (follow or index < len(parts) - 1):
                parent = b"/" + b"/".join(parts[:index])
                node = self.find(join(parent, node.target), depth=depth + 1)
        return node

    def has(self, path: bytes) -> bool:
        try:
            self.find(path)
        except RefusedError:
            return False
        return True

    def parent_of(self, path: bytes, *, make: bool = False) -> tuple[Node, bytes]:
        """The directory that holds the path's last part, and that part."""
        *parents, name = split(path) or [b""]
        if not name:
            raise RefusedError("invalid", "the root itself cannot be changed")
        directory = b"/" + b"/".join(parents)
        if make:
            self.mkdir(directory, 0o755, parents=True)
        node = self.find(directory)
        if not node.is_directory:
            raise RefusedError("not_a_directory")
        return node, name

    def put(self, path: bytes, node: Node, *, parents: bool = False, exclusive: bool = False) -> None:
        new = self._put(path, node, parents=parents, exclusive=exclusive)
        self._tell("created" if new else "modified", path, node)

    def _put(self, path: bytes, node: Node, *, parents: bool = False, exclusive: bool = False) -> bool:
        """True when nothing was there before."""
        parent, name = self.parent_of(path, make=parents)
        old = parent.children.get(name)
        if old is not None and exclusive:
            raise RefusedError("exists")
        if old is not None and old.is_directory != node.is_directory:
            raise RefusedError("is_a_directory" if old.is_directory else "not_a_directory")
        if old is not None and old.children:
            raise RefusedError("not_empty")
        parent.children[name] = node
        return old is None

    def mkdir(self, path: bytes, mode: int, *, parents: bool = False) -> None:
        node = self.root
        parts = split(path)
        for index, part in enumerate(parts):
            last = index == len(parts) - 1
            child = node.children.get(part)
            if child is not None and last and not parents:
                raise RefusedError("exists")
            if child is None:
                if not last and not parents:
                    raise RefusedError("not_found")
                child = node.children[part] = self.node(stat.S_IFDIR | (mode if last else 0o755))
                self._tell("created", b"/" + b"/".join(parts[: index + 1]), child)
            if not child.is_directory:
                raise RefusedError("exists" if last else "not_a_directory")
            node = child

    def move(self, source: bytes, destination: bytes, *, overwrite: bool) -> None:
        parent, name = self.parent_of(source)
        if name not in parent.children:
            raise RefusedError("not_found")
        node = parent.children[name]
        self._put(destination, node, exclusive=not overwrite)
        if split(source) != split(destination):
            del parent.children[name]
            self._tell("moved", source, node, destination)

    def remove(self, path: bytes, *, recursive: bool) -> None:
        parent, name = self.parent_of(path)
        if name not in parent.children:
            raise RefusedError("not_found")
        if parent.children[name].children and not recursive:
            raise RefusedError("not_empty")
        for below, node in reversed(list(self.below(path))):
            self._tell("removed", below, node)
        self._tell("removed", path, parent.children.pop(name))

    def below(self, path: bytes) -> Iterator[tuple[bytes, Node]]:
        """What lies in a directory and further down, from the top; nothing for what is none."""
        node = self.find(path, follow=False)
        for name, child in sorted(node.children.items()):
            yield join(path, name), child
            yield from self.below(join(path, name))

    def _tell(self, kind: ChangeKind, path: bytes, node: Node, to: bytes | None = None) -> None:
        change = messages.Change(
            kind=kind, path=_clean(path), to=b"" if to is None else _clean(to), directory=node.is_directory
        )
        for listener in tuple(self.listeners):
            listener(change)

    def entries(self, path: bytes) -> Iterator[messages.Stat]:
        node = self.find(path)
        if not node.is_directory:
            raise RefusedError("not_a_directory")
        return (describe(child, name) for name, child in sorted(node.children.items()))


def describe(node: Node, name: bytes = b"") -> messages.Stat:
    return messages.Stat(
        type="directory" if node.is_directory else "file" if node.target is None else "symlink",
        mode=node.mode,
        uid=node.uid,
        gid=node.gid,
        size=len(node.content),
        mtime_ns=node.mtime_ns,
        inode=node.inode,
        target=node.target,
        name=name,
    )


def _clean(path: bytes) -> bytes:
    return b"/" + b"/".join(split(path))


def split(path: bytes) -> list[bytes]:
    """The parts of an absolute path, with `.` and `..` done away with."""
    if not path.startswith(b"/"):
        raise RefusedError("invalid", "path must be absolute")
    parts: list[bytes] = []
    for part in path.split(b"/"):
        if part == b"..":
            del parts[-1:]
        elif part not in (b"", b"."):
            parts.append(part)
    return parts


def join(directory: bytes, path: bytes) -> bytes:
    return path if path.startswith(b"/") else directory.rstrip(b"/") + b"/" + path
