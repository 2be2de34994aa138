"""What changes in the fake guest's files, as a watch tells it: the handler of `watch`."""

from collections import deque
from dataclasses import dataclass, field

from ingle.drivers.guest import requests
from ingle.drivers.guest.batches import seal
from ingle.drivers.guest.fake.stream import Stream
from ingle.drivers.guest.fake.transfer import Silent
from ingle.drivers.guest.fake.tree import Tree, split
from ingle.drivers.guest.frame import MAX_DATA, Type
from ingle.drivers.guest.messages import Change, Closed

_MOST_WAITING = 16384  # as the kernel's own queue has it
_AT_ONCE = 64
_OVERFLOW = Change(kind="overflow")


@dataclass
class Watching(Silent):
    stream: Stream
    tree: Tree
    root: list[bytes]
    recursive: bool
    waiting: deque[Change] = field(default_factory=deque)
    gone: bool = False

    @classmethod
    def begin(cls, stream: Stream, request: requests.Watch, tree: Tree) -> None:
        tree.find(request.path)
        stream.handler = watching = cls(stream, tree, split(request.path), request.recursive)
        tree.listeners.append(watching.hear)
        stream.send(Type.OPENED, Closed())

    def hear(self, change: Change) -> None:
        """Something has changed somewhere in the tree."""
        if self.gone:
            return
        if split(change.path) == self.root and change.kind in ("removed", "moved"):
            self.gone = True
        elif change.kind == "moved":
            self._hear_move(change)
        elif self._covers(change.path):
            self._add(change)

    def pump(self) -> None:
        while self.waiting and self.stream.sendable >= MAX_DATA:
            some = [self.waiting.popleft() for _ in range(min(_AT_ONCE, len(self.waiting)))]
            self.stream.send_data(seal(some))
        if self.gone and not self.waiting:
            self._let_go()
            self.stream.refuse("gone")

    def on_gone(self, *, closed: bool) -> None:
        self._let_go()

    def _hear_move(self, change: Change) -> None:
        left, came = self._covers(change.path), self._covers(change.to)
        if left and came:
            self._add(change)
        elif left:
            self._add(Change(kind="removed", path=change.path, directory=change.directory))
        elif came:
            self._add(Change(kind="created", path=change.to, directory=change.directory))
            for path, node in self.tree.below(change.to):
                if self.recursive:
                    self._add(Change(kind="created", path=path, directory=node.is_directory))

    def _covers(self, path: bytes) -> bool:
        parts = split(path)
        depth = len(parts) - len(self.root)
        return parts[: len(self.root)] == self.root and (depth <= 1 or self.recursive)

    def _add(self, change: Change) -> None:
        if self.waiting and self.waiting[-1] in (change, _OVERFLOW):
            return
        self.waiting.append(change if len(self.waiting) < _MOST_WAITING else _OVERFLOW)

    def _let_go(self) -> None:
        if self.hear in self.tree.listeners:
            self.tree.listeners.remove(self.hear)
