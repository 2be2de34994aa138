"""What a person may have and what the host has room for, as machines are made, started, stopped and removed."""

from dataclasses import replace

import anyio
import pytest

from ingle.machines.errors import HostFullError, LimitReachedError, MachineNameTakenError
from ingle.machines.model import Machine, State
from ingle.machines.ports import HostFacts
from support.machines import ANN, BOB, Daemon, Town, asked, until

SMALL = HostFacts(
    memory_mib=512 + 3 * 512, cores=256, free_disk_mib=1 << 20
)  # room for three, beyond the reserve


async def names(daemon: Daemon, owner: str = ANN) -> list[str]:
    return [one.name for one in (await daemon.machines.list(owner, after=None, limit=100)).items]


async def refused(daemon: Daemon, name: str, **request: int) -> dict[str, object]:
    """The fields of the refusal."""
    with pytest.raises(LimitReachedError) as refusal:
        await daemon.create(name, **request)
    return refusal.value.fields


async def test_20_creates_at_once_make_exactly_as_many_as_may_be(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, machines=3)
    made: list[Machine] = []
    refusals: list[str] = []

    async def create(number: int) -> None:
        try:
            made.append(await daemon.create(f"m{number}"))
        except LimitReachedError as refusal:
            refusals.append(refusal.sentence)

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(create, number)
    assert (len(made), len(refusals)) == (3, 17)
    assert sorted(await names(daemon)) == sorted(one.name for one in made)
    assert len(list(town.host.processes())) == 3


async def test_creates_that_find_no_memory_once_they_start_are_taken_back(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, memory_mib=3 * 512)
    refusals = 0

    async def create(number: int) -> None:
        nonlocal refusals
        try:
            await daemon.create(f"m{number}")
        except LimitReachedError:
            refusals += 1

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(create, number)
    assert refusals == 17
    assert len(await names(daemon)) == len(list(town.host.processes())) == 3


async def test_20_starts_at_once_start_exactly_as_many_as_may_run(town: Town, daemon: Daemon) -> None:
    for number in range(20):
        await daemon.machines.create(ANN, f"m{number}", asked(), start=False)
    town.book.say(ANN, memory_mib=3 * 512)
    refusals = 0

    async def start(number: int) -> None:
        nonlocal refusals
        try:
            await daemon.machines.start(ANN, f"m{number}")
        except LimitReachedError:
            refusals += 1

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(start, number)
    assert refusals == 17
    assert len(list(town.host.processes())) == 3
    assert len(await names(daemon)) == 20


@pytest.mark.parametrize(
    ("limit", "allowed", "request_"),
    [
        ("machines", 1, {}),
        ("disk_mib", 8191, {}),
        ("vcpus", 2, {"vcpus": 2}),
        ("memory_mib", 1023, {}),
    ],
)
async def test_a_create_that_is_refused_leaves_nothing(
    town: Town, daemon: Daemon, limit: str, allowed: int, request_: dict[str, int]
) -> None:
    town.book.say(ANN, **{limit: allowed})
    await daemon.create("one")
    told = len(daemon.facts)
    fields = await refused(daemon, "two", **request_)
    assert len(daemon.facts) == told
    assert (fields["limit"], fields["allowed"]) == (limit, allowed)
    assert await names(daemon) == ["one"]
    assert len(list(town.host.processes())) == 1
    await until(lambda: len(list((town.data_dir / "machines").iterdir())) == 1)


async def test_limits_are_each_persons_own(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, machines=1)
    await daemon.create("one")
    await refused(daemon, "two")
    for name in ("one", "two"):
        await daemon.machines.create(BOB, name, asked())
    assert await names(daemon, BOB) == ["one", "two"]


async def test_a_stopped_machine_counts_as_one_and_its_memory_is_free(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, machines=2, memory_mib=512)
    await daemon.create("one")
    await daemon.machines.stop(ANN, "one", grace=0)
    await daemon.create("two")
    with pytest.raises(LimitReachedError, match="have 512 MiB of memory"):
        await daemon.machines.start(ANN, "one")
    assert (await daemon.machines.get(ANN, "one")).status.state is State.STOPPED
    await daemon.machines.stop(ANN, "two", grace=0)
    assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING
    assert (await refused(daemon, "three"))["limit"] == "machines"


async def test_a_paused_machine_keeps_its_memory(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, memory_mib=512)
    await daemon.create("one")
    await daemon.machines.pause(ANN, "one")
    await refused(daemon, "two")


async def test_removal_frees_at_once(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, machines=1, memory_mib=512, disk_mib=4096)
    for name in ("one", "two", "three"):
        await daemon.create(name)
        await daemon.machines.remove(ANN, name, force=True)


async def test_a_machine_that_failed_holds_no_memory(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, memory_mib=512)
    machine = await daemon.create("one")
    town.host.crash(machine.id)

    async def failed() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.state is State.FAILED

    await until(failed)
    await daemon.create("two")


async def test_the_same_request_finds_its_machine_where_there_is_no_room_for_another(
    town: Town, daemon: Daemon
) -> None:
    town.book.say(ANN, machines=1, memory_mib=512)
    made = await daemon.create("one")
    found, now = await daemon.machines.create(ANN, "one", asked())
    assert (found.id, now) == (made.id, False)
    with pytest.raises(MachineNameTakenError):
        await daemon.create("one", vcpus=2)


async def test_a_start_that_is_refused_does_not_remove_what_was_there_before(
    town: Town, daemon: Daemon
) -> None:
    await daemon.machines.create(ANN, "one", asked(), start=False)
    town.book.say(ANN, memory_mib=256)
    with pytest.raises(LimitReachedError):
        await daemon.machines.create(ANN, "one", asked())
    with pytest.raises(LimitReachedError):
        await daemon.machines.restart(ANN, "one")
    assert await names(daemon) == ["one"]


async def test_a_lowered_limit_takes_nothing_away(town: Town, daemon: Daemon) -> None:
    """What runs goes on running, also through a restart; what stands does not start."""
    await daemon.create("one")
    await daemon.create("two")
    town.book.say(ANN, machines=1, memory_mib=512)
    assert (await daemon.machines.restart(ANN, "one", grace=0)).status.state is State.RUNNING
    await daemon.machines.pause(ANN, "two")
    assert (await daemon.machines.resume(ANN, "two")).status.state is State.RUNNING
    await daemon.machines.stop(ANN, "two", grace=0)
    with pytest.raises(LimitReachedError):
        await daemon.machines.start(ANN, "two")


async def test_a_restart_keeps_its_place_while_it_stands(town: Town, daemon: Daemon) -> None:
    town.book.say(ANN, memory_mib=512)
    await daemon.create("one")
    await daemon.machines.create(ANN, "two", asked(), start=False)

    async def restart() -> None:
        for _ in range(10):
            await daemon.machines.restart(ANN, "one", grace=0)

    async def snatch() -> None:
        for _ in range(50):
            with pytest.raises(LimitReachedError):
                await daemon.machines.start(ANN, "two")

    async with anyio.create_task_group() as group:
        group.start_soon(restart)
        group.start_soon(snatch)
    assert (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING


async def test_a_start_that_was_under_way_is_finished_whatever_the_limits_are_now(town: Town) -> None:
    town.host.faults.boot_seconds = 30
    async with town.daemon() as daemon, anyio.create_task_group() as group:
        group.start_soon(daemon.create, "one")
        await until(lambda: daemon.facts and daemon.facts[-1].data.state == "starting")
        group.cancel_scope.cancel()
    town.host.faults.boot_seconds = 0
    town.book.say(ANN, machines=1, memory_mib=256)
    town.computer.now = replace(SMALL, memory_mib=0)
    async with town.daemon() as daemon:

        async def runs() -> bool:
            return (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING

        await until(runs)


async def test_the_host_holds_what_it_has_room_for_whoever_asks(town: Town, daemon: Daemon) -> None:
    town.computer.now = SMALL
    for owner, name in ((ANN, "one"), (BOB, "one"), (ANN, "two")):
        await daemon.machines.create(owner, name, asked())
    with pytest.raises(HostFullError, match="has 0 MiB of memory left for machines, and this one needs 512"):
        await daemon.machines.create(BOB, "two", asked())
    assert await names(daemon, BOB) == ["one"]
    await daemon.machines.stop(ANN, "two", grace=0)
    await daemon.machines.create(BOB, "two", asked())
    with pytest.raises(HostFullError):
        await daemon.machines.start(ANN, "two")


async def test_a_full_disk_takes_no_more_machines(town: Town, daemon: Daemon) -> None:
    await daemon.create("one")
    await daemon.machines.stop(ANN, "one", grace=0)
    town.computer.now = replace(SMALL, free_disk_mib=1000)
    with pytest.raises(HostFullError, match="1000 MiB left"):
        await daemon.machines.create(ANN, "two", asked(), start=False)
    with pytest.raises(HostFullError, match="1000 MiB left"):
        await daemon.machines.start(ANN, "one")
    assert await names(daemon) == ["one"]
