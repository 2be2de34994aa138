"""A random walk over everything that happens to machines, with timers that put them to rest meanwhile; what must always be true is looked at after each
step. The walk is the same for the same seed as far as the daemon and the timers let it be."""

# ruff: noqa: S311, T201 - a seeded generator is wanted, and so is its report

import argparse
import signal
import statistics
import sys
import time
from collections import Counter, defaultdict
from random import Random

from endurance.api import RefusedError
from endurance.steps import STEPS
from endurance.world import World, log_tail, must_be_clear, world

# Short, so that machines get warm and cold between two steps and during them.
TIMERS = {
    "MACHINES__THERMAL__WARM_AFTER": "4",
    "MACHINES__THERMAL__COLD_AFTER": "10",
    "MACHINES__THERMAL__RETRY": "2",
}


class Walk:
    def __init__(self, place: World, seed: int) -> None:
        self.place, self.random = place, Random(seed)
        self.taken: defaultdict[str, list[float]] = defaultdict(list)  # seconds
        self.refused: Counter[str] = Counter()
        self.now = "the beginning"

    def step(self, number: int) -> None:
        """Raises AssertionError when something is not as it must be afterwards."""
        kinds = list(STEPS)
        kind = self.random.choices(kinds, [STEPS[each][1] for each in kinds])[0]
        if not self.place.machines:
            kind = "create"
        self.now = f"step {number}: {kind}"
        started = time.monotonic()
        try:
            if not STEPS[kind][0](self.place, self.random):
                return
            self.taken[kind].append(time.monotonic() - started)
        except RefusedError as refused:
            must_be_clear(refused, self.now)
            self.refused[f"{kind}: {refused}"] += 1
        self.place.settle()

    def report(self) -> str:
        lines = [f"{'step':16} {'times':>5} {'p50 ms':>8} {'p95 ms':>8}"]
        for kind, seconds in sorted(self.taken.items()):
            ordered = sorted(seconds)
            p95 = ordered[min(len(ordered) - 1, -(-len(ordered) * 95 // 100) - 1)]
            lines.append(
                f"{kind:16} {len(ordered):5} {statistics.median(ordered) * 1000:8.0f} {p95 * 1000:8.0f}"
            )
        lines += [f"refused {times} times: {what}" for what, times in sorted(self.refused.items())]
        return "\n".join(lines)


def run(seconds: float, seed: int) -> Walk:
    """Raises AssertionError at the first step after which something is wrong, with the daemon's last words on stderr."""
    with world(own_disk=True, **TIMERS) as place:
        if not place.own_disk:
            print("not root, or not allowed to mount: the step `full disk` is left out", flush=True)
        walk = Walk(place, seed)
        try:
            end, number = time.monotonic() + seconds, 0
            while time.monotonic() < end:
                walk.step(number)
                print(walk.now, flush=True)
                number += 1
            walk.now = "the end"
            for name in sorted(place.machines):
                place.look(name)
            place.leave()
        except BaseException:
            print(
                f"{log_tail(place.home)}\n--- {walk.now}; again: scripts/soak {seconds / 60:g} --seed {seed}",
                file=sys.stderr,
            )
            raise
        return walk


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left behind then either
    print(f"seed {options.seed}", flush=True)
    walk = run(options.minutes * 60, options.seed)
    print(walk.report())
    print(f"{sum(len(taken) for taken in walk.taken.values())} steps, and everything held")


if __name__ == "__main__":
    main()
