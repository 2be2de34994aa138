"""From a plan to bubblewrap's argv. Pure; golden-tested."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingle.drivers.engines.qemu.jail.plan import JailPlan

# Root of a user namespace of its own, without a single capability, nor a way to get one; outside it is who started it. A tool that we send into the
# namespace, to set its network up, is root there with all of them.
_IDENTITY = ("--uid", "0", "--gid", "0", "--hostname", "vmm")
_DEVICES = (Path("/dev/null"), Path("/dev/zero"), Path("/dev/urandom"))
# QEMU's libraries, its own modules and firmware; a locally built one has them under /usr/local.
_SYSTEM = (
    *("--ro-bind", "/usr/lib", "/usr/lib"),
    *("--ro-bind-try", "/usr/lib64", "/usr/lib64"),
    *("--ro-bind-try", "/usr/local/lib", "/usr/local/lib"),
    *("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"),
    *("--ro-bind-try", "/usr/share/qemu", "/usr/share/qemu"),
    *("--ro-bind-try", "/usr/share/seabios", "/usr/share/seabios"),
    *("--ro-bind-try", "/usr/local/share/qemu", "/usr/local/share/qemu"),
    *("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"),
)

# Only its own processes are in there. A daemon that is root could change the kernel's settings through it.
_PROC = ("--proc", "/proc", "--remount-ro", "/proc")


@dataclass(frozen=True)
class Wires:
    """Descriptors between us and bubblewrap, which closes them before it starts the program."""

    told: int  # where it tells which process it has started
    filter: int  # the system call filter, to read
    resolver: int  # the jail's /etc/resolv.conf, to read


def jail_command(bwrap: Path, argv: Sequence[str], plan: JailPlan, wires: Wires) -> list[str]:
    """The program becomes the first process of its pid namespace: nothing but itself is in there, and when it ends, so has all."""
    return [
        str(bwrap),
        *("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"),
        *(("--unshare-net",) if plan.network == "own" else ()),
        *("--as-pid-1", "--new-session", "--cap-drop", "ALL"),
        *_IDENTITY,
        *("--seccomp", str(wires.filter), "--info-fd", str(wires.told)),
        *_SYSTEM,
        *("--ro-bind", argv[0], argv[0]),
        *_devices(plan),
        *("--perms", "0644", "--file", str(wires.resolver), "/etc/resolv.conf"),
        *(_PROC if plan.sees_itself else ()),
        *_files(plan),
        *("--remount-ro", "/", "--chdir", str(plan.directory)),
        *("--", *argv),
    ]


def _devices(plan: JailPlan) -> list[str]:
    return [word for path in (*_DEVICES, *plan.devices) for word in ("--dev-bind", str(path), str(path))]


def _files(plan: JailPlan) -> list[str]:
    """Folders before what lies in them: a later mount covers an earlier one. What is both to read and to write is to read."""
    ways = dict.fromkeys(plan.read_write, "--bind") | dict.fromkeys(plan.read_only, "--ro-bind")
    binds = [
        word
        for path, way in sorted(ways.items(), key=lambda item: len(item[0].parts))
        for word in (way, str(path), str(path))
    ]
    return ["--dir", str(plan.directory), *binds]
