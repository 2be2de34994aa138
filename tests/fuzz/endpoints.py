"""`scripts/fuzz-http SECONDS`: generated requests against every endpoint, with a new seed each round; ends at the first server error."""

# ruff: noqa: T201 - its report is what it is for

import random
import sys
import time

from journeys.test_malformed_requests import attack, hands_on


def main(seconds: float) -> int:
    ends, rounds = time.monotonic() + seconds, 0
    with hands_on() as (home, secret):
        while time.monotonic() < ends:
            seed = random.SystemRandom().randrange(1 << 31)
            done = attack(
                home, secret, "--phases", "coverage,fuzzing", "--max-examples", "30", "--seed", str(seed)
            )
            rounds += 1
            print(
                f"round {rounds}, seed {seed}: {done.stdout.strip().splitlines()[-1].strip(' =')}", flush=True
            )
            if done.returncode != 0:
                print(done.stdout[-8000:])
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
