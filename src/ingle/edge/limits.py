"""Rate limits: token buckets in memory, one per key, so many tries at once and then so many a minute.

Their number is bounded: the bucket that was touched longest ago is forgotten first, which makes it full again. Whoever makes up keys to that end
pays for each with a try of another bucket (the address beside the name).
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from ingle.base.clock import Clock
from ingle.edge.errors import RateLimitedError, TooManyRequestsError
from ingle.edge.identity import Caller

MAX_KEYS = 50_000


@dataclass(frozen=True)
class Rate:
    """`burst` tries at once; each comes back after `every`."""

    burst: int
    every: timedelta


@dataclass
class _Bucket:
    left: float
    at: float


class _Buckets:
    """The bucket of each key, filled to the present moment. The rate comes with the key, for it may be another one by now."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.kept: OrderedDict[str, _Bucket] = OrderedDict()

    def find(self, key: str, burst: int, every: float) -> _Bucket:
        """`every` in seconds."""
        now = self._clock.monotonic()
        bucket = self.kept.setdefault(key, _Bucket(burst, now))
        self.kept.move_to_end(key)
        bucket.left, bucket.at = min(burst, bucket.left + (now - bucket.at) / every), now
        if len(self.kept) > MAX_KEYS:
            self.kept.popitem(last=False)
        return bucket


class RateLimit:
    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._burst = rate.burst
        self._every = rate.every.total_seconds()
        self._buckets = _Buckets(clock)

    def spend(self, key: str) -> None:
        """Take one try. Raises RateLimitedError when none is left."""
        bucket = self._buckets.find(key, self._burst, self._every)
        if bucket.left < 1:
            wait = (1 - bucket.left) * self._every
            raise RateLimitedError(
                f"too many tries; try again in {wait:.0f} seconds", retry_after_seconds=round(wait, 1)
            )
        bucket.left -= 1

    def give_back(self, key: str) -> None:
        """The try was a good one and does not count."""
        bucket = self._buckets.find(key, self._burst, self._every)
        bucket.left = min(self._burst, bucket.left + 1)


class Purses(Protocol):
    """Buckets, wherever they are kept."""

    def take(self, key: str, burst: int, every: float) -> float:
        """One try of this key, of so many at once and each back after so many seconds. How long to wait for one, in seconds; 0: it was taken."""
        ...


class OwnPurses:
    """Those of one process."""

    def __init__(self, clock: Clock) -> None:
        self._buckets = _Buckets(clock)

    def take(self, key: str, burst: int, every: float) -> float:
        bucket = self._buckets.find(key, burst, every)
        if bucket.left < 1:
            return (1 - bucket.left) * every
        bucket.left -= 1
        return 0


class RequestPace:
    """How fast each person may ask, whichever way they come, and whoever comes by one link together: a minute's worth at once, then as many a minute.
    The number comes with the caller, so one that was changed holds for whoever is looked up since."""

    def __init__(self, clock: Clock, purses: Purses | None = None) -> None:
        """`purses`: those that all processes of the installation share."""
        self._purses = purses or OwnPurses(clock)

    def spend(self, caller: Caller) -> None:
        """Take one request. Raises TooManyRequestsError when none is left."""
        per_minute = caller.requests_per_minute
        if per_minute <= 0:
            return
        every = 60 / per_minute
        wait = self._purses.take(caller.user_id or caller.credential_id, per_minute, every)
        if wait > 0:
            raise TooManyRequestsError(per_minute, wait)
