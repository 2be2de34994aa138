"""What a confined program is started with. Pure.

`prlimit` holds its resources, bubblewrap its view: the system's programs and libraries to read, an empty /tmp, no network, no other process, no
capability. What it works on comes by stdin, what it makes goes by stdout.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingle.base.units import GIB, MIB


@dataclass(frozen=True)
class Bounds:
    """What one run may take at most."""

    memory: int = 1 * GIB  # bytes of address space
    cpu_seconds: int = 20
    file: int = 64 * MIB  # bytes of any file it writes, all of them in memory
    files: int = 64  # descriptors
    seconds: float = 60.0  # by the clock on the wall


_VIEW = (
    *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"),
    *("--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8", "--setenv", "HOME", "/tmp"),  # noqa: S108 - its own
    *("--ro-bind", "/usr", "/usr"),
    *("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"),
    *("--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache"),
    *("--ro-bind-try", "/etc/fonts", "/etc/fonts"),
    *(
        "--ro-bind-try",
        "/etc/alternatives",
        "/etc/alternatives",
    ),  # Debian's libblas and their like are links there
    *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--chdir", "/tmp"),  # noqa: S108
)


def confined_command(
    prlimit: Path, bwrap: Path | None, argv: Sequence[str], bounds: Bounds, *, seen: Sequence[Path] = ()
) -> list[str]:
    """`seen`: what else it may read. Without bubblewrap only its resources are held."""
    limits = [
        f"--as={bounds.memory}",
        f"--cpu={bounds.cpu_seconds}",
        f"--fsize={bounds.file}",
        f"--nofile={bounds.files}",
        "--core=0",
    ]
    if bwrap is None:
        return [str(prlimit), *limits, "--", *argv]
    binds = [word for path in seen for word in ("--ro-bind", str(path), str(path))]
    return [str(prlimit), *limits, "--", str(bwrap), *_VIEW, *binds, "--remount-ro", "/", "--", *argv]
