"""What can be told of a daemon that runs already, without asking it: where it listens, which tree it is from, whether its code is still the newest."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ingle.runtime import proc

_LISTENING = "0A"  # TCP_LISTEN in /proc/net/tcp (proc(5)), in hexadecimal


@dataclass(frozen=True)
class RunningDaemon:
    pid: int
    environment: Path | None  # the virtual environment of its Python; None when it cannot be told
    flags: tuple[str, ...]
    ports: tuple[int, ...]
    code_is_old: bool  # a source file here is newer than the daemon

    @property
    def url(self) -> str:
        return f"http://localhost:{self.ports[0]}" if self.ports else "an address that cannot be told"


def look_at(pid: int, data_dir: Path, sources: Path) -> RunningDaemon:
    """The daemon with this pid, which holds the data directory; `sources` is the folder of the code that would run instead."""
    words = proc.command_line(pid)
    python, flags = (words[0], words[3:]) if len(words) >= 3 else ("", ())
    started = (data_dir / "daemon.pid").stat().st_mtime  # written once, at the start
    newest = max((file.stat().st_mtime for file in sources.rglob("*.py")), default=0.0)
    environment = Path(python).parents[1].resolve() if python.count("/") > 1 else None
    return RunningDaemon(pid, environment, flags, listening_ports(pid), newest > started)


def listening_ports(pid: int) -> tuple[int, ...]:
    """Of TCP, lowest first; none of another user's process."""
    inodes = _socket_inodes(pid)
    ports: set[int] = set()
    for table in ("tcp", "tcp6"):
        file = proc.PROC / str(pid) / "net" / table
        for line in file.read_text().splitlines()[1:] if file.exists() else ():
            _, local, _, state, *rest = line.split()
            if state == _LISTENING and rest[5] in inodes:
                ports.add(int(local.rpartition(":")[2], 16))
    return tuple(sorted(ports))


def _socket_inodes(pid: int) -> set[str]:
    inodes = set()
    with suppress(OSError):
        for entry in (proc.PROC / str(pid) / "fd").iterdir():
            with suppress(OSError):  # closed meanwhile
                kind, _, inode = str(entry.readlink()).partition(":")
                if kind == "socket":
                    inodes.add(inode.strip("[]"))
    return inodes
