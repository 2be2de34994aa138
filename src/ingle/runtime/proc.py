"""What /proc says of processes: who they are, so that a pid used again is never taken for an old acquaintance. Not for starting them: see `processes`."""

import os
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class ProcessIdentity:
    """Which process: a pid alone is used again, with its start and the host's boot it is unique."""

    pid: int
    started_ticks: int  # clock ticks since the host's boot, field 22 of /proc/PID/stat
    host_boot_id: str


def host_boot_id() -> str:
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def parse_started_ticks(stat: bytes) -> int:
    """Field 22 of a /proc/PID/stat. Field 2, the name, may hold spaces and ')', so counting starts at the last ')' (proc(5))."""
    return int(stat[stat.rindex(b")") + 2 :].split()[19])


def identity(pid: int) -> ProcessIdentity | None:
    """Who has this pid now; None when nobody has."""
    try:
        stat = (PROC / str(pid) / "stat").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return ProcessIdentity(pid, parse_started_ticks(stat), host_boot_id())


def command_line(pid: int) -> tuple[str, ...]:
    """The argv of a process; empty when it is gone, a zombie, or not to be looked at."""
    try:
        raw = (PROC / str(pid) / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ()
    return tuple(os.fsdecode(word) for word in raw.removesuffix(b"\0").split(b"\0")) if raw else ()


def executable(pid: int) -> Path | None:
    """The file it runs; None when it is gone, a zombie, or another user's."""
    try:
        return Path(str((PROC / str(pid) / "exe").readlink()).removesuffix(" (deleted)"))
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None


def pids() -> list[int]:
    """Of every process that can be seen."""
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdecimal()]
