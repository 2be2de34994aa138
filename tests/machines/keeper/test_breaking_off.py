"""What breaks off in the middle, for a full disk or the daemon's end: it is said, nothing of it stays, and the machine goes on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ingle.base.errors import Kind
from ingle.machines.errors import EngineError
from ingle.machines.keeper import performing
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.model import State
from ingle.machines.settings import Thermal
from ingle.machines.store import generations as rows
from ingle.runtime.db import DatabaseFullError
from support.machines import ANN, Daemon, Town
from support.resting import read, write


@pytest.fixture(autouse=True)
def nothing_cools_down_by_itself(town: Town) -> None:
    town.settings = replace(town.settings, thermal=Thermal(warm_after=timedelta(), cold_after=timedelta()))


def moments(town: Town) -> set[str]:
    return {path.name for path in (town.data_dir / "generations").iterdir()}


async def test_a_sleep_that_cannot_be_recorded_is_none(
    town: Town, daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = await daemon.create()
    before = moments(town)

    def full(*_: Any) -> None:
        raise DatabaseFullError

    with monkeypatch.context() as patch:
        patch.setattr(rows, "insert", full)
        with pytest.raises(DatabaseFullError):
            await daemon.machines.sleep(ANN, "one")
    awake = await daemon.machines.get(ANN, "one")
    assert awake.status.state is State.RUNNING
    assert not town.host.agent(machine.id).sessions.frozen
    assert moments(town) == before
    assert (await daemon.machines.sleep(ANN, "one")).status.state is State.COLD


async def test_nothing_stays_of_what_could_not_be_captured(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    before = moments(town)
    town.host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    with pytest.raises(EngineError):
        await daemon.machines.sleep(ANN, "one")
    with pytest.raises(EngineError):
        await daemon.machines.snapshots.create(ANN, "one", "kept")
    assert moments(town) == before


async def test_a_layer_that_was_withdrawn_is_never_stood_on(
    town: Town, daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing was captured, nor could it be recorded that the machine writes to its old layer again: the next capture begins from there."""
    await daemon.create()
    await write(daemon, "/before", b"1")
    town.host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    record, recorded = Keeper.record, 0

    async def the_first_only(*arguments: Any) -> Any:
        nonlocal recorded
        recorded += 1
        if recorded > 1:
            raise DatabaseFullError
        return await record(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "record", the_first_only)
        with pytest.raises(DatabaseFullError):
            await daemon.machines.snapshots.create(ANN, "one", "lost")
    town.host.faults.capture = None
    await write(daemon, "/between", b"2")
    await daemon.machines.snapshots.create(ANN, "one", "kept")
    await daemon.machines.sleep(ANN, "one")
    await daemon.machines.wake(ANN, "one")
    assert [await read(daemon, name) for name in ("/before", "/between")] == [b"1", b"2"]
    await daemon.machines.snapshots.restore(ANN, "one", "kept")
    assert [await read(daemon, name) for name in ("/before", "/between")] == [b"1", b"2"]


async def test_a_machine_that_goes_back_is_never_without_memory(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.machines.snapshots.create(ANN, "one", "kept")

        clear = performing.clear

        async def die(keeper: Keeper) -> None:
            await clear(keeper)
            raise RuntimeError("the daemon dies here")

        with monkeypatch.context() as patch:
            patch.setattr(performing, "clear", die)
            with pytest.raises(RuntimeError):
                await daemon.machines.snapshots.restore(ANN, "one", "kept")
    async with town.daemon() as daemon:
        assert (await daemon.machines.wake(ANN, "one")).status.state is State.RUNNING
        assert (await daemon.machines.get(ANN, "one")).status.stop_cause is None
