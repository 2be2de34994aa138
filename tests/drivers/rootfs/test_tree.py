"""The merge against a model that is too simple to be wrong: a dictionary of paths."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingle.drivers.rootfs.layer import Change, Empty, Link, Put, Whiteout, apply_changes
from ingle.drivers.rootfs.limits import Budget, Limits
from ingle.drivers.rootfs.tree import Inode, Parts, Tree, Type
from ingle.images.errors import ImageInvalidError


class Model:
    """path -> (is a directory, whose content), by prefixes of strings. No symbolic links."""

    def __init__(self) -> None:
        self.paths: dict[str, tuple[bool, int]] = {}

    def remove(self, path: str) -> None:
        self.paths.pop(path, None)
        self.remove_below(path)

    def remove_below(self, path: str) -> None:
        self.paths = {other: value for other, value in self.paths.items() if not other.startswith(f"{path}/")}

    def put(self, path: str, value: tuple[bool, int]) -> None:
        names = path.split("/")
        for depth in range(1, len(names)):
            parent = "/".join(names[:depth])
            if not self.paths.setdefault(parent, (True, 0))[0]:
                raise ImageInvalidError("below a file")
        if not (value[0] and self.paths.get(path, (False, 0))[0]):
            self.remove(path)
        self.paths[path] = value

    def link(self, path: str, target: str) -> None:
        if self.paths.get(target, (True, 0))[0]:
            raise ImageInvalidError("no such file to link to")
        self.put(path, self.paths[target])

    def apply(self, changes: list[Change]) -> None:
        for change in changes:
            path = "/".join(change.parts)
            if isinstance(change, Whiteout):
                self.remove(path)
            elif isinstance(change, Empty):
                self.remove_below(path)
        for change in changes:
            path = "/".join(change.parts)
            if isinstance(change, Put):
                self.put(path, (change.inode.type is Type.DIRECTORY, change.inode.uid))
            elif isinstance(change, Link):
                self.link(path, "/".join(change.target))


paths = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map(tuple)
inodes = st.builds(
    Inode, st.sampled_from([Type.FILE, Type.DIRECTORY]), st.just(0o755), uid=st.integers(1, 99)
)
changes = st.one_of(
    st.builds(Put, paths, inodes),
    st.builds(Link, paths, paths),
    st.builds(Whiteout, paths),
    st.builds(Empty, paths),
)
layers = st.lists(st.lists(changes, max_size=8), max_size=4)


def walked(tree: Tree) -> dict[str, tuple[bool, int]]:
    return {"/".join(parts): (inode.type is Type.DIRECTORY, inode.uid) for parts, inode in tree.walk()}


@given(layers)
def test_merging_is_what_the_model_says(layers: list[list[Change]]) -> None:
    tree, model = Tree(Budget(Limits(), Path("/"))), Model()
    for one in layers:
        try:
            model.apply(one)
        except ImageInvalidError:
            with pytest.raises(ImageInvalidError):
                apply_changes(tree, iter(one))
            return
        apply_changes(tree, iter(one))
    assert walked(tree) == model.paths


names = st.sampled_from(["a", "b", "link", "loop"])
targets = st.lists(st.sampled_from(["", "..", ".", "a", "b", "link", "loop"]), min_size=1, max_size=5).map(
    "/".join
)


@given(
    st.lists(st.tuples(st.lists(names, min_size=1, max_size=4).map(tuple), targets | st.none()), max_size=12)
)
def test_with_links_of_any_kind_the_walk_is_finite_ordered_and_clean(
    entries: list[tuple[Parts, str | None]],
) -> None:
    tree = Tree(Budget(Limits(), Path("/")))
    for parts, target in entries:
        inode = (
            Inode(Type.FILE, 0o644) if target is None else Inode(Type.SYMLINK, 0o777, target=target or ".")
        )
        try:
            tree.put(parts, inode)
        except ImageInvalidError:
            continue
    walk = [parts for parts, _ in tree.walk()]
    assert walk == sorted(walk)
    assert len(set(walk)) == len(walk)
    assert not any(name in ("", ".", "..") for parts in walk for name in parts)
    assert all(parts[:-1] in walk for parts in walk if parts[:-1])
