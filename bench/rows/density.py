"""A daemon with a hundred machines asleep and twenty awake: what it takes to do nothing, and to list them."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import perf_counter

from bench.measure import Row, Sample, in_turn
from bench.place import Place
from support.waiting import wait_until

ASLEEP, AWAKE = 100, 20
MEMORY_MIB = 128
IDLE_SECONDS = 30
SETTLE_SECONDS = 180  # until what sleeps has been tidied up


def density(place: Place, rounds: int) -> list[Row]:
    place.bare_restore(MEMORY_MIB)  # so that there is a template
    names = [place.new_name() for _ in range(ASLEEP + AWAKE)]

    def furnish(name: str) -> None:
        machine = place.ingle.machines.create(image="busybox", name=name, memory_mib=MEMORY_MIB)
        if name in names[:ASLEEP]:
            place.api.call("POST", f"/machines/{machine.id}/sleep")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(furnish, names))
        # Memory that is laid over another's is made flat in a quiet moment; that is work, and not this row's.
        wait_until(lambda: not list((place.data / "generations").glob("*/delta")), timeout=SETTLE_SECONDS)
        idle = _idle_percent(place)
        taken = in_turn(rounds * 3, listed=lambda: place.api.machines() and None)
        list(pool.map(lambda name: place.api.call("DELETE", f"/machines/{name}?force=true"), names))
    what = f"{ASLEEP} asleep and {AWAKE} awake"
    return [
        Row(f"daemon with {what}, idle", Sample("CPU", (idle,), "% of a core"), None, "2"),
        Row(f"list of {what}", Sample("GET /machines", taken["listed"]), None, "20 ms"),
    ]


def _idle_percent(place: Place) -> float:
    before, started = _cpu_seconds(place), perf_counter()
    Event().wait(IDLE_SECONDS)  # what is measured is that nothing happens
    return (_cpu_seconds(place) - before) / (perf_counter() - started) * 100


def _cpu_seconds(place: Place) -> float:
    """User and system time of the daemon, fields 14 and 15 of stat (proc(5))."""
    if place.home.daemon is None:
        raise RuntimeError("no daemon")
    fields = Path(f"/proc/{place.home.daemon.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
