"""What the daemon takes when it has nothing to do, and what a machine that began as a template takes beside what it shares."""

from pathlib import Path

from bench.measure import Row, Sample
from bench.place import Place
from endurance.remains import resident_mib, vmms

FORKS = 5


def memory(place: Place, _rounds: int) -> list[Row]:
    restore = place.bare_restore()
    daemon = place.home.daemon
    if daemon is None:
        raise RuntimeError("no daemon")
    resident = Sample("resident", (resident_mib(daemon.pid),), "MiB")
    machines = [place.ingle.machines.create(image="busybox", name=place.new_name()) for _ in range(FORKS)]
    pids = [vmms(place.data)[machine.id] for machine in machines]
    with restore.running() as bare:
        own = Sample("ingle", tuple(map(_own_mib, pids)), "MiB")
        floor = Sample("bare QEMU (R2)", (_own_mib(bare.pid),), "MiB")
        pss = Sample("PSS", tuple(_mib(pid, "Pss") for pid in pids), "MiB")
    for machine in machines:
        machine.remove(force=True)
    return [
        Row("daemon, idle", resident, None, "120 MB"),
        Row("forked idle machine, over the pages it shares / bare restore", own, floor, "40 MB"),
        Row(f"PSS of each of {FORKS} forked idle machines", pss, None),
    ]


def _own_mib(pid: int) -> float:
    return _mib(pid, "Private_Clean") + _mib(pid, "Private_Dirty")


def _mib(pid: int, field: str) -> float:
    """Of smaps_rollup (proc(5)), which counts in KiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"/proc/{pid}/smaps_rollup has no {field}")
