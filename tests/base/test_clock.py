from datetime import UTC, timedelta

from ingle.base.clock import ManualClock, SystemClock


def test_the_manual_clock_stands_still_until_moved() -> None:
    clock = ManualClock()
    before = clock.now()
    assert clock.now() == before
    clock.move(timedelta(seconds=90))
    assert clock.now() - before == timedelta(seconds=90)
    assert clock.monotonic() == 90


def test_the_system_clock_is_in_utc_and_grows() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
