"""Whether a person with a hundred thousand files waits longer than one with few: the same requests before and after their tree is filled.

What comes into a tree is read in the background, so that it can be searched: both are measured when the daemon has nothing more to do.
"""

import time

from bench.measure import Row, Sample
from bench.os.client import Load, cpu_seconds, load
from bench.os.desk import Desk, wait_until
from bench.os.requests import LISTED, Ask, asks, furnish

FILES = 100_000
REQUESTS = 200
QUIET_SECONDS = 0.02  # of a processor


def flat(desk: Desk, rounds: int) -> list[Row]:
    home = furnish(desk)
    _rest(desk)
    before = [_take(desk, ask, rounds) for ask in asks(desk, home)]
    _fill(desk, home)
    fresh = furnish(desk)
    read = _rest(desk)
    after = [_take(desk, ask, rounds) for ask in asks(desk, fresh)]
    names = [ask.name for ask in asks(desk, home)]
    return [
        Row(
            f"{name} with {FILES} files / with few: CPU of the daemon",
            Sample("many", tuple(each.cpu_ms for each in late), "CPU ms a request"),
            Sample("few", tuple(each.cpu_ms for each in early), "CPU ms a request"),
            "1",
        )
        for name, early, late in zip(names, before, after, strict=True)
    ] + [
        Row(
            f"{FILES} files that were copied: until they can be searched", Sample("ingle", (read,), "s"), None
        )
    ]


def _rest(desk: Desk) -> float:
    """Until it has done nothing for a second; how many seconds it took to come to that."""
    begun = since = time.perf_counter()
    spent = cpu_seconds(desk.pids)

    def is_quiet() -> bool:
        nonlocal since, spent
        now, spent_now = time.perf_counter(), cpu_seconds(desk.pids)
        if spent_now - spent > QUIET_SECONDS:
            since, spent = now, spent_now
        return now - since > 1

    wait_until(is_quiet, timeout=600)
    return since - begun


def _take(desk: Desk, ask: Ask, rounds: int) -> list[Load]:
    return [load(desk.home.port, desk.pids, ask.make, count=REQUESTS, at_once=16) for _ in range(rounds + 1)][
        1:
    ]


def _fill(desk: Desk, home: str) -> None:
    """By copies of copies: what is counted is entries, and a copy makes them by one statement."""
    _copy(desk, f"{home}/read", f"{home}/ten", 10)
    for _ in range(FILES // (10 * LISTED)):
        _copy(desk, f"{home}/ten", f"{home}/all", 1)


def _copy(desk: Desk, source: str, into: str, times: int) -> None:
    desk.mkdir(into)
    for _ in range(times):
        asked = {"source": source, "into": into, "dedupe": True}
        desk.client.post("/files/copy", json=asked).raise_for_status()
