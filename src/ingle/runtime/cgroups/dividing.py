"""Dividing a group: the daemon into a leaf, the controllers to those below, and one folder whose groups are all ours."""

import contextlib
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from ingle.runtime.cgroups.finding import LEAF, UNIT, WANTED, NoGroupsError, directory_of, is_root, words
from ingle.runtime.cgroups.group import ControlGroup

_ROUNDS = 100  # of moving; what is born meanwhile is born where its parent is by then
_PARENT_FIELD = 1  # of /proc/PID/stat, counted after the name in brackets


class Division:
    """`controllers`: what can be limited in it. Nobody but us makes groups in the folder, or puts anything into them."""

    def __init__(self, folder: Path, controllers: frozenset[str]) -> None:
        self.folder = folder
        self.controllers = controllers

    def make(self, name: str, limits: Mapping[str, str]) -> ControlGroup:
        """A new and empty group of this name. Limits, by the name of their file, that are not to be had here are left out. What an earlier one of the
        name still holds is killed. Raises OSError."""
        group = ControlGroup(self.folder / name)
        if group.path.exists() and (left := group.remove()):
            raise OSError(f"the group {group.path} still has the processes {left}")
        group.path.mkdir()
        try:
            for file, value in limits.items():
                if file.partition(".")[0] in self.controllers:
                    _set(group.path / file, value)
        except OSError:
            group.remove()
            raise
        return group

    def sweep(self, keep: Collection[str]) -> dict[str, list[int]]:
        """Remove all groups but these, and what is still in them. The pids of what does not end, by group."""
        names = [path.name for path in self.folder.iterdir() if path.is_dir() and path.name not in keep]
        left = {name: ControlGroup(self.folder / name).remove() for name in names}
        return {name: pids for name, pids in left.items() if pids}

    def forget(self, name: str) -> None:
        """Remove the group of this name, if it is there and nothing is in it."""
        with contextlib.suppress(OSError):
            (self.folder / name).rmdir()


def divide(ground: Path, name: str, proc: Path = Path("/proc")) -> Division:
    """Ready to make groups in the folder of this name. Idempotent: a later daemon finds it as it is. Raises NoGroupsError."""
    try:
        _settle(ground, proc)
        _hand_down(ground)
        folder = ground / name
        folder.mkdir(exist_ok=True)
        _hand_down(folder)
    except OSError as error:
        raise NoGroupsError(f"the group {ground} cannot be divided: {error}", UNIT) from error
    return Division(folder, frozenset(words(folder / "cgroup.subtree_control")) & set(WANTED))


def group_of(pid: int, folder: str, name: str, proc: Path = Path("/proc")) -> ControlGroup | None:
    """The group of this name that the process is in, in a folder of this name; wherever an earlier daemon made it."""
    try:
        path = directory_of(pid, proc)
    except NoGroupsError:
        return None
    ours = (path.parent.name, path.name) == (folder, name) and path.is_dir()
    return ControlGroup(path) if ours else None


def _set(file: Path, value: str) -> None:
    """What the kernel was built without, such as memory.swap.max, has no file, and nobody can make one."""
    try:
        file.write_text(value)
    except OSError:
        if file.exists():
            raise


def _hand_down(group: Path) -> None:
    control = group / "cgroup.subtree_control"
    missing = set(WANTED) & set(words(group / "cgroup.controllers")) - set(words(control))
    for controller in sorted(missing):
        control.write_text(f"+{controller}")


def _settle(ground: Path, proc: Path) -> None:
    """This process and its descendants into the leaf; where others are, nothing is touched."""
    if is_root(ground):
        return
    for _ in range(_ROUNDS):
        pids = [int(pid) for pid in words(ground / "cgroup.procs")]
        if not pids:
            return
        if strangers := [pid for pid in pids if not _descends(pid, proc)]:
            names = ", ".join(f"{_name(pid, proc)} ({pid})" for pid in strangers[:3])
            raise NoGroupsError(
                f"other programs are in the daemon's group {ground}: {names}",
                "start the daemon in a group of its own: with "
                + UNIT
                + ", or by: systemd-run --user --scope "
                "-p Delegate=yes ingle serve; machines that run there already have to be stopped once",
            )
        leaf = ground / LEAF
        leaf.mkdir(exist_ok=True)
        for pid in pids:
            _move(leaf, pid)
    raise NoGroupsError(f"the group {ground} does not become empty")


def _move(leaf: Path, pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        (leaf / "cgroup.procs").write_text(str(pid))


def _descends(pid: int, proc: Path) -> bool:
    """From this process, or is it; and what has ended meanwhile is nobody's."""
    own = os.getpid()
    while pid > 1:
        if pid == own:
            return True
        try:
            stat = (proc / str(pid) / "stat").read_text()
        except OSError:
            return True
        pid = int(stat[stat.rindex(")") + 2 :].split()[_PARENT_FIELD])
    return pid == own


def _name(pid: int, proc: Path) -> str:
    try:
        return (proc / str(pid) / "comm").read_text().strip()
    except OSError:
        return "a process"
