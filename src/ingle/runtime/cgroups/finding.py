"""Where groups may be made: the group that this process is in, if it was given to us, or the one above when we have already made room there."""

import os
from collections.abc import Iterator
from pathlib import Path

LEAF = "ingle-daemon"  # where the daemon itself goes, because a group that is divided holds no processes
WANTED = ("memory", "cpu", "pids", "io")
UNIT = f"Delegate=yes and DelegateSubgroup={LEAF} in the [Service] part of its systemd unit (docs/how-to/service.md)"
_PROC = Path("/proc")
_NAMESPACE_LEFT = "/.."
_MOUNT_ROOT, _MOUNT_POINT = 3, 4  # fields of a line of mountinfo, proc_pid_mountinfo(5)
# What systemd marks a group with that it has given away; older ones mark it only where root can read it.
_MARKS = ("user.delegate", "trusted.delegate")
_SYSTEMD = Path("/run/systemd/system")  # is there while systemd runs, sd_booted(3)


class NoGroupsError(Exception):
    """Groups cannot be made here: why, and what to do about it."""

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(why)
        self.why, self.remedy = why, remedy


def find_ground(proc: Path = _PROC, *, uid: int | None = None, systemd: Path = _SYSTEMD) -> Path:
    """The directory of the group to divide. Raises NoGroupsError."""
    own = directory_of("self", proc)
    ground = own.parent if own.name == LEAF else own
    _must_be_ours(ground, os.geteuid() if uid is None else uid, systemd)
    if (why := _of_another_type(ground)) is not None:
        raise NoGroupsError(why)
    if not set(WANTED) & set(words(ground / "cgroup.controllers")):
        raise NoGroupsError(
            f"the kernel's limits are not to be had in {ground}: its cgroup.controllers has none",
            "boot the host with cgroup v2 alone (systemd.unified_cgroup_hierarchy=1), and give the daemon "
            + UNIT,
        )
    return ground


def directory_of(pid: int | str, proc: Path = _PROC) -> Path:
    """The directory of a process's group. Raises NoGroupsError, also when there is no such process."""
    files = (proc / "self" / "mountinfo", proc / str(pid) / "cgroup")  # what is jailed sees no mounts of ours
    try:
        mounts, groups = (file.read_text() for file in files)
    except OSError as error:
        raise NoGroupsError(f"{proc / str(pid)} cannot be read: {error.strerror}") from error
    path = _unified(groups)
    if path is None:
        raise NoGroupsError("this kernel has no cgroup v2")
    for root, point in _mounts(mounts):
        if not path.startswith(_NAMESPACE_LEFT) and Path(path).is_relative_to(root):
            return point / Path(path).relative_to(root)
    raise NoGroupsError(
        "cgroup v2 is not mounted where the daemon sees it",
        "mount -t cgroup2 none /sys/fs/cgroup, or give the container its own (--cgroupns=private)",
    )


def words(file: Path) -> list[str]:
    """What a file of a group lists; nothing where it is not there."""
    try:
        return file.read_text().split()
    except OSError:
        return []


def is_root(group: Path) -> bool:
    """The host's root group alone may be divided and hold processes; it has no type."""
    return not (group / "cgroup.type").exists()


def _unified(groups: str) -> str | None:
    """The path of /proc/PID/cgroup's line of cgroup v2, which is the hierarchy 0."""
    lines = (line.split(":", 2) for line in groups.splitlines())
    return next((path for number, controllers, path in lines if (number, controllers) == ("0", "")), None)


def _mounts(mountinfo: str) -> Iterator[tuple[str, Path]]:
    """What is mounted where, of cgroup v2."""
    for line in mountinfo.splitlines():
        fields, _, source = line.partition(" - ")
        if source.startswith("cgroup2 "):
            parts = fields.split()
            yield _plain(parts[_MOUNT_ROOT]), Path(_plain(parts[_MOUNT_POINT]))


def _plain(field: str) -> str:
    """mountinfo writes blanks and backslashes in octal."""
    return field.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")


def _must_be_ours(ground: Path, uid: int, systemd: Path) -> None:
    files = (ground, ground / "cgroup.procs", ground / "cgroup.subtree_control")
    if not all(os.access(file, os.W_OK) for file in files):
        raise NoGroupsError(f"the daemon may not write in its group {ground}", UNIT)
    # Root may write anywhere, and systemd undoes what others do to groups that it has not given away.
    if uid == 0 and systemd.exists() and not any(_marked(ground, mark) for mark in _MARKS):
        raise NoGroupsError(f"systemd has not given the group {ground} to the daemon", UNIT)


def _marked(ground: Path, mark: str) -> bool:
    try:
        return os.getxattr(ground, mark) == b"1"
    except OSError:
        return False


def _of_another_type(ground: Path) -> str | None:
    type_ = " ".join(words(ground / "cgroup.type"))
    return None if type_ in {"", "domain"} else f"the daemon's group {ground} is of the type {type_}"
