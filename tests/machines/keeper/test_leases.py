"""Who uses a machine, and since when nobody does."""

from datetime import timedelta

from ingle.base.clock import ManualClock
from ingle.machines.keeper.leases import Leases
from ingle.machines.names import MachineId

ONE, OTHER = MachineId("mch_1"), MachineId("mch_2")


def test_leases_are_counted_for_each_machine() -> None:
    leases = Leases(ManualClock())
    with leases.hold(ONE), leases.hold(ONE):
        assert (leases.held(ONE), leases.held(OTHER)) == (2, 0)
    assert leases.held(ONE) == 0


def test_idleness_counts_from_the_last_use() -> None:
    clock = ManualClock()
    leases = Leases(clock)
    assert leases.idle(ONE) == 0  # never heard of: from now on
    clock.move(timedelta(seconds=5))
    assert leases.idle(ONE) == 5
    with leases.hold(ONE):
        clock.move(timedelta(seconds=60))
    assert leases.idle(ONE) == 0
    clock.move(timedelta(seconds=7))
    assert leases.idle(ONE) == 7
    leases.touch(ONE)
    assert leases.idle(ONE) == 0


def test_what_is_forgotten_begins_anew() -> None:
    clock = ManualClock()
    leases = Leases(clock)
    leases.touch(ONE)
    clock.move(timedelta(seconds=50))
    leases.forget(ONE)
    assert leases.idle(ONE) == 0
