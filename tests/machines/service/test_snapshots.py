"""Snapshots, forks, and going back, on fakes."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import anyio
import pytest

from ingle.base.errors import InvalidError, Kind
from ingle.machines import MachineRequest, views
from ingle.machines.errors import (
    EngineError,
    MachineNameTakenError,
    MachineNotFoundError,
    MachineStateError,
    SnapshotNameTakenError,
    SnapshotNotFoundError,
    SnapshotOfAnotherError,
)
from ingle.machines.model import State, Timers
from ingle.machines.policy.launching import mac_of
from ingle.machines.settings import Thermal
from ingle.wire import machines as wire
from support.machines import ANN, Daemon, Town, asked, sh, until


@pytest.fixture(autouse=True)
def nothing_cools_down_by_itself(town: Town) -> None:
    town.settings = replace(town.settings, thermal=Thermal(warm_after=timedelta(), cold_after=timedelta()))


async def write(daemon: Daemon, name: str, content: bytes, path: str = "/note") -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield content

    await daemon.machines.files.write(ANN, name, path, pieces())


async def read(daemon: Daemon, name: str, path: str = "/note") -> bytes:
    async with daemon.machines.files.read(ANN, name, path) as (_, content):
        return b"".join([part async for part in content])


# --- forks ------------------------------------------------------------------------------------------------------------


async def test_a_fork_goes_on_as_its_source_was_and_both_run_apart(town: Town, daemon: Daemon) -> None:
    source = await daemon.create()
    await write(daemon, "one", b"before")
    (fork,) = await daemon.machines.snapshots.fork(ANN, "one", "two")
    await write(daemon, "one", b"the source's")
    assert await read(daemon, "two") == b"before"
    await write(daemon, "two", b"the fork's")
    assert await read(daemon, "one") == b"the source's"
    assert (fork.status.state, fork.source, fork.request.source) == (State.RUNNING, source.id, "one")
    mine, its = (town.host.agent(machine.id).configuration for machine in (source, fork))
    assert mine is not None
    assert its is not None
    assert (its.hostname, its.thaw) == ("two", True)
    assert its.machine_id != mine.machine_id
    assert its.entropy != mine.entropy
    assert its.interface is not None
    assert mine.interface is not None
    assert (its.interface.mac, mine.interface.mac) == (mac_of(fork.id), mac_of(source.id))


async def test_many_forks_at_once(daemon: Daemon) -> None:
    await daemon.create()
    await write(daemon, "one", b"before")
    forks = await daemon.machines.snapshots.fork(ANN, "one", "f", 10)
    assert [fork.name for fork in forks] == [f"f-{number}" for number in range(1, 11)]
    assert [await read(daemon, fork.name) for fork in forks] == [b"before"] * 10


async def test_a_fork_of_a_fork(daemon: Daemon) -> None:
    await daemon.create()
    await write(daemon, "one", b"1", "/a")
    await daemon.machines.snapshots.fork(ANN, "one", "two")
    await write(daemon, "two", b"2", "/b")
    await daemon.machines.snapshots.fork(ANN, "two", "three")
    await daemon.machines.remove(ANN, "one", force=True)
    await daemon.machines.remove(ANN, "two", force=True)
    await daemon.machines.storage.prune()
    assert (await read(daemon, "three", "/a"), await read(daemon, "three", "/b")) == (b"1", b"2")
    await daemon.machines.sleep(ANN, "three")
    assert await read(daemon, "three", "/b") == b"2"


@pytest.mark.parametrize("rest", ["cool", "sleep"])
async def test_a_resting_machine_is_forked_without_being_woken_for_good(daemon: Daemon, rest: str) -> None:
    await daemon.create()
    await write(daemon, "one", b"before")
    resting = await getattr(daemon.machines, rest)(ANN, "one")
    await daemon.machines.snapshots.fork(ANN, "one", "two")
    assert (await daemon.machines.get(ANN, "one")).status.state is resting.status.state
    await write(daemon, "two", b"after")
    assert await read(daemon, "one") == b"before"


async def test_forks_are_made_all_or_none(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await daemon.create("f-2")
    with pytest.raises(MachineNameTakenError):
        await daemon.machines.snapshots.fork(ANN, "one", "f", 3)
    names = {machine.name for machine in (await daemon.machines.list(ANN, after=None, limit=9)).items}
    assert names == {"one", "f-2"}
    assert len(list(town.host.processes())) == 2


async def test_a_fork_that_cannot_be_captured_leaves_its_source_running(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    town.host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    with pytest.raises(EngineError, match="the disk is full"):
        await daemon.machines.snapshots.fork(ANN, "one", "two")
    assert not town.host.agent(machine.id).sessions.frozen
    await write(daemon, "one", b"on it goes")
    assert (await daemon.machines.get(ANN, "one")).status.layer == machine.status.layer


@pytest.mark.parametrize(("name", "count"), [("two", 0), ("two", 101), ("No", 1), ("a" * 62, 2)])
async def test_wrong_forks(daemon: Daemon, name: str, count: int) -> None:
    await daemon.create()
    with pytest.raises(InvalidError):
        await daemon.machines.snapshots.fork(ANN, "one", name, count)


async def test_what_a_paused_or_new_machine_says(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.pause(ANN, "one")
    with pytest.raises(MachineStateError, match="resume it first"):
        await daemon.machines.snapshots.fork(ANN, "one", "two")
    await daemon.machines.create(ANN, "new", asked(), start=False)
    with pytest.raises(MachineStateError, match="never been started"):
        await daemon.machines.snapshots.create(ANN, "new", "kept")


# --- snapshots --------------------------------------------------------------------------------------------------------


async def test_a_machine_goes_back_to_a_snapshot_as_often_as_one_likes(daemon: Daemon) -> None:
    await daemon.create(command=sh("sleep 60"))
    await write(daemon, "one", b"then")
    kept = await daemon.machines.snapshots.create(ANN, "one", "kept")
    assert (kept.name, kept.machine_name, kept.has_memory) == ("kept", "one", True)
    for _ in range(2):
        await write(daemon, "one", b"now")
        back = await daemon.machines.snapshots.restore(ANN, "one", "kept")
        assert (back.status.state, back.status.workload.state) == (State.RUNNING, "running")
        assert await read(daemon, "one") == b"then"


async def test_a_machine_begins_as_a_snapshot(daemon: Daemon) -> None:
    await daemon.create(env={"A": "b"}, memory_mib=256)
    await write(daemon, "one", b"then")
    kept = await daemon.machines.snapshots.create(ANN, "one", "kept")
    await daemon.machines.remove(ANN, "one", force=True)
    wanted = MachineRequest("", labels={"k": "v"}, timers=Timers(keep_hot=True))
    two, made = await daemon.machines.create_from(ANN, "two", "kept", wanted)
    again, made_again = await daemon.machines.create_from(ANN, "two", kept.id, wanted)
    assert (made, made_again, again.id) == (True, False, two.id)
    assert (two.labels, two.timers.keep_hot, two.request.env) == ({"k": "v"}, True, {"A": "b"})
    assert await read(daemon, "two") == b"then"
    with pytest.raises(MachineNameTakenError):
        await daemon.machines.create_from(ANN, "two", "kept", MachineRequest(""))
    with pytest.raises(InvalidError) as caught:
        await daemon.machines.create_from(ANN, "three", "kept", MachineRequest("", memory_mib=1024))
    assert caught.value.fields["field"] == "memory_mib"


async def test_a_snapshot_of_a_stopped_machine_has_its_disk(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    await write(daemon, "one", b"then")
    await daemon.machines.stop(ANN, "one", grace=5)
    kept = await daemon.machines.snapshots.create(ANN, "one", "kept")
    assert not kept.has_memory
    two, _ = await daemon.machines.create_from(ANN, "two", "kept", MachineRequest(""))
    assert two.status.state is State.RUNNING
    assert await read(daemon, "two") == b"then"
    back = await daemon.machines.snapshots.restore(ANN, "one", "kept")
    assert back.status.state is State.STOPPED
    assert len(list(town.host.processes())) == 1


async def test_a_snapshots_name_is_used_once(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.snapshots.create(ANN, "one", "kept")
    with pytest.raises(SnapshotNameTakenError):
        await daemon.machines.snapshots.create(ANN, "one", "kept")
    made_up = await daemon.machines.snapshots.create(ANN, "one", "")
    assert made_up.name
    failures = 0

    async def create() -> None:
        nonlocal failures
        try:
            await daemon.machines.snapshots.create(ANN, "one", "at-once")
        except SnapshotNameTakenError:
            failures += 1

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(create)
    assert failures == 2


async def test_what_began_as_a_snapshot_goes_on_when_it_is_removed(daemon: Daemon) -> None:
    await daemon.create()
    await write(daemon, "one", b"then")
    await daemon.machines.snapshots.create(ANN, "one", "kept")
    await daemon.machines.create_from(ANN, "two", "kept", MachineRequest(""))
    await daemon.machines.snapshots.remove(ANN, "kept")
    with pytest.raises(SnapshotNotFoundError):
        await daemon.machines.snapshots.get(ANN, "kept")
    await daemon.machines.storage.prune()
    await daemon.machines.sleep(ANN, "two")
    assert await read(daemon, "two") == b"then"


@pytest.mark.parametrize("rest", ["running", "cold"])
async def test_what_began_as_a_removed_snapshot_or_template_outlives_the_daemon_with_its_memory(
    town: Town, rest: str
) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await write(daemon, "one", b"then", "/run/note")
        await daemon.machines.snapshots.create(ANN, "one", "kept")
        await daemon.machines.create_from(ANN, "two", "kept", MachineRequest(""))
        await daemon.create("three")
        await write(daemon, "three", b"then", "/run/note")
        if rest == "cold":
            for name in ("two", "three"):
                await daemon.machines.sleep(ANN, name)
        await daemon.machines.snapshots.remove(ANN, "kept")
        await daemon.machines.storage.prune(templates=True)
    async with town.daemon() as daemon:  # which sweeps what no row knows
        for name in ("two", "three"):
            await daemon.machines.sleep(ANN, name)
            assert await read(daemon, name, "/run/note") == b"then"
        counts = {usage.what: usage.count for usage in await daemon.machines.storage.usage()}
        assert (counts["snapshots"], counts["templates"]) == (0, 0)


async def test_what_is_done_with_moments_is_told(daemon: Daemon) -> None:
    source, snapshots = await daemon.create(), daemon.machines.snapshots
    good = await snapshots.create(ANN, "one", "good")
    await snapshots.restore(ANN, "one", "good")
    made = await snapshots.fork(ANN, "one", "f", 2)
    await snapshots.remove(ANN, "good")
    await until(lambda: daemon.facts and daemon.facts[-1].type == "snapshot.removed")
    told = [fact for fact in daemon.facts if fact.type not in ("machine.changed", "machine.removed")]
    assert {fact.owner for fact in told} == {ANN}
    assert [(fact.type, fact.subject, fact.data) for fact in told] == [
        ("snapshot.created", good.id, views.snapshot(good)),
        ("machine.restored", source.id, wire.MachineRestored(snapshot=good.id, name="good")),
        ("machine.forked", source.id, wire.MachineForked(machines=[each.id for each in made])),
        ("snapshot.removed", good.id, None),
    ]


async def test_of_those_that_remove_a_snapshot_at_once_one_does(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.snapshots.create(ANN, "one", "good")
    late = 0

    async def remove() -> None:
        nonlocal late
        try:
            await daemon.machines.snapshots.remove(ANN, "good")
        except SnapshotNotFoundError:
            late += 1

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(remove)
    assert late == 3
    await daemon.machines.remove(ANN, "one", force=True)
    await until(lambda: daemon.facts and daemon.facts[-1].type == "machine.removed")
    assert [fact.type for fact in daemon.facts].count("snapshot.removed") == 1


async def test_only_a_machines_own_snapshots_take_it_back(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.create("two")
    await daemon.machines.snapshots.create(ANN, "one", "kept")
    with pytest.raises(SnapshotOfAnotherError, match="create --from kept"):
        await daemon.machines.snapshots.restore(ANN, "two", "kept")
    with pytest.raises(SnapshotNotFoundError):
        await daemon.machines.snapshots.restore(ANN, "one", "no-such")
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.snapshots.restore(ANN, "no-such", "kept")


async def test_snapshots_outlive_the_daemon_and_are_counted(town: Town) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await write(daemon, "one", b"then")
        await daemon.machines.snapshots.create(ANN, "one", "kept")
        await daemon.machines.remove(ANN, "one", force=True)
    async with town.daemon() as daemon:
        (kept,) = await daemon.machines.snapshots.list(ANN)
        counts = {usage.what: usage.count for usage in await daemon.machines.storage.usage()}
        assert (counts["snapshots"], counts["templates"], counts["machines"]) == (1, 1, 0)
        await daemon.machines.create_from(ANN, "two", kept.name, MachineRequest(""))
        assert await read(daemon, "two") == b"then"


# --- templates --------------------------------------------------------------------------------------------------------


async def test_all_but_the_first_machine_of_an_image_begin_as_its_template(
    town: Town, daemon: Daemon
) -> None:
    first = await daemon.create()
    second = await daemon.create("two")
    other = await daemon.create("three", memory_mib=256)
    boots = [town.host.agent(machine.id).boot_id for machine in (first, second, other)]
    assert boots[0] == boots[1] != boots[2]
    assert town.host.agent(second.id).configuration is not None
    kinds = {usage.what: usage.count for usage in await daemon.machines.storage.usage()}
    assert kinds["templates"] == 2


async def test_those_that_come_at_once_boot_once(town: Town, daemon: Daemon) -> None:
    async with anyio.create_task_group() as group:
        for number in range(12):
            group.start_soon(daemon.create, f"m{number}")
    boots = {process.agent.boot_id for process in town.host.processes()}
    assert len(boots) == 1
    assert len(list(town.host.processes())) == 12


async def test_nothing_of_anybody_is_in_a_template(town: Town, daemon: Daemon) -> None:
    first = await daemon.create(env={"SECRET": "first"}, hostname="mine")
    second = await daemon.create("two")
    configuration = town.host.agent(second.id).configuration
    assert configuration is not None
    assert "SECRET" not in (configuration.env or {})
    assert configuration.hostname == "two"
    assert first.status.state is State.RUNNING


async def test_a_template_that_cannot_be_restored_is_replaced(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    town.host.faults.restore = EngineError("no such memory")
    booted = await daemon.create("two")
    assert booted.status.state is State.RUNNING
    town.host.faults.restore = None
    third = await daemon.create("three")
    fourth = await daemon.create("four")
    boots = [town.host.agent(machine.id).boot_id for machine in (third, fourth)]
    assert boots[0] == boots[1]


async def test_without_room_for_a_template_machines_boot(town: Town, daemon: Daemon) -> None:
    town.host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    for name in ("one", "two"):
        assert (await daemon.create(name)).status.state is State.RUNNING
    kinds = {usage.what: usage.count for usage in await daemon.machines.storage.usage()}
    assert kinds["templates"] == 0
