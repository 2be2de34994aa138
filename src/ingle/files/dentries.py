"""Directories that were found a moment ago, as a kernel remembers dentries: a path to a directory, and its lineage.

What is remembered carries the shape of its tree at that time. Every look at a tree reads its shape with what it looks for, so a wrong memory is
noticed by the same query, also when another process has changed the tree; then all of that tree is forgotten.
"""

from collections import OrderedDict

from ingle.files.model import Lineage

MAX_DIRECTORIES = 50_000
Keys = tuple[str, ...]


class _Tree:
    def __init__(self, shape: int) -> None:
        self.shape = shape
        self.by_path: dict[Keys, Lineage] = {}
        self.by_id: dict[str, Lineage] = {}


class Dentries:
    """Used by several threads: each call does one thing to a dictionary, and a memory that comes too late carries a shape that is over."""

    def __init__(self, *, limit: int = MAX_DIRECTORIES) -> None:
        self._trees: OrderedDict[str, _Tree] = OrderedDict()
        self._limit = limit
        self._count = 0

    def find(self, tree: str, keys: Keys) -> tuple[Lineage, int] | None:
        """The lineage of the directory with this path, and the shape for which that holds."""
        known = self._trees.get(tree)
        lineage = known.by_path.get(keys) if known else None
        return None if known is None or lineage is None else (lineage, known.shape)

    def find_id(self, tree: str, directory: str) -> tuple[Lineage, int] | None:
        known = self._trees.get(tree)
        lineage = known.by_id.get(directory) if known else None
        return None if known is None or lineage is None else (lineage, known.shape)

    def keep(self, tree: str, shape: int, keys: Keys | None, lineage: Lineage) -> None:
        """`keys` None: it was found by its id."""
        known = self._trees.get(tree)
        if known is None or known.shape < shape:
            self.forget(tree)
            known = self._trees.setdefault(tree, _Tree(shape))
        if known.shape != shape:
            return
        if lineage[-1].id not in known.by_id:
            self._count += 1
        known.by_id[lineage[-1].id] = lineage
        if keys is not None:
            known.by_path[keys] = lineage
        self._bound()

    def forget(self, tree: str) -> None:
        known = self._trees.pop(tree, None)
        if known is not None:
            self._count -= len(known.by_id)

    def _bound(self) -> None:
        while self._count > self._limit and self._trees:
            self.forget(next(iter(self._trees)))
