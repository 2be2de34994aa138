"""One group: what it takes, how it ran out of memory, and its end."""

import os
import select
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ingle.runtime.cgroups.finding import words

# `$0` is the group's file, where 0 is whoever writes; `$@` is the program.
_ENTER = 'echo 0 >"$0" && exec "$@"'
PATIENCE_SECONDS = 5.0  # until what was killed has to be gone


class MemoryEnd(StrEnum):
    """Whose memory had run out when something in a group was killed for it."""

    LIMIT = "limit"
    HOST = "host"


@dataclass(frozen=True)
class GroupUsage:
    """What all processes of a group have taken together. None: nobody counts it here."""

    cpu_seconds: float | None
    memory_bytes: int | None  # without what the kernel keeps of files and drops when it needs the room


class ControlGroup:
    """Whoever is born in it stays in it: nothing but the kernel and us can write to its files."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def born_in(self, argv: Sequence[str]) -> list[str]:
        """What to execute to have this program in the group. Moved there later, it would have left what it took until then to another one."""
        return ["/bin/sh", "-c", _ENTER, str(self.path / "cgroup.procs"), *argv]

    def usage(self) -> GroupUsage:
        microseconds = _table(self.path / "cpu.stat").get("usage_usec")
        total, kept = words(self.path / "memory.current"), _table(self.path / "memory.stat")
        memory = int(total[0]) - kept.get("file", 0) + kept.get("shmem", 0) if total else None
        return GroupUsage(None if microseconds is None else microseconds / 1e6, memory)

    def memory_limit(self) -> int | None:
        """Bytes; None: there is none."""
        found = words(self.path / "memory.max")
        return int(found[0]) if found and found[0].isdecimal() else None

    def memory_end(self) -> MemoryEnd | None:
        """None: nothing in it was killed for memory. The kernel counts kills for any reason, and apart from that how often this group's own limit was met."""
        events = _table(self.path / "memory.events")
        if not events.get("oom_kill"):
            return None
        return MemoryEnd.LIMIT if events.get("oom") else MemoryEnd.HOST

    def remove(self, patience_seconds: float = PATIENCE_SECONDS) -> list[int]:
        """Kill what is in it and remove it. The pids of what has not ended in time; then it is still there. Idempotent."""
        if self._populated():
            self._kill()
            self._wait_empty(patience_seconds)
        try:
            self.path.rmdir()
        except FileNotFoundError:
            return []
        except OSError:
            return [int(pid) for pid in words(self.path / "cgroup.procs")] or [0]
        return []

    def _populated(self) -> bool:
        return bool(_table(self.path / "cgroup.events").get("populated"))

    def _kill(self) -> None:
        """Of a kernel before 5.14 nothing is killed: there what ends by itself is waited for."""
        kill = self.path / "cgroup.kill"
        if kill.exists():
            kill.write_text("1")

    def _wait_empty(self, patience_seconds: float) -> None:
        end = time.monotonic() + patience_seconds
        events = os.open(self.path / "cgroup.events", os.O_RDONLY | os.O_CLOEXEC)
        try:
            bell = select.poll()
            bell.register(events, select.POLLPRI)  # which a change of the file is to the kernel
            while self._populated() and (left := end - time.monotonic()) > 0:
                bell.poll(left * 1000)
                os.pread(events, 4096, 0)  # from here on the next change rings
        finally:
            os.close(events)


def _table(file: Path) -> dict[str, int]:
    """Lines of a name and a number; nothing where the file is not there."""
    parts = words(file)
    return {
        name: int(value) for name, value in zip(parts[::2], parts[1::2], strict=False) if value.isdecimal()
    }
