"""What machines took, sampled without waking any; on fakes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ingle.machines.errors import MachineAsleepError, MachineNotFoundError
from ingle.machines.model import State
from ingle.machines.service.loads import KEPT
from ingle.machines.settings import Thermal
from support.machines import ANN, BOB, Daemon, Town, sh, until


async def samples(daemon: Daemon, name: str = "one") -> int:
    return len(await daemon.machines.loads.history(ANN, name))


async def state(daemon: Daemon) -> State:
    return (await daemon.machines.get(ANN, "one")).status.state


async def test_a_machine_that_is_awake_is_sampled_with_its_guest(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.loads.look()
    await daemon.machines.loads.look()
    first, second = (await daemon.machines.loads.history(ANN, "one"))[-2:]
    assert first.at < second.at
    assert second.vmm.cpu_seconds >= first.vmm.cpu_seconds
    assert second.vmm.resident_bytes > 0
    assert second.guest is not None


async def test_what_stands_still_is_sampled_without_its_guest_and_stays_as_it_is(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.cool(ANN, "one")
    await daemon.machines.loads.look()
    assert (await daemon.machines.loads.history(ANN, "one"))[-1].guest is None
    assert await state(daemon) is State.WARM


async def test_what_sleeps_tells_what_it_took_and_is_not_woken(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.loads.look()
    await daemon.machines.sleep(ANN, "one")
    before = await samples(daemon)
    await daemon.machines.loads.look()
    assert before >= 1
    assert await samples(daemon) == before
    assert await state(daemon) is State.COLD
    with pytest.raises(MachineAsleepError):
        await daemon.machines.guests.metrics(ANN, "one")


async def test_being_sampled_keeps_nothing_awake(town: Town) -> None:
    soon = Thermal(warm_after=timedelta(seconds=0.2), cold_after=timedelta(seconds=0.4))
    town.settings = replace(town.settings, thermal=soon)
    async with town.daemon() as daemon:
        await daemon.create(command=sh("sleep 600"))

        async def cold() -> bool:
            await daemon.machines.loads.look()
            return await state(daemon) is State.COLD

        await until(cold)


async def test_an_hour_is_kept_and_nothing_of_what_was_removed(daemon: Daemon) -> None:
    machine = await daemon.create()
    for _ in range(KEPT + 5):
        await daemon.machines.loads.look()
    assert await samples(daemon) == KEPT
    await daemon.machines.remove(ANN, "one", force=True)
    await daemon.machines.loads.look()
    assert machine.id not in daemon.machines.loads._kept
    with pytest.raises(MachineNotFoundError):
        await samples(daemon)


async def test_it_is_its_owners_matter(daemon: Daemon) -> None:
    await daemon.create()
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.loads.history(BOB, "one")


async def test_a_guest_that_does_not_answer_is_left_out(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingle.machines.service.loads.ANSWER_SECONDS", 0.0)
    await daemon.create()
    await daemon.machines.loads.look()
    assert (await daemon.machines.loads.history(ANN, "one"))[-1].guest is None
