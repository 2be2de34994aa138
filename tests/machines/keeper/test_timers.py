"""A guest whose kernel has found no timer is no machine, and never a template; on fakes."""

import pytest

from ingle.machines.errors import MachineBootError
from ingle.machines.keeper.originating import BOOTS
from ingle.machines.model import State
from ingle.machines.ports import Work
from support.machines import Daemon, Town


async def test_it_is_booted_again(town: Town, daemon: Daemon) -> None:
    town.host.faults.timerless = BOOTS - 1
    one = await daemon.create("one")
    assert one.status.state is State.RUNNING
    (process,) = town.host.processes()
    assert b"LOC:       1 " in process.agent.tree.find(b"/proc/interrupts").content
    await daemon.create("two")
    assert town.meter.done == [Work.BOOT, Work.CREATE]


async def test_a_host_on_which_none_is_found_is_told_of(town: Town, daemon: Daemon) -> None:
    town.host.faults.timerless = BOOTS
    with pytest.raises(MachineBootError, match="no timer"):
        await daemon.create("one")
    assert list(town.host.processes()) == []
    await daemon.create("two")
    assert town.meter.done == [Work.BOOT]  # of the second: nothing was kept of the first
