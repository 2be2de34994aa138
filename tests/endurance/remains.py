"""What an installation has on the host: processes, files, rows. Read from outside, past the daemon."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ingle.drivers.engines.qemu.grouping import folder_name
from ingle.runtime.proc import parse_proportional
from support.house import processes_of

NETWORK_LOG = "network.log"


def vmms(data: Path) -> dict[str, int]:
    """Pid by machine id, of every VMM of this data directory."""
    found: dict[str, int] = {}
    for pid in processes_of(data / "machines"):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"-pidfile" in words:
            found[Path(os.fsdecode(words[words.index(b"-pidfile") + 1])).parent.name] = pid
    return found


def network_helpers(data: Path) -> dict[int, str]:
    """Machine id by pid, of every process that carries the network of a VMM of this data directory: it writes to that one's log, whatever it is called."""
    found: dict[int, str] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            log = (process / "fd" / "2").readlink()
        except OSError:  # it has ended, or is not ours to look at
            continue
        if log.name == NETWORK_LOG and log.is_relative_to(data / "machines"):
            found[int(process.name)] = log.parent.name
    return found


def stray_processes(data: Path, daemon: int) -> list[str]:
    """Differences between the VMMs, what each of them needs beside it, and what runs."""
    running, helpers = vmms(data), network_helpers(data)
    found = [
        f"{pid} carries a network for {id_}, which has no VMM"
        for pid, id_ in helpers.items()
        if id_ not in running
    ]
    have = Counter(helpers.values())
    for id_, pid in running.items():
        wanted = int(_has_own_network(pid))
        if have[id_] != wanted:
            found.append(f"the VMM of {id_} has {have[id_]} networks, not {wanted}")
    strangers = set(processes_of(data)) - set(running.values()) - set(helpers) - {daemon}
    return found + [f"{pid} is nobody's: {_command(pid)}" for pid in sorted(strangers)]


def _has_own_network(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink()
    except FileNotFoundError:
        return False


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")[:200]
    except OSError:
        return "it has just ended"


def stray_groups(data: Path) -> list[str]:
    """Differences between the VMMs and their control groups, where an installation has any."""
    running, name = vmms(data), folder_name(data)
    folders = [folder for mount in _mounts() for folder in mount.rglob(name) if folder.is_dir()]
    groups = {path.name: path for folder in folders for path in folder.iterdir() if path.is_dir()}
    found = [
        f"{path} is a group of {id_}, which has no VMM" for id_, path in groups.items() if id_ not in running
    ]
    for id_, pid in running.items() if folders else ():
        if id_ not in groups:
            found.append(f"the VMM of {id_} is in no group of its own")
        elif str(pid) not in _inhabitants(groups[id_]):
            found.append(f"the VMM of {id_} is not in {groups[id_]}")
    return found


def _inhabitants(group: Path) -> list[str]:
    try:
        return (group / "cgroup.procs").read_text().split()
    except OSError:  # it is just removed
        return []


def _mounts() -> list[Path]:
    """Of cgroup v2."""
    lines = (line.split() for line in Path("/proc/self/mounts").read_text().splitlines())
    return [Path(words[1]) for words in lines if words[2] == "cgroup2"]


def resident_mib(pid: int) -> float:
    words = Path(f"/proc/{pid}/statm").read_text().split()
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def proportional_mib(pid: int) -> float:
    """As resident_mib, but of a page that several processes have it counts only its share."""
    size = parse_proportional(Path(f"/proc/{pid}/smaps_rollup").read_bytes())
    if size is None:
        raise RuntimeError(f"process {pid} has no memory any more")
    return size / (1 << 20)


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def stray_files(data: Path, waiting: frozenset[str] = frozenset()) -> list[str]:
    """Differences between the rows and the files of generations, layers and machines. `waiting`: the ids of VMMs that are to be nobody's."""
    with closing(sqlite3.connect(f"file:{data / 'ingle.db'}?mode=ro", uri=True)) as database:
        generations, layers, machines = (
            {str(row[0]) for row in database.execute(f"SELECT id FROM {table}")}  # noqa: S608 - our own words
            for table in ("generations", "layers", "machines")
        )
    files = set(_names(data / "generations"))
    found = [f"generations/{name} has no row" for name in sorted(files - generations)]
    found += [f"the generation {id_} has no files" for id_ in sorted(generations - files)]
    found += [
        f"layers/{name} has no row" for name in _names(data / "layers") if name.split(".")[0] not in layers
    ]
    found += [
        f"machines/{name} has no row" for name in _names(data / "machines") if name not in machines | waiting
    ]
    return found


def _names(folder: Path) -> Iterable[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ()
