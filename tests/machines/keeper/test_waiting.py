"""VMMs that wait for machines, on the fake engine."""

import itertools
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import anyio
import pytest

from ingle.drivers.engines.fake.host import FakeProcess
from ingle.drivers.host.fake import LARGE
from ingle.machines.errors import EngineError, HostFullError, MachineNameTakenError
from ingle.machines.keeper import Keepers, keepers
from ingle.machines.model import Machine, State
from ingle.machines.ports import Work
from ingle.machines.settings import HostShare, Waiting
from support.machines import ANN, Daemon, Town, asked, sh, until

BEN = "usr_ben"
AT_ONCE = Waiting(each=2, together=4, quiet=timedelta())


@pytest.fixture
def town(town: Town) -> Town:
    town.settings = replace(town.settings, waiting=AT_ONCE)
    return town


async def machines_of(daemon: Daemon) -> list[Machine]:
    found = [*(await daemon.machines.list(ANN, after=None, limit=100)).items]
    return found + list((await daemon.machines.list(BEN, after=None, limit=100)).items)


async def waiting(town: Town, daemon: Daemon) -> list[FakeProcess]:
    """The VMMs of no machine."""
    ids = {machine.id for machine in await machines_of(daemon)}
    return [process for process in town.host.processes() if process.machine_id not in ids]


async def stocked(town: Town, daemon: Daemon, count: int = 2) -> list[FakeProcess]:
    """What waits, once there are so many and all are ready."""
    found: list[FakeProcess] = []

    async def ready() -> bool:
        found[:] = await waiting(town, daemon)
        return town.meter.wait == count == len(found) and all(process.paused for process in found)

    await until(ready)
    return found


async def test_some_wait_after_a_create_and_stand_still(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    found = await stocked(town, daemon)
    assert all(process.paused for process in found)
    assert [machine.name for machine in await machines_of(daemon)] == ["one"]
    assert {fact.subject for fact in daemon.facts} == {(await daemon.machines.get(ANN, "one")).id}


async def test_a_create_takes_one_and_another_is_made(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    before = {process.machine_id for process in await stocked(town, daemon)}
    machine = await daemon.create(
        "two", hostname="hearth", command=sh("echo $WHO; sleep 60"), env={"WHO": "me"}
    )
    assert machine.id in before
    assert (machine.status.state, machine.status.boot, machine.status.workload.state) == (
        State.RUNNING,
        1,
        "running",
    )
    configuration = town.host.agent(machine.id).configuration
    assert configuration is not None
    assert configuration.hostname == "hearth"
    assert [session.id for session in await daemon.machines.sessions.list(ANN, "two")] == ["workload"]
    assert town.meter.done.count(Work.TAKE) == 1
    assert [state for _, state, _ in await daemon.machines.history(ANN, "two")] == [
        State.STARTING,
        State.RUNNING,
    ]
    process = town.host.process(machine.id)
    assert process is not None
    assert not process.paused
    await until(lambda: town.meter.wait == 2)

    async def said() -> bool:
        return await daemon.log("two") == b"me\n"

    await until(said)


async def test_each_is_given_new_randomness_when_it_is_taken(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    first, second = await stocked(town, daemon)
    seeds = [_entropy(town, process.machine_id) for process in (first, second)]
    for name in ("two", "three"):
        await daemon.create(name)
    seeds += [_entropy(town, process.machine_id) for process in (first, second)]
    assert len(set(seeds)) == 4


def _entropy(town: Town, machine: str) -> bytes:
    configuration = town.host.agent(machine).configuration
    assert configuration is not None
    assert configuration.entropy
    return configuration.entropy


async def test_many_creates_at_once_take_different_ones(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    before = {process.machine_id for process in await stocked(town, daemon)}
    async with anyio.create_task_group() as group:
        for number in range(8):
            group.start_soon(daemon.create, f"many-{number}")
    made = [machine for machine in await machines_of(daemon) if machine.name.startswith("many-")]
    assert len({machine.id for machine in made}) == 8
    assert all(machine.status.state is State.RUNNING for machine in made)
    assert before <= {machine.id for machine in made}
    assert town.meter.done.count(Work.TAKE) == 2


async def test_one_that_has_died_is_replaced(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    first, _ = await stocked(town, daemon)
    town.host.crash(first.machine_id)
    await until(lambda: not (town.data_dir / "machines" / first.machine_id).exists())
    assert first.machine_id not in {process.machine_id for process in await stocked(town, daemon)}


async def test_a_create_that_gets_a_dead_one_restores_instead(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    found = await stocked(town, daemon)
    async with anyio.create_task_group() as group:

        async def create() -> None:
            machine = await daemon.create("two", command=sh("sleep 60"))
            assert machine.status.state is State.RUNNING
            assert machine.status.error == ""

        group.start_soon(create)
        for process in found:  # before anybody else has a turn, so nobody has noticed it
            town.host.crash(process.machine_id)
    assert {fact.data.state for fact in daemon.facts if fact.data is not None} <= {
        "stopped",
        "starting",
        "running",
    }


async def test_a_create_that_gets_one_that_does_not_answer_restores_instead(
    town: Town, daemon: Daemon
) -> None:
    await daemon.create()
    for process in await stocked(town, daemon):
        process.agent.failures["configure"] = "io"
    machine = await daemon.create("two")
    assert machine.status.state is State.RUNNING
    process = town.host.process(machine.id)
    assert process is not None
    assert not process.agent.failures
    assert town.meter.failed == [Work.TAKE]


async def test_what_is_not_taken_waits_on(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    before = {process.machine_id for process in await stocked(town, daemon)}
    assert not (await daemon.machines.create(ANN, "one", asked()))[1]
    with pytest.raises(MachineNameTakenError):
        await daemon.create(env={"A": "b"})
    town.computer.now = replace(LARGE, free_disk_mib=0)
    with pytest.raises(HostFullError):
        await daemon.create("two")
    assert {process.machine_id for process in await stocked(town, daemon)} == before


async def test_another_size_has_its_own(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    before = {process.machine_id for process in await stocked(town, daemon)}
    machine = await daemon.create("two", memory_mib=1024)
    assert machine.id not in before
    await until(lambda: town.meter.wait == 4)
    assert sorted(process.memory_mib for process in await waiting(town, daemon)) == [512, 512, 1024, 1024]


async def test_they_go_when_nobody_uses_the_template(town: Town) -> None:
    town.settings = replace(town.settings, waiting=replace(AT_ONCE, unused=timedelta(seconds=1)))
    async with town.daemon() as daemon:
        names = (f"m-{number}" for number in itertools.count())

        async def one_is_ready() -> bool:
            return town.meter.wait > 0

        async def waits() -> bool:
            await daemon.create(next(names))
            with anyio.move_on_after(0.5):  # on a busy machine it may take longer than they are kept
                await until(one_is_ready)
            return await one_is_ready()

        await until(waits)
        await stocked(town, daemon, 0)
        homes = _names(town.data_dir / "machines")
        assert homes == sorted(machine.id for machine in await machines_of(daemon))


async def test_they_go_with_their_template(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await stocked(town, daemon)
    await daemon.machines.storage.prune(templates=True)
    assert await waiting(town, daemon) == []
    assert len(_names(town.data_dir / "machines")) == 1


async def test_they_make_way_for_machines(town: Town) -> None:
    town.computer.now = replace(LARGE, memory_mib=3 * 512)
    town.settings = replace(
        town.settings,
        host=HostShare(reserved_memory_mib=0),
        waiting=replace(AT_ONCE, memory_ratio=1.0),
    )
    async with town.daemon() as daemon:
        await daemon.create()
        await stocked(town, daemon)
        await daemon.create("two")  # takes one
        await daemon.machines.stop(ANN, "two", grace=0)
        await stocked(town, daemon)
        await daemon.machines.start(ANN, "two")
        await stocked(town, daemon, 1)
        await daemon.create("three", command=sh("sleep 60"))
        await stocked(town, daemon, 0)
        with pytest.raises(HostFullError):
            await daemon.create("four")


async def test_they_are_counted_as_waiting(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await stocked(town, daemon)
    usage = {use.what: use.count for use in await daemon.machines.storage.usage()}
    assert (usage["machines"], usage["waiting"]) == (1, 2)
    assert not [sample for sample in await daemon.machines.loads.history(ANN, "one") if sample is None]


async def test_none_is_left_when_the_daemon_stops(town: Town) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 60"))
        await stocked(town, daemon)
    assert [process.machine_id for process in town.host.processes()] == [machine.id]
    assert _names(town.data_dir / "machines") == [machine.id]
    async with town.daemon() as daemon:
        assert (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING
        assert (
            len(_names(town.data_dir / "layers")) == 2
        )  # the template's disk, and what the machine has made of it


async def test_none_waits_when_it_is_turned_off(town: Town) -> None:
    town.settings = replace(town.settings, waiting=Waiting(each=0, quiet=timedelta()))
    async with town.daemon() as daemon:
        machine = await daemon.create()
        await daemon.machines.storage.usage()
        assert [process.machine_id for process in town.host.processes()] == [machine.id]


async def test_a_restore_that_fails_is_not_tried_again_before_somebody_asks(
    town: Town, daemon: Daemon
) -> None:
    town.host.faults.restore = EngineError("no memory")
    await daemon.create()

    async def given_up() -> bool:
        return _names(town.data_dir / "machines") == [(await daemon.machines.get(ANN, "one")).id]

    await until(given_up)
    town.host.faults.restore = None
    await daemon.create("two")
    await stocked(town, daemon)


async def test_a_create_that_no_way_leads_to_says_so(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    for process in await stocked(town, daemon):
        process.agent.failures["configure"] = "io"
    town.host.faults.restore = town.host.faults.boot = EngineError("no memory")
    with pytest.raises(EngineError, match="no memory"):
        await daemon.create("two")
    machine = await daemon.machines.get(ANN, "two")
    assert (machine.status.state, machine.status.error) == (State.FAILED, "no memory")
    assert town.host.process(machine.id) is None


async def test_a_daemon_that_dies_right_after_the_claim_is_finished_by_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await stocked(town, daemon)
        with monkeypatch.context() as patch:
            patch.setattr(Keepers, "perform", _never)
            async with anyio.create_task_group() as group:
                group.start_soon(partial(daemon.create, "two", hostname="hearth", command=sh("sleep 60")))

                async def claimed() -> bool:
                    return len(await machines_of(daemon)) == 2

                await until(claimed)
                group.cancel_scope.cancel()
        before = await daemon.machines.get(ANN, "two")
        assert before.status.state is State.STARTING
    async with town.daemon() as daemon:

        async def runs() -> bool:
            return (await daemon.machines.get(ANN, "two")).status.state is State.RUNNING

        await until(runs)
        after = await daemon.machines.get(ANN, "two")
        assert (after.id, after.status.vmm) == (before.id, before.status.vmm)
        assert after.status.workload.state == "running"
        configuration = town.host.agent(after.id).configuration
        assert configuration is not None
        assert configuration.hostname == "hearth"


async def _never(*_: object) -> None:
    await anyio.sleep_forever()


async def test_what_a_killed_daemon_leaves_waiting_goes_with_the_next(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 60"))
        await stocked(town, daemon)
        monkeypatch.setattr(keepers, "give_up_all", _nothing)
    assert len(list(town.host.processes())) == 3
    async with town.daemon():
        assert [process.machine_id for process in town.host.processes()] == [machine.id]
        assert _names(town.data_dir / "machines") == [machine.id]
        assert len(_names(town.data_dir / "layers")) == 2


async def _nothing(_shop: object) -> None:
    await anyio.lowlevel.checkpoint()


async def test_machines_are_listed_in_the_order_of_their_making(town: Town, daemon: Daemon) -> None:
    await daemon.create("a")
    await stocked(town, daemon)
    await daemon.create("b", memory_mib=1024)
    await daemon.create("c")
    page = await daemon.machines.list(ANN, after=None, limit=2)
    rest = await daemon.machines.list(ANN, after=page.cursor, limit=2)
    assert [machine.name for machine in [*page.items, *rest.items]] == ["a", "b", "c"]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
