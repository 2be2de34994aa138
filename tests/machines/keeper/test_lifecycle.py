"""The life of a machine, from its creation to its removal, on the fake engine."""

import anyio
import pytest

from ingle.base.errors import InvalidError
from ingle.drivers.guest.fake import FakeAgent, FakeDelays
from ingle.machines.errors import (
    CommandNotFoundError,
    EngineError,
    MachineBootError,
    MachineGoneError,
    MachineNameTakenError,
    MachineNotFoundError,
    MachineStateError,
)
from ingle.machines.model import Exit, Intent, State, StopCause
from ingle.machines.policy.launching import mac_of, network_of
from ingle.machines.ports import VmmExit
from support.machines import ANN, Daemon, Image, Town, asked, sh, until
from support.resting import thermal


def agent_of(town: Town, machine: str) -> FakeAgent:
    return town.host.agent(machine)


async def test_create_answers_with_a_running_machine(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 60"), hostname="hearth")
    status = machine.status
    assert (status.state, status.intent, status.workload.state) == (State.RUNNING, Intent.RUNNING, "running")
    assert status.started_at is not None
    assert status.engine == "fake"
    assert status.vmm is not None
    configuration = agent_of(town, machine.id).configuration
    assert configuration is not None
    assert configuration.hostname == "hearth"
    assert configuration.interface is not None
    network = network_of(machine.id)
    assert (configuration.interface.address, configuration.interface.prefix) == (network.address, 24)
    assert (configuration.interface.gateway, configuration.dns) == (network.gateway, [network.dns])
    assert configuration.interface.mac == mac_of(machine.id)
    assert len(configuration.entropy or b"") >= 32
    assert len(configuration.machine_id or "") == 32


async def test_a_machine_without_a_command_idles(daemon: Daemon) -> None:
    machine = await daemon.create()
    assert machine.status.workload.state == "none"
    assert machine.status.state is State.RUNNING


async def test_create_without_start_only_creates(town: Town, daemon: Daemon) -> None:
    machine, made = await daemon.machines.create(ANN, "one", asked(), start=False)
    assert made
    assert machine.status.state is State.STOPPED
    assert list(town.host.processes()) == []


async def test_a_name_is_made_up(daemon: Daemon) -> None:
    machine = await daemon.create("")
    assert (await daemon.machines.get(ANN, machine.name)).id == machine.id


async def test_the_same_request_finds_the_same_machine(daemon: Daemon) -> None:
    first = await daemon.create(command=sh("sleep 60"))
    again, made = await daemon.machines.create(ANN, "one", asked(command=sh("sleep 60")))
    assert not made
    assert again.id == first.id
    assert again.status.boot == 1


async def test_another_request_under_a_taken_name_is_a_conflict(daemon: Daemon) -> None:
    await daemon.create()
    with pytest.raises(MachineNameTakenError) as caught:
        await daemon.create(memory_mib=1024, env={"A": "b"})
    assert caught.value.fields["different"] == ["memory_mib", "env"]


async def test_the_same_request_starts_a_machine_that_has_stopped(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.stop(ANN, "one")
    again = await daemon.create()
    assert (again.status.state, again.status.boot) == (State.RUNNING, 2)


async def test_a_wrong_request_leaves_nothing(town: Town, daemon: Daemon) -> None:
    for wrong in ({"memory_mib": 64}, {"vcpus": 0}, {"working_dir": "tmp"}, {"env": {"A=B": ""}}):
        with pytest.raises(InvalidError):
            await daemon.create(**wrong)
    with pytest.raises(InvalidError):
        await daemon.create("No_Name")
    assert (await daemon.machines.list(ANN, after=None, limit=10)).items == []


async def test_stop_asks_and_says_so(town: Town, daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    stopped = await daemon.machines.stop(ANN, "one", grace=5)
    assert (stopped.status.state, stopped.status.stop_cause) == (State.STOPPED, StopCause.ASKED)
    assert stopped.status.workload.exit == Exit(signal=15)
    assert stopped.status.vmm is None
    assert list(town.host.processes()) == []


async def test_stop_uses_the_images_stop_signal(town: Town, daemon: Daemon) -> None:
    town.images.images.append(Image("img_int", "int", cmd=sh("sleep 60"), stop_signal="SIGINT"))
    await daemon.create(image="int")
    stopped = await daemon.machines.stop(ANN, "one", grace=5)
    assert stopped.status.workload.exit == Exit(signal=2)


async def test_stop_kills_a_guest_that_does_not_listen(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    agent_of(town, machine.id).failures["poweroff"] = "io"
    stopped = await daemon.machines.stop(ANN, "one", grace=0.1)
    assert (stopped.status.state, stopped.status.stop_cause) == (State.STOPPED, StopCause.KILLED)


async def test_stop_without_grace_kills_at_once(daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    stopped = await daemon.machines.stop(ANN, "one", grace=0)
    assert stopped.status.stop_cause is StopCause.KILLED


async def test_stop_of_a_paused_machine_wakes_it_first(daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    await daemon.machines.pause(ANN, "one")
    stopped = await daemon.machines.stop(ANN, "one", grace=5)
    assert stopped.status.stop_cause is StopCause.ASKED


async def test_restart_boots_anew(town: Town, daemon: Daemon) -> None:
    first = await daemon.create(command=sh("sleep 60"))
    boot_id = agent_of(town, first.id).boot_id
    again = await daemon.machines.restart(ANN, "one", grace=5)
    assert (again.status.state, again.status.boot) == (State.RUNNING, 2)
    assert agent_of(town, first.id).boot_id != boot_id


async def test_pause_and_resume(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    paused = await daemon.machines.pause(ANN, "one")
    assert paused.status.state is State.PAUSED
    process = town.host.process(machine.id)
    assert process is not None
    assert process.paused
    with pytest.raises(MachineStateError, match="resume"):
        await daemon.machines.sessions.list(ANN, "one")
    with pytest.raises(MachineStateError, match="resume"):
        await daemon.machines.start(ANN, "one")
    resumed = await daemon.machines.resume(ANN, "one")
    assert resumed.status.state is State.RUNNING
    assert await daemon.machines.sessions.list(ANN, "one") == []


async def test_rename_reaches_the_guest(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    await daemon.machines.update(ANN, "one", name="two", labels={"tier": "web"})
    found = await daemon.machines.get(ANN, "two")
    assert (found.id, found.labels) == (machine.id, {"tier": "web"})
    configuration = agent_of(town, machine.id).configuration
    assert configuration is not None
    assert configuration.hostname == "two"
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.get(ANN, "one")


async def test_rename_to_a_taken_name_is_a_conflict(daemon: Daemon) -> None:
    await daemon.create("one")
    await daemon.create("two")
    with pytest.raises(MachineNameTakenError):
        await daemon.machines.update(ANN, "one", name="two")


async def test_remove_leaves_nothing(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    home = town.data_dir / "machines" / machine.id
    assert home.exists()
    with pytest.raises(MachineStateError, match="stop it first"):
        await daemon.machines.remove(ANN, "one")
    await daemon.machines.remove(ANN, "one", force=True)
    assert list((town.data_dir / "machines").iterdir()) == []
    assert list(town.host.processes()) == []
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.get(ANN, "one")
    assert daemon.facts[-1].type == "machine.removed"


async def test_a_workload_that_ends_leaves_the_machine_running(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo done; exit 7"))

    async def exited() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.workload.exit == Exit(code=7)

    await until(exited)
    assert (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING
    assert await daemon.log() == b"done\n"


async def test_a_workload_that_does_not_exist_fails_the_machine(town: Town, daemon: Daemon) -> None:
    with pytest.raises(CommandNotFoundError, match="nonesuch"):
        await daemon.create(command=("nonesuch",))
    machine = await daemon.machines.get(ANN, "one")
    assert machine.status.state is State.FAILED
    assert "nonesuch" in machine.status.error
    assert list(town.host.processes()) == []


async def test_a_boot_that_fails_says_why(town: Town, daemon: Daemon) -> None:
    town.host.faults.boot = EngineError("no memory")
    with pytest.raises(EngineError, match="no memory"):
        await daemon.create()
    machine = await daemon.machines.get(ANN, "one")
    assert (machine.status.state, machine.status.error) == (State.FAILED, "no memory")
    town.host.faults.boot = None
    assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING


async def test_a_guest_that_never_answers_times_out(town: Town) -> None:
    town.within(boot=0.2)
    town.host.faults.guest = _silent()
    async with town.daemon() as daemon:
        with pytest.raises(MachineBootError, match="within"):
            await daemon.create()
        assert (await daemon.machines.get(ANN, "one")).status.state is State.FAILED
    assert list(town.host.processes()) == []


async def test_a_link_that_is_lost_while_booting_is_opened_again(town: Town) -> None:
    """The guest hears a question that it does not answer, and the next link asks it again."""
    thermal(town, templates=0)  # nobody rehearses: the first question is the machine's own
    town.host.faults.guest = FakeDelays(answer=float("inf"))
    async with town.daemon() as daemon:
        async with anyio.create_task_group() as group:
            group.start_soon(daemon.create)
            await until(lambda: any(process.agent.asked for process in town.host.processes()))
            (process,) = town.host.processes()
            process.agent.delays = FakeDelays()
            town.host.cut(process.machine_id)
        machine = await daemon.machines.get(ANN, "one")
        assert machine.status.state is State.RUNNING
        assert town.host.process(machine.id) is process


async def test_a_vmm_that_dies_while_booting_is_noticed_at_once(town: Town, daemon: Daemon) -> None:
    town.host.faults.guest = _silent()
    async with anyio.create_task_group() as group:

        async def create() -> None:
            with pytest.raises(MachineBootError, match="qemu: fatal: fake"):
                await daemon.create()

        group.start_soon(create)
        await until(lambda: list(town.host.processes()))
        town.host.crash(next(town.host.processes()).machine_id)
    assert "qemu: fatal" in (await daemon.machines.get(ANN, "one")).status.error


async def test_a_vmm_that_dies_fails_its_machine(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 60"))
    town.host.crash(machine.id, log_tail="qemu: out of luck")

    async def failed() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.state is State.FAILED

    await until(failed)
    status = (await daemon.machines.get(ANN, "one")).status
    assert "signal 6" in status.error
    assert "out of luck" in status.error
    assert status.workload.state == "exited"
    assert daemon.facts[-1].data.state == "failed"
    assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING


async def test_a_guest_that_powers_itself_off_has_stopped(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    process = town.host.process(machine.id)
    assert process is not None
    process.end(VmmExit(0, None, ""))

    async def stopped() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.state is State.STOPPED

    await until(stopped)
    assert (await daemon.machines.get(ANN, "one")).status.stop_cause is StopCause.GUEST


async def test_stop_breaks_off_a_start(town: Town, daemon: Daemon) -> None:
    town.host.faults.guest = _silent()
    async with anyio.create_task_group() as group:

        async def create() -> None:
            with pytest.raises(MachineGoneError):
                await daemon.create()

        group.start_soon(create)
        await until(lambda: list(town.host.processes()))
        stopped = await daemon.machines.stop(ANN, "one")
    assert (stopped.status.state, stopped.status.stop_cause) == (State.STOPPED, StopCause.KILLED)
    assert list(town.host.processes()) == []


async def test_who_hangs_up_only_stops_waiting(town: Town, daemon: Daemon) -> None:
    town.host.faults.boot_seconds = 0.2
    with anyio.move_on_after(0.05) as scope:
        await daemon.create()
    assert scope.cancelled_caught

    async def running() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING

    await until(running)


async def test_twenty_at_once(town: Town, daemon: Daemon) -> None:
    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(daemon.create, f"m{number}")
    page = await daemon.machines.list(ANN, after=None, limit=100)
    assert {machine.status.state for machine in page.items} == {State.RUNNING}
    assert len(list(town.host.processes())) == 20


async def test_twenty_of_one_name_are_one_machine(town: Town, daemon: Daemon) -> None:
    made: list[str] = []

    async def create() -> None:
        machine, _ = await daemon.machines.create(ANN, "one", asked())
        made.append(machine.id)

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(create)
    assert len(set(made)) == 1
    assert len(list(town.host.processes())) == 1


async def test_two_removes_at_once(daemon: Daemon) -> None:
    await daemon.create()
    async with anyio.create_task_group() as group:
        for _ in range(2):

            async def remove() -> None:
                await daemon.machines.remove(ANN, "one", force=True)

            group.start_soon(remove)
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.get(ANN, "one")


async def test_every_change_is_told(daemon: Daemon) -> None:
    machine = await daemon.create()
    await daemon.machines.stop(ANN, "one", grace=5)
    told = [fact.data.state for fact in daemon.facts if fact.subject == machine.id]
    assert told == ["stopped", "starting", "running", "stopping", "stopped"]
    assert {fact.owner for fact in daemon.facts} == {ANN}


def _silent() -> FakeDelays:
    return FakeDelays(ready=float("inf"))
