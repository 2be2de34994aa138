"""Token buckets."""

from datetime import timedelta

import pytest

from ingle.base.clock import ManualClock
from ingle.edge import limits
from ingle.edge.errors import RateLimitedError, TooManyRequestsError
from ingle.edge.identity import Caller
from ingle.edge.limits import Rate, RateLimit, RequestPace

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
    assert len(limit._buckets.kept) == 10


def caller(per_minute: int, name: str = "ann") -> Caller:
    return Caller(f"usr_{name}", name, False, frozenset(), "token", "tok_1", requests_per_minute=per_minute)


def ask(pace: RequestPace, who: Caller, times: int = 1) -> None:
    for _ in range(times):
        pace.spend(who)


def test_a_minutes_worth_of_requests_then_as_many_a_minute() -> None:
    clock = ManualClock()
    pace = RequestPace(clock)
    ask(pace, caller(30), 30)
    with pytest.raises(TooManyRequestsError, match="30 times a minute") as refused:
        ask(pace, caller(30))
    assert refused.value.fields == {"retry_after_seconds": 2, "requests_per_minute": 30}
    clock.move(timedelta(seconds=2))
    ask(pace, caller(30))
    with pytest.raises(TooManyRequestsError):
        ask(pace, caller(30))
    clock.move(timedelta(minutes=10))
    ask(pace, caller(30), 30)
    with pytest.raises(TooManyRequestsError):
        ask(pace, caller(30))


def test_who_waits_as_long_as_told_is_heard() -> None:
    clock = ManualClock()
    pace = RequestPace(clock)
    ask(pace, caller(7), 7)
    clock.move(timedelta(seconds=1.23))
    with pytest.raises(TooManyRequestsError) as refused:
        ask(pace, caller(7))
    clock.move(timedelta(seconds=float(str(refused.value.fields["retry_after_seconds"]))))
    ask(pace, caller(7))


def test_no_limit_is_none_and_people_do_not_disturb_each_other() -> None:
    pace = RequestPace(ManualClock())
    ask(pace, caller(0), 1000)
    ask(pace, caller(1, "bob"))
    ask(pace, caller(1, "ann"))
    with pytest.raises(TooManyRequestsError):
        ask(pace, caller(1, "bob"))


def test_another_number_holds_from_the_next_request_on() -> None:
    clock = ManualClock()
    pace = RequestPace(clock)
    ask(pace, caller(1000))
    ask(pace, caller(2), 2)  # not the 999 that were left
    with pytest.raises(TooManyRequestsError):
        ask(pace, caller(2))
    ask(pace, caller(0))
    clock.move(timedelta(seconds=1))
    ask(pace, caller(600), 10)
