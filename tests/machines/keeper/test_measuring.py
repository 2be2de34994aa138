"""The meter hears what keepers do; on fakes."""

import anyio
import pytest

from ingle.machines.errors import EngineError
from ingle.machines.keeper.measuring import measured
from ingle.machines.model import Kind
from ingle.machines.ports import Work
from support.machines import ANN, Daemon, Town


async def test_the_first_machine_boots_and_the_next_is_created_from_its_template(
    town: Town, daemon: Daemon
) -> None:
    await daemon.create("one")
    await daemon.create("two")
    assert (town.meter.done, town.meter.failed) == ([Work.BOOT, Work.CREATE], [])
    assert town.meter.still == [Kind.TEMPLATE]


async def test_sleeps_wakes_forks_and_beginnings_are_told_apart(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    town.meter.done.clear()
    town.meter.still.clear()
    await daemon.machines.sleep(ANN, "one")
    await daemon.machines.wake(ANN, "one")
    await daemon.machines.snapshots.fork(ANN, "one", "twin", 2)
    assert town.meter.done == [Work.SLEEP, Work.WAKE, Work.FORK, Work.FORK]
    assert town.meter.still == [Kind.SLEEP, Kind.FORK]


async def test_a_failure_counts_as_one(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    town.host.faults.capture = EngineError("the disk is full")
    with pytest.raises(EngineError):
        await daemon.machines.sleep(ANN, "one")
    assert town.meter.failed == [Work.SLEEP]
    assert Work.SLEEP not in town.meter.done


async def test_what_is_broken_off_counts_as_neither(town: Town, daemon: Daemon) -> None:
    with anyio.CancelScope() as scope, measured(daemon.machines._shop, Work.BOOT):
        scope.cancel()
        await anyio.sleep_forever()
    assert (town.meter.done, town.meter.failed) == ([], [])
