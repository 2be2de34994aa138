"""Token buckets."""

from datetime import timedelta

import pytest

from ingle.base.clock import ManualClock
from ingle.edge import limits
from ingle.edge.errors import RateLimitedError
from ingle.edge.limits import Rate, RateLimit

RATE = Rate(burst=3, every=timedelta(seconds=10))


def spend(limit: RateLimit, key: str, times: int) -> None:
    for _ in range(times):
        limit.spend(key)


def test_a_burst_then_one_at_a_time() -> None:
    clock = ManualClock()
    limit = RateLimit(RATE, clock)
    spend(limit, "ann", 3)
    with pytest.raises(RateLimitedError) as refused:
        limit.spend("ann")
    assert refused.value.fields["retry_after_seconds"] == 10
    clock.move(timedelta(seconds=9))
    with pytest.raises(RateLimitedError):
        limit.spend("ann")
    clock.move(timedelta(seconds=1))
    limit.spend("ann")


def test_keys_do_not_disturb_each_other() -> None:
    limit = RateLimit(RATE, ManualClock())
    spend(limit, "ann", 3)
    spend(limit, "bob", 3)


def test_what_was_given_back_counts_not_and_never_grows_beyond_the_burst() -> None:
    limit = RateLimit(RATE, ManualClock())
    for _ in range(20):
        limit.spend("ann")
        limit.give_back("ann")
    limit.give_back("ann")
    spend(limit, "ann", 3)
    with pytest.raises(RateLimitedError):
        limit.spend("ann")


def test_the_number_of_keys_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_KEYS", 10)
    limit = RateLimit(RATE, ManualClock())
    for number in range(1000):
        limit.spend(str(number))
    assert len(limit._buckets) == 10
