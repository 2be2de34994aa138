"""Many at once ask different things of one machine; whatever the order, record and reality agree in the end."""

import random
from contextlib import suppress
from typing import Any

import anyio
import pytest

from ingle.machines.errors import (
    EngineError,
    GuestLostError,
    GuestTimeoutError,
    MachineBusyError,
    MachineGoneError,
    MachineNotFoundError,
    MachineStateError,
)
from ingle.machines.keeper import performing
from ingle.machines.model import State
from support.machines import ANN, Daemon, Town, sh, until

# What a person may be told while others change the same machine.
ALLOWED = (MachineStateError, MachineGoneError, MachineBusyError, GuestLostError, GuestTimeoutError)


async def settled(town: Town, daemon: Daemon) -> None:
    machine = await daemon.machines.get(ANN, "one")
    process = town.host.process(machine.id)
    match machine.status.state:
        case State.RUNNING | State.PAUSED:
            assert process is not None
            assert process.paused == (machine.status.state is State.PAUSED)
        case state:
            assert state in (State.STOPPED, State.FAILED)
            assert process is None


@pytest.mark.parametrize("seed", range(4))
async def test_everything_at_once(town: Town, daemon: Daemon, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test that can be repeated
    await daemon.create(command=sh("sleep 60"))
    verbs = [
        lambda: daemon.machines.start(ANN, "one"),
        lambda: daemon.machines.stop(ANN, "one", grace=0),
        lambda: daemon.machines.stop(ANN, "one", grace=1),
        lambda: daemon.machines.restart(ANN, "one", grace=0),
        lambda: daemon.machines.pause(ANN, "one"),
        lambda: daemon.machines.resume(ANN, "one"),
        lambda: daemon.machines.sessions.list(ANN, "one"),
    ]

    async def ask() -> None:
        for _ in range(10):
            with suppress(*ALLOWED):
                await dice.choice(verbs)()

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            for _ in range(6):
                group.start_soon(ask)
    await settled(town, daemon)


async def test_stop_and_start_follow_each_other_at_once(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    for _ in range(30):
        assert (await daemon.machines.stop(ANN, "one", grace=0)).status.state is State.STOPPED
        assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING
    await settled(town, daemon)


async def test_removal_among_starts_and_stops(town: Town, daemon: Daemon) -> None:
    await daemon.create()

    async def ask(verb: str) -> None:
        for _ in range(10):
            with suppress(*ALLOWED, MachineNotFoundError):
                await getattr(daemon.machines, verb)(ANN, "one")

    with anyio.fail_after(60):
        async with anyio.create_task_group() as group:
            for verb in ("start", "restart", "start"):
                group.start_soon(ask, verb)
            await daemon.machines.remove(ANN, "one", force=True)
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.get(ANN, "one")
    assert list(town.host.processes()) == []
    assert list((town.data_dir / "machines").iterdir()) == []


async def test_a_full_mailbox_refuses(town: Town, daemon: Daemon) -> None:
    town.host.faults.boot_seconds = 0.3
    refused = 0

    async def start() -> None:
        nonlocal refused
        try:
            await daemon.create()
        except MachineBusyError:
            refused += 1

    async with anyio.create_task_group() as group:
        for _ in range(town.settings.mailbox + 10):
            group.start_soon(start)
    assert refused > 0
    assert (await daemon.machines.get(ANN, "one")).status.state is State.RUNNING


async def test_a_vmm_that_dies_while_others_ask(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create(command=sh("sleep 60"))

    async def ask() -> None:
        for _ in range(10):
            with suppress(*ALLOWED):
                await daemon.machines.sessions.list(ANN, "one")

    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(ask)
        town.host.crash(machine.id)

    async def failed() -> bool:
        return (await daemon.machines.get(ANN, "one")).status.state is State.FAILED

    await until(failed)


async def test_who_looked_at_an_earlier_life_is_not_shown_a_guest_that_is_not_told_who_it_is(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, keepers = await daemon.create(), daemon.machines._keepers
    await daemon.machines.stop(ANN, "one", grace=0)
    introduce, told = performing.introduce, anyio.Event()

    async def later(*arguments: Any) -> None:
        await told.wait()
        await introduce(*arguments)

    def linked() -> bool:
        life = keepers.life(earlier.id)
        return life is not None and life.link is not None

    monkeypatch.setattr(performing, "introduce", later)
    async with anyio.create_task_group() as group:
        group.start_soon(daemon.machines.start, ANN, "one")
        await until(linked)
        with pytest.raises(MachineStateError):
            await keepers.look(earlier)
        told.set()
    assert await daemon.machines.sessions.list(ANN, "one") is not None


async def test_who_uses_an_earlier_life_waits_until_the_next_one_is_told_who_it_is(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, keepers = await daemon.create(), daemon.machines._keepers
    introduce, told, begun = performing.introduce, anyio.Event(), anyio.Event()
    heard: list[bool] = []

    async def later(*arguments: Any) -> None:
        begun.set()
        await told.wait()
        await introduce(*arguments)

    async def use() -> None:
        async with keepers.hold(earlier) as link:
            await link.sessions()
            heard.append(told.is_set())

    monkeypatch.setattr(performing, "introduce", later)
    async with anyio.create_task_group() as group:
        group.start_soon(daemon.machines.restart, ANN, "one")
        await begun.wait()
        group.start_soon(use)
        await anyio.wait_all_tasks_blocked()
        told.set()
    assert heard == [True]


async def test_what_cannot_be_adopted_is_left_alone(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create()

    async def refuse(*_: object) -> None:
        raise EngineError("the pid file cannot be read")

    monkeypatch.setattr("ingle.drivers.engines.fake.FakeEngine.adopt", refuse)
    async with town.daemon() as daemon:
        with pytest.raises(EngineError, match="pid file"):
            await daemon.machines.stop(ANN, "one")
    monkeypatch.undo()
    assert town.host.process(machine.id) is not None
    async with town.daemon() as daemon:
        assert (await daemon.machines.stop(ANN, "one", grace=1)).status.state is State.STOPPED
