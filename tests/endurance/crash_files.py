"""`kill -9` of a daemon at seeded moments while people upload, overwrite, move and delete; after each, the next daemon must have every acknowledged byte.

Everybody's choices and the moment come from the seed and the point's number; how far the daemon is by then does not.
"""

# ruff: noqa: S311, T201 - a seeded generator is wanted, and so is its report

import argparse
import signal
import sys
import threading
import time
from pathlib import Path
from random import Random

from endurance import ledgers
from endurance.api import LostError
from endurance.writers import Writer, client_of
from support.house import House, house
from support.waiting import wait_until

WRITERS = 4
LONGEST = 0.6  # seconds of load before the end
PATIENCE = 120.0  # seconds until what the crash left is swept
SETTINGS = {
    "INGLE_FILES__VERSION_GAP": "PT0S",
    "INGLE_FILES__VERSIONS": "3",
}  # every overwrite makes a version


class Points:
    """Goes through them, one after the other, in one installation."""

    def __init__(self, home: House, seed: int) -> None:
        self.home, self.seed = home, seed
        self.now = ""
        self.answered = 0
        self.doubtful = 0  # requests that were cut off
        self._writers = [Writer(f"~/writer{number}", Random()) for number in range(WRITERS)]
        self._whole: set[str] = set()

    @property
    def data(self) -> Path:
        return self.home.directory / "data"

    def point(self, number: int) -> None:
        """Raises AssertionError when something is not as it must be afterwards."""
        random = Random(f"{self.seed}:{number}")
        delay = random.uniform(0, LONGEST)
        self.now = f"point {number}: killed after {delay * 1000:.0f} ms"
        for writer in self._writers:
            writer.random = Random(f"{self.seed}:{number}:{writer.directory}")
        self._load_and_kill(delay)
        self.answered += sum(writer.answered for writer in self._writers)
        self.doubtful += sum(writer.doubtful is not None for writer in self._writers)
        self.home.start()
        self._check()

    def _load_and_kill(self, delay: float) -> None:
        failures: list[BaseException] = []

        def write(writer: Writer) -> None:
            writer.answered = 0
            try:
                with client_of(self.data) as client:
                    writer.write_for_ever(client)
            except LostError:
                return
            except BaseException as error:  # noqa: BLE001 - told to the other thread
                failures.append(error)

        threads = [threading.Thread(target=write, args=(writer,)) for writer in self._writers]
        for thread in threads:
            thread.start()
        wait_until(lambda: failures or all(writer.answered for writer in self._writers), timeout=PATIENCE)
        threads[0].join(delay)
        self.home.kill()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def _check(self) -> None:
        with client_of(self.data) as client:
            for writer in self._writers:
                writer.check(client)
        with ledgers.opened(self.data, self.home.place) as ledger:
            wait_until(ledger.is_swept, timeout=PATIENCE, explain=lambda: "bytes are left over")
            found = ledger.troubles(self._whole)
        assert not found, "\n".join(found)


def run(points: int, seed: int, first: int = 0) -> Points:
    """Raises AssertionError at the first point that does not hold, with the daemon's last words on stderr."""
    with house("fake", SETTINGS) as home:
        going, number = Points(home, seed), first
        try:
            for number in range(first, first + points):
                going.point(number)
                print(f"{going.now}: all is well", flush=True)
        except BaseException:
            print(
                f"{home.log.read_text(errors='replace')[-4000:]}\n--- {going.now}; again: "
                f"scripts/crash-files --seed {seed} --first {first} --points {number - first + 1}",
                file=sys.stderr,
            )
            raise
        return going


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/crash-files", description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first point")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing is left behind then either
    print(f"seed {options.seed}", flush=True)
    began = time.monotonic()
    going = run(options.points, options.seed, options.first)
    print(f"{options.points} points held, {(time.monotonic() - began) / options.points:.1f} s each")
    print(f"{going.answered} requests were answered, {going.doubtful} were cut off")


if __name__ == "__main__":
    main()
