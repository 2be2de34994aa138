"""What is on the writable disks of fake machines: the guest's file tree. The files that stand for layers are only names for it."""

from collections.abc import Sequence
from pathlib import Path

from ingle.base.clock import SystemClock
from ingle.drivers.guest.fake import Tree
from ingle.machines.ports import Layer

_VOLATILE = b"run"  # a tmpfs in every guest


class FakeDisks:
    """A tree for each layer that a guest has written to, by the layer's path."""

    def __init__(self) -> None:
        self._trees: dict[Path, Tree] = {}

    def mount(self, disk: Sequence[Layer], tree: Tree) -> None:
        """Fill a booting guest's tree from the newest layer that anybody has written to; from now on it is the content of the topmost."""
        run = tree.root.children[_VOLATILE]
        for layer in disk:
            if layer.path in self._trees:
                tree.become(self._trees[layer.path])
                tree.root.children[_VOLATILE] = run
                break
        self._trees[disk[0].path] = tree

    def follow(self, top: Path, tree: Tree) -> None:
        """The guest with this tree writes to this layer."""
        self._trees[top] = tree

    def branch(self, top: Path, fresh: Path) -> None:
        """The guest that writes to `top` goes on in `fresh`; `top` stays as it is now."""
        tree = self._trees[top]
        self._trees[fresh] = tree
        self._trees[top] = still = Tree(SystemClock())
        still.become(tree)

    def merge_down(self, top: Path, below: Path) -> None:
        """The guest that writes to `top` goes on in `below`, on which it stands."""
        self._trees[below] = self._trees[top]
        if top != below:
            self.forget(top)

    def forget(self, layer: Path) -> None:
        """The file was made anew."""
        self._trees.pop(layer, None)
