"""Machines that nobody uses cool down by themselves; on fakes."""

from typing import Any

import anyio
import pytest

from ingle.drivers.guest.fake.programs import cat
from ingle.machines import Command
from ingle.machines.errors import (
    MachineAsleepError,
)
from ingle.machines.model import RestHabits, State, Timers
from support.machines import ANN, Town, asked, sh, until
from support.resting import SHORT, agent_of, is_, says, state, thermal


@pytest.fixture(autouse=True)
def nothing_cools_down_by_itself(town: Town) -> None:
    thermal(town)


async def test_an_idle_machine_becomes_warm_and_then_cold(town: Town) -> None:
    thermal(town, warm_after=SHORT, cold_after=4 * SHORT)
    async with town.daemon() as daemon:
        machine = await daemon.create()
        await until(is_(daemon, State.COLD))

        def told() -> list[str]:
            return [fact.data.state for fact in daemon.facts if fact.subject == machine.id]

        await until(lambda: told()[-1:] == ["cold"])  # a fact comes after what it tells
        assert told()[-4:] == ["running", "warm", "sleeping", "cold"]
        assert await says(daemon, "echo", "hello") == b"hello\n"
        await until(is_(daemon, State.COLD))


async def test_a_machine_that_is_kept_hot_stays_so_until_it_is_not(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create(timers=Timers(keep_hot=True))
        await daemon.create("two")
        await until(is_(daemon, State.COLD, "two"))
        assert await state(daemon) is State.RUNNING
        await daemon.machines.update(ANN, "one", timers=Timers())
        await until(is_(daemon, State.COLD))


async def test_a_persons_habits_hold_for_all_their_machines_at_once(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.create("two", timers=Timers(cold_after=0))
        await daemon.machines.set_rest_habits(ANN, RestHabits(cold_after=0.05))
        await until(is_(daemon, State.COLD))
        assert await state(daemon, "two") is State.RUNNING
        assert await daemon.machines.rest_habits(ANN) == RestHabits(cold_after=0.05)
        await daemon.machines.set_rest_habits(ANN, RestHabits())
        assert await says(daemon, "echo", "hello") == b"hello\n"
        assert await daemon.machines.rest_habits(ANN) == RestHabits()


async def test_work_that_goes_on_keeps_a_machine_awake(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.create("two")
        stream = await daemon.machines.sessions.exec(ANN, "one", Command(sh("cat"), stdin=True))
        await until(is_(daemon, State.COLD, "two"))
        assert await state(daemon) is State.RUNNING
        await stream.aclose()
        await until(is_(daemon, State.COLD))


async def test_a_forwarded_connection_keeps_a_machine_awake(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        machine = await daemon.create(timers=Timers(keep_hot=True))
        agent_of(town, machine).listeners[80] = cat
        connection = await daemon.machines.guests.connect(ANN, "one", 80)
        await daemon.machines.update(ANN, "one", timers=Timers())
        await daemon.create("two")
        await until(is_(daemon, State.COLD, "two"))
        assert await state(daemon) is State.RUNNING
        await connection.aclose()
        await until(is_(daemon, State.COLD))


async def test_what_the_guest_says_goes_on_keeps_it_awake(town: Town) -> None:
    """A program that was left running, and a workload that declares itself busy."""
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.create("two", timers=Timers(keep_hot=True))
        await daemon.create("three")
        await daemon.machines.sessions.spawn(ANN, "one", Command(sh("sleep 60"), keep=True))

        async def pieces() -> Any:
            yield b""

        await daemon.machines.files.write(ANN, "two", "/run/ingle/busy", pieces(), parents=True)
        await daemon.machines.update(ANN, "two", timers=Timers())
        await until(is_(daemon, State.COLD, "three"))
        assert [await state(daemon, name) for name in ("one", "two")] == [State.RUNNING] * 2
        await daemon.machines.files.remove(ANN, "two", "/run/ingle/busy", recursive=False)
        await until(is_(daemon, State.COLD, "two"))


async def test_a_dashboard_keeps_nothing_awake(town: Town) -> None:
    thermal(town, warm_after=SHORT, cold_after=2 * SHORT)
    async with town.daemon() as daemon, anyio.create_task_group() as group:
        await daemon.create()

        async def poll() -> None:
            while True:
                for look in (daemon.machines.guests.metrics, daemon.machines.sessions.list):
                    try:
                        await look(ANN, "one")
                    except MachineAsleepError:
                        await anyio.sleep(0.01)

        group.start_soon(poll)
        await until(is_(daemon, State.COLD))
        group.cancel_scope.cancel()


async def test_timers_end_machines(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.machines.create(ANN, "one", asked(timers=Timers(stop_after=0.1)))
        await daemon.machines.create(ANN, "two", asked(timers=Timers(remove_after=0.1)))
        await daemon.create("three")
        await until(is_(daemon, State.STOPPED))

        async def gone() -> bool:
            names = {each.name for each in (await daemon.machines.list(ANN, after=None, limit=9)).items}
            return names == {"one", "three"}

        await until(gone)
        assert await state(daemon, "three") is State.RUNNING


async def test_a_fault_of_ours_does_not_end_who_looks_after_the_machine(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create()
        town.host.faults.capture = RuntimeError("a bug")  # type: ignore[assignment]
        assert await says(daemon, "echo", "awake") == b"awake\n"
        keeper = daemon.machines._keepers._keeper((await daemon.machines.get(ANN, "one")).id)
        await until(lambda: keeper._idleness._failures > 1)
        assert not keeper.over
        assert await says(daemon, "echo", "here") == b"here\n"
        town.host.faults.capture = None
        await until(is_(daemon, State.COLD))
