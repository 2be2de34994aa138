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


@dataclass(frozen=True)
class Usage:
    """What a process has taken."""

    cpu_seconds: float
    resident_bytes: int
    proportional_bytes: int | None  # pages shared with others divided among them; None: not to be looked at


def usage(process: ProcessIdentity, *, shares: bool = True) -> Usage | None:
    """Of this very process; None when it is gone. `shares`: with its part of what is shared, which blocks for as long as the kernel walks its page
    tables: milliseconds a GiB."""
    folder = PROC / str(process.pid)
    try:
        stat = (folder / "stat").read_bytes()
        pages = int((folder / "statm").read_bytes().split()[1])
        rollup = _rollup(folder) if shares else None
    except (FileNotFoundError, ProcessLookupError):
        return None
    if parse_started_ticks(stat) != process.started_ticks:
        return None
    return Usage(parse_cpu_ticks(stat) / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"), rollup)


def parse_cpu_ticks(stat: bytes) -> int:
    """Fields 14 and 15 of a /proc/PID/stat: in user mode (a guest's time is in it) and in the kernel (proc(5))."""
    fields = stat[stat.rindex(b")") + 2 :].split()
    return int(fields[11]) + int(fields[12])


def parse_proportional(rollup: bytes) -> int | None:
    """Bytes, from a /proc/PID/smaps_rollup."""
    for line in rollup.splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return None


def _rollup(folder: Path) -> int | None:
    try:
        return parse_proportional((folder / "smaps_rollup").read_bytes())
    except PermissionError:
        return None


def parse_parent(stat: bytes) -> int:
    """Field 4 of a /proc/PID/stat."""
    return int(stat[stat.rindex(b")") + 2 :].split()[1])


def parent(pid: int) -> int | None:
    """The pid of a process's parent; None when it is gone."""
    try:
        return parse_parent((PROC / str(pid) / "stat").read_bytes())
    except (FileNotFoundError, ProcessLookupError):
        return None


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
