"""How long whoever fails in a row must wait: pure decisions.

Beside the rates (edge/limits.py), which forget with the process: failures are counted in the database, for names that exist and for those that do not.
"""

from datetime import datetime, timedelta

FREE_TRIES = 5  # typing errors
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)  # no longer, or strangers could keep a person out at little cost
FAILURES_KEPT = timedelta(days=1)


def pause_after(failures: int) -> timedelta:
    """How long after the last of so many failures in a row the next try is heard. It doubles with each."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 16)
    return min(FIRST_PAUSE * int(2**doublings), LONGEST_PAUSE)


def locked_for(failures: int, failed_at: datetime, now: datetime) -> timedelta:
    """What is left of the pause; zero when the next try is heard."""
    return max(failed_at + pause_after(failures) - now, timedelta(0))
