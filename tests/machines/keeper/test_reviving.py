"""A VMM dies under a running daemon: what its machine's restart policy makes of that; on fakes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ingle.machines.errors import EngineError
from ingle.machines.model import Intent, RestartPolicy, State, StopCause
from ingle.machines.settings import Revival
from support.machines import ANN, Daemon, Town, sh, until
from support.resting import is_, state

ALWAYS, ON_FAILURE = RestartPolicy("always"), RestartPolicy("on-failure")
QUICK = Revival(timedelta(milliseconds=10), timedelta(milliseconds=40), timedelta(hours=1))


@pytest.fixture(autouse=True)
def quick(town: Town) -> None:
    town.settings = replace(town.settings, revival=QUICK)


def slow(town: Town) -> None:
    """The pause never ends by itself."""
    hour = timedelta(hours=1)
    town.settings = replace(town.settings, revival=Revival(hour, hour, hour))


def boots(daemon: Daemon, number: int) -> Callable[[], Any]:
    async def asked_now() -> bool:
        status = (await daemon.machines.get(ANN, "one")).status
        return (status.state, status.boot) == (State.RUNNING, number)

    return asked_now


async def history(daemon: Daemon) -> list[str]:
    return [detail for _, _, detail in await daemon.machines.history(ANN, "one") if detail]


@pytest.mark.parametrize("policy", [ALWAYS, ON_FAILURE])
async def test_it_is_started_again_from_its_disk_and_history_says_why(
    town: Town, daemon: Daemon, policy: RestartPolicy
) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=policy)
    for number in (2, 3):
        town.host.crash(machine.id)
        await until(boots(daemon, number))
    status = (await daemon.machines.get(ANN, "one")).status
    assert (status.intent, status.error, status.layer) == (Intent.RUNNING, "", machine.status.layer)
    told = [line for line in await history(daemon) if "started again from its disk in" in line]
    assert [line.split(" in ")[-1].split(" s,")[0] for line in told] == ["0.01", "0.02"]


async def test_without_a_policy_it_stays_as_it_fell(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"))
    town.host.crash(machine.id)
    await until(is_(daemon, State.FAILED))
    assert (await daemon.machines.get(ANN, "one")).status.intent is Intent.STOPPED


async def test_on_failure_gives_up_after_its_retries(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=RestartPolicy("on-failure", 2))
    for number in (2, 3):
        town.host.crash(machine.id)
        await until(boots(daemon, number))
    town.host.crash(machine.id)
    await until(is_(daemon, State.FAILED))
    assert (await daemon.machines.get(ANN, "one")).status.intent is Intent.STOPPED


async def test_one_that_has_lasted_begins_a_new_row(town: Town) -> None:
    town.settings = replace(town.settings, revival=replace(QUICK, lasting=timedelta()))
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=RestartPolicy("on-failure", 1))
        for number in (2, 3, 4):
            town.host.crash(machine.id)
            await until(boots(daemon, number))


async def test_a_guest_that_powers_itself_off_stays_off(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
    town.host.agent(machine.id).power_off(0)
    await until(is_(daemon, State.STOPPED))
    assert (await daemon.machines.get(ANN, "one")).status.stop_cause is StopCause.GUEST


async def test_a_paused_one_is_not_started_again(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
    await daemon.machines.pause(ANN, "one")
    town.host.crash(machine.id)
    await until(is_(daemon, State.FAILED))


async def test_one_that_the_host_ended_says_why(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"))
    town.host.crash(machine.id, reason="out of memory on the host: it took more than it may")
    await until(is_(daemon, State.FAILED))
    status = (await daemon.machines.get(ANN, "one")).status
    assert status.error == "out of memory on the host: it took more than it may"


async def test_a_stop_ends_the_wait(town: Town) -> None:
    slow(town)
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
        town.host.crash(machine.id)
        await until(is_(daemon, State.STARTING))
        await daemon.machines.stop(ANN, "one")
        status = (await daemon.machines.get(ANN, "one")).status
        assert (status.state, status.intent) == (State.STOPPED, Intent.STOPPED)
        await daemon.machines.start(ANN, "one")
        assert await state(daemon) is State.RUNNING


async def test_a_removal_ends_the_wait(town: Town) -> None:
    slow(town)
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
        town.host.crash(machine.id)
        await until(is_(daemon, State.STARTING))
        await daemon.machines.remove(ANN, "one", force=True)
        assert (await daemon.machines.list(ANN, after=None, limit=10)).items == []


async def test_a_daemon_that_goes_meanwhile_leaves_it_to_the_next(town: Town) -> None:
    slow(town)
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=ON_FAILURE)
        town.host.crash(machine.id)
        await until(is_(daemon, State.STARTING))
    async with town.daemon() as daemon:
        await until(is_(daemon, State.RUNNING))


async def test_what_kills_it_while_it_rests(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
    await daemon.machines.cool(ANN, "one")
    town.host.crash(machine.id)
    await until(boots(daemon, 2))


async def test_a_start_that_fails_is_tried_again(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
    town.host.faults.boot = EngineError("no luck today")
    town.host.crash(machine.id)

    async def tried_twice() -> bool:
        return sum("no luck today; it is started again" in line for line in await history(daemon)) >= 2

    await until(tried_twice)
    town.host.faults.boot = None
    await until(is_(daemon, State.RUNNING))
