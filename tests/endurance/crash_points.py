"""`kill -9` of a daemon at seeded moments of what it does with machines; after each, the next daemon must make everything right again.

Each point is made from the seed and its number. How long an operation takes is learnt on the way, so that the moments spread over all of it.
"""

# ruff: noqa: S311, T201 - a seeded generator is wanted, and so is its report

import argparse
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from endurance.api import LostError, RefusedError
from endurance.ticks import Expected
from endurance.world import World, log_tail, must_be_clear, world

MACHINES = 2  # that are there when a point begins, at least
MOST = 4
FIRST_GUESS = {"create": 0.8, "first create": 3.0, "remove": 0.2, "fork": 0.8, "restore": 0.6}
BEYOND = 1.2  # of an operation's usual time: some daemons die just after they have answered

Operation = Callable[[World, Random], Callable[[], None]]


def _create(place: World, _random: Random) -> Callable[[], None]:
    name = place.new_name("made")
    place.doubtful.add(name)

    def act() -> None:
        place.create(name)

    return act


def _first_create(place: World, random: Random) -> Callable[[], None]:
    """Without a template to begin as."""
    place.api.call("POST", "/storage/prune", templates=True)
    return _create(place, random)


def _rest(verb: str) -> Operation:
    def operation(place: World, random: Random) -> Callable[[], None]:
        name = place.pick(random)
        return lambda: place.api.call("POST", f"/machines/{name}/{verb}")

    return operation


def _wake(place: World, random: Random) -> Callable[[], None]:
    name = place.pick(random)
    place.api.call("POST", f"/machines/{name}/sleep")
    return lambda: place.api.call("POST", f"/machines/{name}/wake")


def _fork(place: World, random: Random) -> Callable[[], None]:
    source, name = place.pick(random), place.new_name("fork")
    place.doubtful.add(name)

    def act() -> None:
        [made] = place.api.call("POST", f"/machines/{source}/fork", name=name)["items"]
        was = place.machines[source]
        place.machines[name] = Expected(made["id"], was.ticks, was.token)

    return act


def _snapshot(place: World, random: Random) -> Callable[[], None]:
    source, name = place.pick(random), place.new_name("kept")
    place.doubtful.add(name)

    def act() -> None:
        place.api.call("POST", f"/machines/{source}/snapshots", name=name)
        was = place.machines[source]
        place.snapshots[name] = Expected(was.id, was.ticks, was.token)
        place.doubtful.discard(name)  # it must stay

    return act


def _restore(place: World, random: Random) -> Callable[[], None]:
    name = place.pick(random)
    place.look(name)
    snapshot = place.new_name("kept")
    place.api.call("POST", f"/machines/{name}/snapshots", name=snapshot)
    place.snapshots[snapshot] = Expected(place.machines[name].id, *_seen(place, name))
    return lambda: place.api.call("POST", f"/machines/{name}/restore", snapshot=snapshot)


def _remove(place: World, random: Random) -> Callable[[], None]:
    name = place.pick(random)
    del place.machines[name]
    place.doubtful.add(name)

    def act() -> None:
        place.api.call("DELETE", f"/machines/{name}?force=true")
        place.doubtful.discard(name)  # it must be gone

    return act


def _seen(place: World, name: str) -> tuple[int, str]:
    return place.machines[name].ticks, place.machines[name].token


OPERATIONS: dict[str, Operation] = {
    "create": _create,
    "first create": _first_create,
    "cool": _rest("cool"),
    "sleep": _rest("sleep"),
    "wake": _wake,
    "fork": _fork,
    "snapshot": _snapshot,
    "restore": _restore,
    "remove": _remove,
}


class Points:
    """Goes through them, one after the other, in one installation."""

    def __init__(self, place: World, seed: int) -> None:
        self.place, self.seed = place, seed
        self.usual = dict(FIRST_GUESS)  # seconds
        self.tried: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.now = ""

    def point(self, number: int) -> None:
        """Raises AssertionError when something is not as it must be afterwards."""
        random = Random(f"{self.seed}:{number}")
        self._furnish()
        kind = random.choice(sorted(OPERATIONS))
        share = random.uniform(0, BEYOND)
        act = OPERATIONS[kind](self.place, random)
        delay = self.usual.get(kind, 0.4) * share
        self.now = f"point {number}: {kind}, killed after {delay * 1000:.0f} ms"
        self.tried[kind] += 1
        if self._interrupt(kind, act, delay):
            self.answered[kind] += 1
        self.place.home.start()
        self.place.settle()
        for name in sorted(self.place.machines):
            self.place.look(name)
        self._tidy()

    def _interrupt(self, kind: str, act: Callable[[], None], delay: float) -> bool:
        """Whether it was answered before the end came."""
        outcome: list[BaseException | None] = []
        started = time.monotonic()

        def work() -> None:
            try:
                act()
                outcome.append(None)
                self.usual[kind] = (self.usual.get(kind, 0.4) + time.monotonic() - started) / 2
            except BaseException as error:  # noqa: BLE001 - told to the other thread
                outcome.append(error)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join(delay)
        self.place.home.kill()
        thread.join()
        [error] = outcome
        if isinstance(error, LostError):
            if delay > self.usual.get(kind, 0.4):  # slower than thought
                self.usual[kind] = delay * 1.2
            return False
        if isinstance(error, RefusedError):
            must_be_clear(error, self.now)
        elif error is not None:
            raise error
        return error is None

    def _furnish(self) -> None:
        while len(self.place.machines) < MACHINES:
            name = self.place.new_name("base")
            self.place.create(name)
            self.place.look(name)

    def _tidy(self) -> None:
        place = self.place
        place.resolve_doubts()
        for name, machine in place.machines.items():
            if machine.may_stand:
                place.api.call("POST", f"/machines/{name}/start")
                machine.may_stand = False
                place.look(name)
        for name in sorted(place.machines)[MOST:]:
            place.forget(name)
        for name in sorted(place.snapshots)[2:]:
            place.api.call("DELETE", f"/snapshots/{name}")
            del place.snapshots[name]


def run(points: int, seed: int, first: int = 0) -> Points:
    """Raises AssertionError at the first point that does not hold, with the daemon's last words on stderr."""
    with world() as place:
        going, number = Points(place, seed), first
        try:
            for number in range(first, first + points):
                going.point(number)
                print(f"{going.now}: all is well", flush=True)
            place.leave()
        except BaseException:
            print(
                f"{log_tail(place.home)}\n--- {going.now}; again: scripts/crash-points --seed {seed} --first {first} --points {number - first + 1}",
                file=sys.stderr,
            )
            raise
        return going


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/crash-points", description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first point")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left behind then either
    print(f"seed {options.seed}", flush=True)
    going = run(options.points, options.seed, options.first)
    for kind in sorted(going.tried):
        print(f"{kind}: {going.tried[kind]} points, {going.answered[kind]} answered before the end")
    print(f"{going.tried.total()} points held")


if __name__ == "__main__":
    main()
