"""A daemon dies, another comes: every machine is found again, and what was under way is finished."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import anyio
import pytest

from ingle.base.clock import ManualClock
from ingle.drivers.engines.fake import FakeHost
from ingle.drivers.guest.fake import FakeDelays
from ingle.machines import Command
from ingle.machines.model import Exit, Intent, Machine, State, Status, StopCause
from ingle.machines.ports import Output, ProcessStream
from ingle.machines.store import machines as rows
from support.machines import ANN, Daemon, Town, sh, until


async def state(daemon: Daemon, name: str = "one") -> State:
    return (await daemon.machines.get(ANN, name)).status.state


def meddle(town: Town, machine: Machine, **changes: Any) -> None:
    """Make the row say what it said when the daemon was killed in the middle of something."""
    status: Status = replace(machine.status, **changes)
    town.db.write_now(lambda connection: rows.save_status(connection, machine.id, status))


async def read(process: ProcessStream, wanted: bytes) -> bytes:
    seen = b""
    async for event in process:
        if isinstance(event, Output):
            seen += event.data
            if wanted in seen:
                return seen
    raise AssertionError(f"{wanted!r} did not come, only {seen!r}")


@asynccontextmanager
async def left_behind(town: Town, **request: Any) -> AsyncIterator[Machine]:
    async with town.daemon() as daemon:
        machine = await daemon.create(**request)
    yield machine


async def test_running_work_is_found_again(town: Town) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create()
        command = Command(sh("echo first; cat; echo last"), stdin=True, keep=True)
        process = await daemon.machines.sessions.exec(ANN, "one", command)
        await read(process, b"first\n")
        pid, session = process.pid, process.session
    async with town.daemon() as daemon:
        again = await daemon.machines.sessions.attach(ANN, "one", session)
        assert again.pid == pid
        await again.send(b"second\n")
        assert await read(again, b"second\n") == b"first\nsecond\n"
        assert (await daemon.machines.get(ANN, "one")).status.vmm == machine.status.vmm
        assert await state(daemon) is State.RUNNING


async def test_the_log_has_no_gap_and_no_repetition(town: Town) -> None:
    clock = ManualClock()
    town.host = FakeHost(clock=clock)
    async with town.daemon() as daemon:
        machine = await daemon.create(
            command=sh("echo one; sleep 60; echo two; sleep 60; echo three; exit 3")
        )
        await until(lambda: daemon.log())
    agent = town.host.agent(machine.id)
    clock.move(timedelta(seconds=61))
    agent.sessions.advance()  # it writes while nobody listens
    async with town.daemon() as daemon:

        async def written() -> bool:
            return await daemon.log() == b"one\ntwo\n"

        await until(written)
    clock.move(timedelta(seconds=61))
    agent.sessions.advance()  # and ends so
    async with town.daemon() as daemon:

        async def exited() -> bool:
            return (await daemon.machines.get(ANN, "one")).status.workload.exit == Exit(code=3)

        await until(exited)
        assert await daemon.log() == b"one\ntwo\nthree\n"


async def test_a_paused_machine_stays_paused_and_can_be_resumed(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.machines.pause(ANN, "one")
    async with town.daemon() as daemon:
        assert await state(daemon) is State.PAUSED
        resumed = await daemon.machines.resume(ANN, "one")
        assert resumed.status.state is State.RUNNING
        assert await daemon.machines.sessions.list(ANN, "one") == []


async def test_a_machine_whose_vmm_is_gone_says_so(town: Town) -> None:
    async with left_behind(town, command=sh("sleep 60")) as machine:
        town.host.crash(machine.id)
    async with town.daemon() as daemon:

        async def stopped() -> bool:
            return await state(daemon) is State.STOPPED

        await until(stopped)
        status = (await daemon.machines.get(ANN, "one")).status
        assert status.stop_cause is StopCause.LOST
        assert "VMM was gone" in status.error
        assert status.workload.state == "exited"
        assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING


async def test_a_start_that_was_under_way_is_finished(town: Town) -> None:
    town.host.faults.guest = FakeDelays(ready=0.3)
    async with town.daemon() as daemon, anyio.create_task_group() as group:

        async def has_a_vmm() -> bool:
            machines = (await daemon.machines.list(ANN, after=None, limit=1)).items
            return bool(machines) and machines[0].status.vmm is not None

        group.start_soon(partial(daemon.create, command=sh("sleep 60")))
        await until(has_a_vmm)
        assert await state(daemon) is State.STARTING
        group.cancel_scope.cancel()
    vmm = next(town.host.processes()).identity
    async with town.daemon() as daemon:

        async def running() -> bool:
            return await state(daemon) is State.RUNNING

        await until(running)
        machine = await daemon.machines.get(ANN, "one")
        assert (machine.status.boot, machine.status.workload.state) == (1, "running")
        assert town.host.process(machine.id) is not None
        assert next(town.host.processes()).identity == vmm


async def test_a_start_whose_vmm_was_not_made_yet_begins_again(town: Town) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 60"))
        await daemon.machines.stop(ANN, "one", grace=0)
    meddle(town, machine, state=State.STARTING, vmm=None)
    async with town.daemon() as daemon:

        async def running() -> bool:
            return await state(daemon) is State.RUNNING

        await until(running)


async def test_a_workload_is_not_started_twice(town: Town) -> None:
    async with left_behind(town, command=sh("echo once; sleep 60")) as machine:
        meddle(town, machine, state=State.STARTING)
    async with town.daemon() as daemon:

        async def running() -> bool:
            return await state(daemon) is State.RUNNING and bool(await daemon.log())

        await until(running)
        assert await daemon.log() == b"once\n"


async def test_a_stop_that_was_under_way_is_finished(town: Town) -> None:
    async with left_behind(town, command=sh("sleep 60")) as machine:
        meddle(town, machine, intent=Intent.STOPPED, state=State.STOPPING)
    async with town.daemon() as daemon:

        async def stopped() -> bool:
            return await state(daemon) is State.STOPPED

        await until(stopped)
    assert list(town.host.processes()) == []


async def test_a_restart_that_was_under_way_is_finished(town: Town) -> None:
    async with left_behind(town) as machine:
        meddle(town, machine, intent=Intent.RESTARTED, state=State.STOPPING)
    async with town.daemon() as daemon:

        async def running() -> bool:
            status = (await daemon.machines.get(ANN, "one")).status
            return (status.state, status.boot) == (State.RUNNING, 2)

        await until(running)


async def test_a_removal_that_was_under_way_is_finished(town: Town) -> None:
    async with left_behind(town) as machine:
        meddle(town, machine, intent=Intent.REMOVED, state=State.REMOVING)
    async with town.daemon() as daemon:

        async def gone() -> bool:
            return not (await daemon.machines.list(ANN, after=None, limit=10)).items

        await until(gone)
    assert list(town.host.processes()) == []
    assert list((town.data_dir / "machines").iterdir()) == []


@pytest.mark.parametrize(("intent", "paused"), [(Intent.PAUSED, True), (Intent.RUNNING, False)])
async def test_a_pause_or_resume_that_was_under_way_is_finished(
    town: Town, intent: Intent, *, paused: bool
) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create()
        if not paused:
            machine = await daemon.machines.pause(ANN, "one")
    meddle(town, machine, intent=intent)
    async with town.daemon() as daemon:

        async def settled() -> bool:
            process = town.host.process(machine.id)
            wanted = State.PAUSED if paused else State.RUNNING
            return process is not None and process.paused == paused and await state(daemon) is wanted

        await until(settled)


async def test_orphans_are_removed(town: Town) -> None:
    async with left_behind(town) as machine:
        town.db.write_now(lambda connection: rows.delete(connection, machine.id))
        foreign = town.data_dir / "machines" / "mine"
        foreign.mkdir()
    async with town.daemon():
        assert list(town.host.processes()) == []
        assert list((town.data_dir / "machines").iterdir()) == [foreign]


async def test_a_link_that_is_lost_is_opened_again(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("echo before; sleep 0.3; echo after; sleep 60"))
    await until(lambda: daemon.log())
    agent = town.host.agent(machine.id)
    assert agent._serving is not None
    agent._serving.cancel()

    async def written() -> bool:
        return b"after" in await daemon.log()

    await until(written)
    assert await daemon.log() == b"before\nafter\n"


async def test_a_log_that_cannot_be_written_holds_nothing_up(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    async with town.daemon() as daemon:
        monkeypatch.setattr("ingle.machines.store.logs.LogWriter.append", full)
        await daemon.create(command=sh("echo lost; exit 6"))

        async def exited() -> bool:
            return (await daemon.machines.get(ANN, "one")).status.workload.exit == Exit(code=6)

        await until(exited)
        monkeypatch.setattr("ingle.machines.keeper.pump.LogWriter", full)
        again = await daemon.machines.restart(ANN, "one", grace=0)
        assert again.status.state is State.RUNNING
        await until(exited)
        assert await daemon.log() == b""
