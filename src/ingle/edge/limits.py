"""Rate limits: token buckets in memory, one per key, so many tries at once and then so many a minute.

Their number is bounded: the bucket that was touched longest ago is forgotten first, which makes it full again. Whoever makes up keys to that end
pays for each with a try of another bucket (the address beside the name).
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta

from ingle.base.clock import Clock
from ingle.edge.errors import RateLimitedError

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


class RateLimit:
    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate = rate
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def spend(self, key: str) -> None:
        """Take one try. Raises RateLimitedError when none is left."""
        bucket = self._refilled(key)
        if bucket.left < 1:
            wait = (1 - bucket.left) * self._rate.every.total_seconds()
            raise RateLimitedError(
                f"too many tries; try again in {wait:.0f} seconds", retry_after_seconds=round(wait, 1)
            )
        bucket.left -= 1

    def give_back(self, key: str) -> None:
        """The try was a good one and does not count."""
        bucket = self._refilled(key)
        bucket.left = min(self._rate.burst, bucket.left + 1)

    def _refilled(self, key: str) -> _Bucket:
        now = self._clock.monotonic()
        bucket = self._buckets.setdefault(key, _Bucket(self._rate.burst, now))
        self._buckets.move_to_end(key)
        grown = (now - bucket.at) / self._rate.every.total_seconds()
        bucket.left, bucket.at = min(self._rate.burst, bucket.left + grown), now
        if len(self._buckets) > MAX_KEYS:
            self._buckets.popitem(last=False)
        return bucket
