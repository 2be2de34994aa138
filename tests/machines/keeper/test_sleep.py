"""Machines are put to sleep and woken, and whoever uses one wakes it; on fakes."""

from datetime import timedelta

import anyio
import pytest

from ingle.base.errors import Kind
from ingle.machines import Command
from ingle.machines.errors import (
    EngineError,
    MachineAsleepError,
    MachineStateError,
    SnapshotDamagedError,
)
from ingle.machines.model import Machine, State, StopCause, Timers
from ingle.machines.ports import Output
from support.machines import ANN, Daemon, Town, sh, until
from support.resting import SHORT, agent_of, is_, read, says, state, thermal, write


@pytest.fixture(autouse=True)
def nothing_cools_down_by_itself(town: Town) -> None:
    thermal(town)


# --- asked for --------------------------------------------------------------------------------------------------------


async def test_a_sleeping_machine_has_no_process_and_goes_on_where_it_was(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    await write(daemon, "/kept", b"what it knew")
    boot = agent_of(town, machine).boot_id
    asleep = await daemon.machines.sleep(ANN, "one")
    assert (asleep.status.state, asleep.status.vmm) == (State.COLD, None)
    assert list(town.host.processes()) == []
    awake = await daemon.machines.wake(ANN, "one")
    assert (awake.status.state, awake.status.boot, awake.status.asleep_in) == (State.RUNNING, 1, None)
    assert agent_of(town, awake).boot_id == boot
    assert await read(daemon, "/kept") == b"what it knew"


async def test_sleep_and_wake_again_and_again(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    for number in range(5):
        await write(daemon, f"/{number}", b"x")
        await daemon.machines.sleep(ANN, "one")
        await daemon.machines.wake(ANN, "one")
    assert [await read(daemon, f"/{number}") for number in range(5)] == [b"x"] * 5
    await daemon.machines.remove(ANN, "one", force=True)
    await daemon.machines.storage.prune(templates=True)
    assert {usage.what: usage.count for usage in await daemon.machines.storage.usage() if usage.count} == {}
    assert town.host.process(machine.id) is None


async def test_the_guest_is_frozen_when_it_is_captured_and_told_the_time_before_it_goes_on(
    town: Town, daemon: Daemon
) -> None:
    machine = await daemon.create()
    before = agent_of(town, machine).configuration
    await daemon.machines.sleep(ANN, "one")
    await daemon.machines.wake(ANN, "one")
    after = agent_of(town, machine).configuration
    assert before is not None
    assert after is not None
    assert after.thaw
    assert after.time_ns is not None
    assert len(after.entropy or b"") >= 32
    assert after.entropy != before.entropy
    assert after.machine_id == before.machine_id


async def test_who_was_captured_and_goes_on_is_told_the_time(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    told = time_of(town, machine)
    await daemon.machines.snapshots.create(ANN, "one", "kept")
    assert time_of(town, machine) > told


def time_of(town: Town, machine: Machine) -> int:
    """What the guest was told last, in nanoseconds."""
    configuration = agent_of(town, machine).configuration
    assert configuration is not None
    assert configuration.time_ns is not None
    return configuration.time_ns


async def test_using_a_sleeping_machine_wakes_it_once_however_many_ask(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.sleep(ANN, "one")
    said: list[bytes] = []

    async def use() -> None:
        said.append(await says(daemon, "echo", "hello"))

    async with anyio.create_task_group() as group:
        for _ in range(60):  # more than its mailbox holds
            group.start_soon(use)
    assert said == [b"hello\n"] * 60
    assert len(list(town.host.processes())) == 1
    states = [fact.data.state for fact in daemon.facts if fact.type == "machine.changed"]
    assert states.count("waking") == 1


async def test_everything_that_needs_the_guest_wakes_it(daemon: Daemon) -> None:
    machines = daemon.machines
    await daemon.create()
    for use in (
        lambda: machines.files.stat(ANN, "one", "/"),
        lambda: machines.files.list(ANN, "one", "/"),
        lambda: machines.files.mkdir(ANN, "one", "/made", mode=0o755, parents=True),
        lambda: machines.start(ANN, "one"),
        lambda: machines.resume(ANN, "one"),
    ):
        await machines.sleep(ANN, "one")
        await use()
        assert await state(daemon) is State.RUNNING


async def test_looking_wakes_nothing(daemon: Daemon) -> None:
    machines = daemon.machines
    await daemon.create()
    for rest in (machines.cool, machines.sleep):
        asleep = await rest(ANN, "one")
        for look in (machines.guests.metrics, machines.sessions.list):
            with pytest.raises(MachineAsleepError):
                await look(ANN, "one")
        await machines.history(ANN, "one")
        await machines.logs.console(ANN, "one")
        await daemon.log()
        await machines.list(ANN, after=None, limit=10)
        assert (await machines.get(ANN, "one")).status == asleep.status


async def test_a_warm_machine_stands_still_and_keeps_its_process(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    warm = await daemon.machines.cool(ANN, "one")
    process = town.host.process(machine.id)
    assert process is not None
    assert (warm.status.state, process.paused) == (State.WARM, True)
    assert await says(daemon, "echo", "hello") == b"hello\n"
    assert not process.paused
    assert await state(daemon) is State.RUNNING


async def test_a_warm_machine_becomes_cold(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await write(daemon, "/kept", b"x")
    await daemon.machines.cool(ANN, "one")
    await daemon.machines.sleep(ANN, "one")
    assert list(town.host.processes()) == []
    assert await read(daemon, "/kept") == b"x"


async def test_a_paused_machine_is_its_owners_alone(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.pause(ANN, "one")
    for rest in (daemon.machines.sleep, daemon.machines.cool, daemon.machines.wake):
        with pytest.raises(MachineStateError, match="resume it first"):
            await rest(ANN, "one")
    with pytest.raises(MachineStateError, match="resume it first"):
        await says(daemon, "echo", "hello")


async def test_stop_wakes_a_sleeping_machine_to_end_it_in_order(town: Town, daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    await daemon.machines.sleep(ANN, "one")
    stopped = await daemon.machines.stop(ANN, "one", grace=5)
    assert (stopped.status.state, stopped.status.stop_cause) == (State.STOPPED, StopCause.ASKED)
    assert stopped.status.asleep_in is None
    assert list(town.host.processes()) == []


async def test_stop_without_grace_drops_the_memory(town: Town, daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    await daemon.machines.sleep(ANN, "one")
    stopped = await daemon.machines.stop(ANN, "one", grace=0)
    assert (stopped.status.state, stopped.status.asleep_in) == (State.STOPPED, None)
    assert stopped.status.stop_cause is StopCause.KILLED
    assert stopped.status.workload.state == "exited"
    again = await daemon.machines.start(ANN, "one")
    assert (again.status.state, again.status.boot) == (State.RUNNING, 2)


async def test_a_sleeping_machine_is_removed_only_by_force(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.sleep(ANN, "one")
    with pytest.raises(MachineStateError, match="stop it first"):
        await daemon.machines.remove(ANN, "one")
    await daemon.machines.remove(ANN, "one", force=True)


# --- a shell that outlasts it -----------------------------------------------------------------------------------------


async def test_an_idle_shell_lets_the_machine_sleep_and_typing_wakes_it(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create()
        command = Command(sh("cat"), tty=None, stdin=True, keep=True)
        session = await daemon.machines.sessions.spawn(ANN, "one", command)
        await daemon.machines.update(ANN, "one", timers=Timers(keep_hot=True))
        stream = await daemon.machines.sessions.attach(ANN, "one", session)
        seen = bytearray()

        async def follow() -> None:
            async for event in stream:
                if isinstance(event, Output):
                    seen.extend(event.data)

        async with anyio.create_task_group() as group:
            group.start_soon(follow)
            await stream.send(b"one\n")
            await until(lambda: seen == b"one\n")
            for number in range(3):
                await daemon.machines.sleep(ANN, "one")
                assert await state(daemon) is State.COLD
                await stream.send(b"%d\n" % number)
                await until(lambda number=number: seen.endswith(b"%d\n" % number))
            assert seen == b"one\n0\n1\n2\n"
            group.cancel_scope.cancel()
        await stream.aclose()


@pytest.mark.parametrize("through", ["exec", "attach"])
async def test_who_hangs_up_while_the_machine_sleeps_ends_the_program_at_its_next_wake(
    daemon: Daemon, through: str
) -> None:
    sessions = daemon.machines.sessions
    await daemon.create()
    stream = await sessions.exec(ANN, "one", Command(sh("sleep 60")))
    kept = await sessions.exec(ANN, "one", Command(sh("sleep 60"), keep=True))
    streams = [stream, kept]
    if through == "attach":
        streams.append(await sessions.attach(ANN, "one", stream.session))
    await daemon.machines.sleep(ANN, "one")
    for each in streams:
        await each.aclose()
    assert await state(daemon) is State.COLD
    await daemon.machines.wake(ANN, "one")

    async def running() -> list[str]:
        return [session.id for session in await sessions.list(ANN, "one") if session.running]

    async def only_what_is_kept() -> bool:
        return await running() == [kept.session]

    await until(only_what_is_kept)
    assert await says(daemon, "echo", "hello") == b"hello\n"
    assert await running() == [kept.session]


# --- what goes wrong --------------------------------------------------------------------------------------------------


async def test_a_machine_that_cannot_sleep_runs_on_and_says_so(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    town.host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    told = time_of(town, machine)
    with pytest.raises(EngineError, match="the disk is full"):
        await daemon.machines.sleep(ANN, "one")
    assert time_of(town, machine) > told  # its clock stood still while it was tried
    awake = await daemon.machines.get(ANN, "one")
    assert awake.status.state is State.RUNNING
    assert "could not be put to sleep: the disk is full" in awake.status.error
    assert not agent_of(town, machine).sessions.frozen
    assert await says(daemon, "echo", "hello") == b"hello\n"
    town.host.faults.capture = None
    asleep = await daemon.machines.sleep(ANN, "one")
    assert (asleep.status.state, asleep.status.error) == (State.COLD, "")


async def test_a_sleep_that_fails_is_tried_again_later(town: Town) -> None:
    thermal(town, cold_after=SHORT, retry=SHORT)
    town.host.faults.capture = EngineError("not now")
    async with town.daemon() as daemon:
        await daemon.create()

        async def complains() -> bool:
            return "not now" in (await daemon.machines.get(ANN, "one")).status.error

        await until(complains)
        town.host.faults.capture = None
        await until(is_(daemon, State.COLD))


async def test_a_machine_that_cannot_be_woken_stays_asleep_and_loses_nothing(
    town: Town, daemon: Daemon
) -> None:
    await daemon.create()
    await write(daemon, "/kept", b"x")
    asleep = await daemon.machines.sleep(ANN, "one")
    town.host.faults.restore = EngineError("no memory is left", kind=Kind.EXHAUSTED)
    with pytest.raises(EngineError, match="no memory is left"):
        await says(daemon, "echo", "hello")
    still = await daemon.machines.get(ANN, "one")
    assert (still.status.state, still.status.asleep_in) == (State.COLD, asleep.status.asleep_in)
    assert "no memory is left" in still.status.error
    town.host.faults.restore = None
    assert await read(daemon, "/kept") == b"x"
    assert (await daemon.machines.get(ANN, "one")).status.error == ""


@pytest.mark.parametrize("name", ["devices", "memory", "delta", "manifest.json"])
async def test_damaged_memory_is_told_and_the_disk_still_starts(
    town: Town, daemon: Daemon, name: str
) -> None:
    if name == "delta":  # what began as a template differs from it, the first one from nothing
        await daemon.create("first")
    await daemon.create()
    asleep = await daemon.machines.sleep(ANN, "one")
    assert asleep.status.asleep_in is not None
    folder = town.data_dir / "generations" / asleep.status.asleep_in
    with (folder / name).open("r+b") as file:
        file.truncate(3)
    with pytest.raises(SnapshotDamagedError, match="ingle stop --force"):
        await daemon.machines.wake(ANN, "one")
    assert await state(daemon) is State.COLD
    await daemon.machines.stop(ANN, "one", grace=0)
    started = await daemon.machines.start(ANN, "one")
    assert started.status.state is State.RUNNING


# --- the daemon's own comings and goings ------------------------------------------------------------------------------


async def test_a_sleeping_machine_is_asleep_for_the_next_daemon(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await write(daemon, "/kept", b"x")
        await daemon.machines.sleep(ANN, "one")
    async with town.daemon() as daemon:
        assert await state(daemon) is State.COLD
        assert await read(daemon, "/kept") == b"x"


async def test_everything_can_be_put_to_sleep(town: Town) -> None:
    async with town.daemon() as daemon:
        for name in ("one", "two", "three"):
            await daemon.create(name)
        await daemon.machines.cool(ANN, "two")
        await daemon.machines.pause(ANN, "three")
        await daemon.machines.sleep_everything(within=timedelta(seconds=20))
        states = [await state(daemon, name) for name in ("one", "two", "three")]
        assert states == [State.COLD, State.COLD, State.PAUSED]
