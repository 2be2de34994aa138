"""Runs as root in a guest, with Debian's Python and nothing but the standard library: does with control groups what the daemon does, and reports what
became of it.

`first` is given a group as systemd gives one away, divides it, and starts what takes too much. It ends like a daemon that is killed: what it
started last runs on. `second` is the daemon after it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingle.runtime.cgroups import LEAF, ControlGroup, Division, NoGroupsError, divide, find_ground, group_of

ROOT = Path("/sys/fs/cgroup")
GIVEN, TAKEN = ROOT / "service", ROOT / "elsewhere"
BESIDE = GIVEN / "theirs"
FOLDER = "ingle-machines-here"
NOTE = Path("/root/stays.pid")
MIB = 1 << 20
PATIENCE_SECONDS = 100.0
STILL = ["sleep", "100000"]
HOG = ["sh", "-c", "sleep 100000 & dd if=/dev/zero of=/dev/null bs=64M count=100000"]
BOMB = ["sh", "-c", "while :; do sleep 100000 & done"]
SPIN = ["sh", "-c", "while :; do :; done"]
LEAVE = ["sh", "-c", "sleep 100000 >/dev/null & echo $!"]


def first() -> dict[str, Any]:
    (ROOT / "cgroup.subtree_control").write_text("+memory +cpu +pids +io")
    occupied(TAKEN)
    GIVEN.mkdir()
    (GIVEN / "cgroup.procs").write_text("0")
    refused = among_strangers()
    division = divide(find_ground(), FOLDER)
    occupied(BESIDE)
    report = {
        "refused": refused,
        "home": Path("/proc/self/cgroup").read_text().strip(),
        "controllers": sorted(division.controllers),
        "memory": over_memory(division),
        "processes": too_many(division),
        "cpu": too_busy(division),
    }
    NOTE.write_text(str(start(STILL, division.make("stays", {"pids.max": "64"})).pid))
    start(STILL, division.make("gone", {}))
    return report


def second() -> dict[str, Any]:
    (GIVEN / LEAF / "cgroup.procs").write_text("0")
    pid = int(NOTE.read_text())
    division = divide(find_ground(), FOLDER)
    stays, foreign = group_of(pid, FOLDER, "stays"), group_of(pid, "ingle-machines-there", "stays")
    left = division.sweep({"stays"})
    report = {
        "ground": str(find_ground()),
        "adopted": stays is not None and str(stays.path),
        "foreign": foreign is not None,
        "swept": [left, sorted(path.name for path in division.folder.iterdir() if path.is_dir())],
        "runs": Path(f"/proc/{pid}/comm").read_text().strip(),
        "others": [inhabitants(TAKEN), inhabitants(BESIDE)],
    }
    assert stays is not None
    return {**report, "left": stays.remove(), "emptied": not stays.path.exists(), "again": stays.remove()}


def occupied(path: Path) -> None:
    """A group of somebody else, with a process in it."""
    path.mkdir()
    start(STILL, ControlGroup(path))


def inhabitants(path: Path) -> int:
    return len((path / "cgroup.procs").read_text().split())


def among_strangers() -> str:
    """Why a group is not divided in which somebody else is, who then goes."""
    done = subprocess.run(ControlGroup(GIVEN).born_in(LEAVE), stdout=subprocess.PIPE, check=True)
    try:
        divide(find_ground(), FOLDER)
    except NoGroupsError as error:
        os.kill(int(done.stdout), signal.SIGKILL)
        until(lambda: inhabitants(GIVEN) == 1)
        return error.why
    return ""


def over_memory(division: Division) -> dict[str, Any]:
    limits = {"memory.max": str(24 * MIB), "memory.swap.max": "0", "memory.oom.group": "1"}
    limits["memory.of_another_kernel"] = "1"
    group = division.make("greedy", limits)
    code = start(HOG, group).wait(PATIENCE_SECONDS)
    until(lambda: count(group, "cgroup.events", "populated") == 0)  # with what stood beside it
    found = {"code": code, "end": group.memory_end(), "limit": group.memory_limit()}
    return {**found, **removed(group)}


def too_many(division: Division) -> dict[str, Any]:
    group = division.make("bomb", {"pids.max": "16"})
    start(BOMB, group)
    until(lambda: count(group, "pids.events", "max") > 0)
    current = int((group.path / "pids.current").read_text())
    return {"current": current, "end": group.memory_end(), **removed(group)}


def too_busy(division: Division) -> dict[str, Any]:
    group = division.make("busy", {"cpu.max": "20000 100000", "cpu.weight": "200"})
    began = time.monotonic()
    start(SPIN, group)
    until(lambda: count(group, "cpu.stat", "nr_throttled") >= 5)
    used = group.usage()
    share = (used.cpu_seconds or 0.0) / (time.monotonic() - began)
    return {"share": share, "bytes": used.memory_bytes, **removed(group)}


def removed(group: ControlGroup) -> dict[str, Any]:
    return {"left": group.remove(), "there": group.path.exists()}


def start(argv: list[str], group: ControlGroup) -> "subprocess.Popen[bytes]":
    null = subprocess.DEVNULL
    return subprocess.Popen(group.born_in(argv), start_new_session=True, stdin=null, stdout=null, stderr=null)


def count(group: ControlGroup, file: str, name: str) -> int:
    words = (group.path / file).read_text().split()
    return int(words[words.index(name) + 1])


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)  # noqa: TID251 - nothing in a guest rings


if __name__ == "__main__":
    print(json.dumps({"first": first, "second": second}[sys.argv[1]]()))  # noqa: T201 - its answer
