"""Token buckets that several processes share, beside those of one: the same rules for both."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ingle.base.clock import ManualClock
from ingle.edge import pacing
from ingle.edge.limits import OwnPurses, Purses
from ingle.edge.pacing import SharedPurses
from ingle.runtime.shared import SharedMemory


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def memory() -> Iterator[SharedMemory]:
    made = SharedMemory.make(64 + SharedPurses.SIZE)
    yield made
    made.close()


@pytest.fixture(params=["own", "shared"])
def purses(request: pytest.FixtureRequest, clock: ManualClock, memory: SharedMemory) -> Purses:
    return OwnPurses(clock) if request.param == "own" else SharedPurses(memory, 64, clock)


def test_so_many_at_once_then_each_after_its_time(purses: Purses, clock: ManualClock) -> None:
    assert [purses.take("ann", 3, 10) for _ in range(4)] == [0, 0, 0, 10]
    clock.move(timedelta(seconds=4))
    assert purses.take("ann", 3, 10) == pytest.approx(6)
    clock.move(timedelta(seconds=6))
    assert [purses.take("ann", 3, 10) for _ in range(2)] == [0, 10]


def test_it_never_holds_more_than_at_once(purses: Purses, clock: ManualClock) -> None:
    purses.take("ann", 3, 10)
    clock.move(timedelta(days=1))
    assert [purses.take("ann", 3, 10) for _ in range(4)] == [0, 0, 0, 10]
    assert purses.take("ann", 2, 5) == 5


def test_keys_do_not_disturb_each_other(purses: Purses) -> None:
    assert all(purses.take(f"person {number}", 1, 60) == 0 for number in range(500))
    assert all(purses.take(f"person {number}", 1, 60) == 60 for number in range(500))


def test_what_one_process_takes_the_other_has_no_more(clock: ManualClock, memory: SharedMemory) -> None:
    one, other = SharedPurses(memory, 64, clock), SharedPurses(memory, 64, clock)
    assert [each.take("ann", 3, 10) for each in (one, other, one, other)] == [0, 0, 0, 10]
    assert bytes(memory.bytes[:64]) == bytes(64)


def test_on_a_full_shelf_the_one_untouched_longest_is_forgotten(
    clock: ManualClock, memory: SharedMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "_SHELVES", 1)
    purses = SharedPurses(memory, 64, clock)
    for number in range(9):  # one more than there is room for
        assert purses.take(str(number), 1, 60) == 0
        clock.move(timedelta(milliseconds=1))
    assert purses.take("8", 1, 60) > 0
    assert purses.take("1", 1, 60) > 0
    assert purses.take("0", 1, 60) == 0
