"""What Linux says of the computer: /proc/meminfo (proc(5)), sched_getaffinity(2) and statvfs(3), all of which answer in microseconds."""

import os
from pathlib import Path

from ingle.base.units import KIB, MIB
from ingle.machines.ports import HostFacts

MEMINFO = Path("/proc/meminfo")


class LinuxComputer:
    """`kept`: a directory on the disk where machines are kept; it exists."""

    def __init__(self, kept: Path) -> None:
        self._kept = kept

    def facts(self) -> HostFacts:
        disk = os.statvfs(self._kept)
        return HostFacts(
            memory_mib=total_memory(MEMINFO.read_text()) // MIB,
            cores=len(os.sched_getaffinity(0)),
            free_disk_mib=disk.f_bavail * disk.f_frsize // MIB,
        )


def total_memory(meminfo: str) -> int:
    """The bytes of the line `MemTotal:  24683520 kB`, which means KiB."""
    _name, amount, _unit = next(line.split() for line in meminfo.splitlines() if line.startswith("MemTotal:"))
    return int(amount) * KIB
