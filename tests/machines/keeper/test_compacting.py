"""Chains of disk layers stay short, and nothing of what is on them changes; on fakes, whose layers know what was written while they were the newest."""

from dataclasses import replace
from typing import Any

import anyio
import pytest
import sqlalchemy as sa

from ingle.machines import MachineRequest
from ingle.machines.errors import EngineError
from ingle.machines.keeper import compacting
from ingle.machines.keeper.compacting import compact
from ingle.machines.keeper.tidying import tidy_up
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.store import generations as rows
from ingle.machines.store import machines
from ingle.machines.store.vault import Vault
from support.machines import ANN, Daemon, Town, until
from support.resting import read, thermal, write

LONGEST = 4


@pytest.fixture(autouse=True)
def long_chains_are_soon_too_long(town: Town) -> None:
    thermal(town)
    town.settings = replace(town.settings, disk_layers=LONGEST)


@pytest.fixture
def shop(daemon: Daemon) -> Workshop:
    return daemon.machines._shop


async def chain(shop: Workshop, name: str = "one") -> list[str]:
    (machine,) = [one for one in await everyone(shop) if one.name == name]
    return [layer.id for layer in await shop.chain(machine.status.layer)]


async def everyone(shop: Workshop) -> Any:
    return await shop.ledger.db.read(machines.everyone)


async def grow(daemon: Daemon, count: int, first: int = 0) -> None:
    """A snapshot after each of as many notes: each is in a layer of its own."""
    for number in range(first, first + count):
        await write(daemon, f"/note{number}", str(number).encode())
        await daemon.machines.snapshots.create(ANN, "one", f"s{number}")


async def check(daemon: Daemon, count: int) -> None:
    """Everything written is there, and the snapshots are as they were."""
    assert [await read(daemon, f"/note{number}") for number in range(count)] == [
        str(number).encode() for number in range(count)
    ]
    for number in range(0, count, 3):
        made, _ = await daemon.machines.create_from(ANN, f"from{number}", f"s{number}", MachineRequest(""))
        entries = await daemon.machines.files.list(ANN, made.id, "/")
        notes = {entry.name for entry in entries if entry.name.startswith(b"note")}
        assert notes == {f"note{n}".encode() for n in range(number + 1)}
        await daemon.machines.remove(ANN, made.id, force=True)


async def test_a_machine_that_is_snapshotted_again_and_again_keeps_a_short_chain(
    daemon: Daemon, shop: Workshop
) -> None:
    await daemon.create()
    await grow(daemon, 9)
    await tidy_up(shop)
    assert len(await chain(shop)) <= LONGEST
    await grow(daemon, 3, first=9)
    await tidy_up(shop)
    assert len(await chain(shop)) <= LONGEST
    await check(daemon, 12)


async def test_what_nobody_needs_any_more_goes(daemon: Daemon, shop: Workshop) -> None:
    await daemon.create()
    await grow(daemon, 9)
    for number in range(9):
        await daemon.machines.snapshots.remove(ANN, f"s{number}")
    await tidy_up(shop)
    layers = await shop.ledger.db.read(rows.layers_by_id)
    assert set(await chain(shop)) == set(layers)
    assert {path.name.partition(".")[0] for path in shop.vault.layers.iterdir()} == set(layers)
    assert len(layers) <= LONGEST
    await daemon.machines.stop(ANN, "one")
    await daemon.machines.start(ANN, "one")
    assert [await read(daemon, f"/note{n}") for n in (0, 4, 8)] == [b"0", b"4", b"8"]


async def test_it_happens_by_itself(daemon: Daemon, shop: Workshop) -> None:
    await daemon.create()
    await grow(daemon, 8)

    async def short() -> bool:
        return len(await chain(shop)) <= LONGEST

    await until(short)


async def test_forks_share_what_became_one(daemon: Daemon, shop: Workshop) -> None:
    await daemon.create()
    await grow(daemon, 6)
    await daemon.machines.snapshots.fork(ANN, "one", "fork", 3)
    await tidy_up(shop)
    chains = [await chain(shop, name) for name in ("one", "fork-1", "fork-2", "fork-3")]
    assert all(len(found) <= LONGEST + 1 for found in chains)
    assert len({found[-2] for found in chains}) == 1, "the merged layer is there once"
    await check(daemon, 6)


async def test_a_chain_that_cannot_be_merged_stays_as_it_is(
    town: Town, daemon: Daemon, shop: Workshop
) -> None:
    await daemon.create()
    town.host.faults.merge = EngineError("the disk is full")
    await grow(daemon, 6)
    before = await chain(shop)
    assert await compact(shop) == 0
    assert await chain(shop) == before
    assert not list(shop.vault.layers.glob("*.merged"))
    town.host.faults.merge = None
    assert await compact(shop) > 0
    await check(daemon, 6)


class Killed(BaseException):
    """The daemon is, at this moment."""


@pytest.mark.parametrize(
    "moment", ["before it is in place", "before it is recorded", "before the rest is removed"]
)
async def test_a_crash_between_any_two_steps_leaves_whole_chains(
    town: Town, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    async with town.daemon() as daemon:
        await daemon.create()
        with monkeypatch.context() as healthy:
            healthy.setattr(compacting, "next_merge", lambda *_, **__: ())
            await grow(daemon, 7)
        shop = daemon.machines._shop
        before = await chain(shop)
        with monkeypatch.context() as dying:
            match moment:
                case "before it is in place":
                    dying.setattr(Vault, "put_in_place", die)
                case "before it is recorded":
                    dying.setattr(rows, "stand_on", die)
                case _:
                    dying.setattr(type(shop.boots), "emptied", die)
            with pytest.raises(Killed):
                await compact(shop)
        recorded = moment == "before the rest is removed"
        assert len(await chain(shop)) == (LONGEST if recorded else len(before))
    async with town.daemon() as daemon:
        await check(daemon, 7)
        await tidy_up(daemon.machines._shop)
        assert len(await chain(daemon.machines._shop)) <= LONGEST
        await check(daemon, 7)
    assert not list((town.data_dir / "layers").glob("*.merged"))


async def test_who_is_about_to_open_the_old_layers_finds_them(daemon: Daemon, shop: Workshop) -> None:
    """A wake has read the chain, and opens its files after they have become one."""
    await daemon.create()
    await grow(daemon, 6)
    for number in range(6):
        await daemon.machines.snapshots.remove(ANN, f"s{number}")
    old = [shop.vault.layer(layer).path for layer in (await shop.ledger.db.read(rows.layers_by_id)).values()]
    async with anyio.create_task_group() as group, shop.wakes.turn("usr_ann"):
        group.start_soon(compact, shop)

        async def merged() -> bool:
            return len(await chain(shop)) <= LONGEST

        await until(merged)
        await shop.tidy()
        assert all(path.exists() for path in old)
    await shop.tidy()
    assert not all(path.exists() for path in old)


async def test_a_layer_stands_on_another_all_or_nothing(daemon: Daemon, shop: Workshop) -> None:
    await daemon.create()
    await grow(daemon, 2)
    top, middle, bottom = (await chain(shop))[:3]

    def broken(connection: sa.Connection) -> None:
        rows.stand_on(connection, top, bottom)  # type: ignore[arg-type]
        raise EngineError("nothing of it")

    with pytest.raises(EngineError):
        await shop.ledger.db.write(broken)
    assert (await chain(shop))[:3] == [top, middle, bottom]


async def test_two_at_once_take_turns(
    daemon: Daemon, shop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    await daemon.create()
    await grow(daemon, 9)
    merging = 0
    engine: Any = shop.engine
    merge = engine.merge

    async def alone(*given: Any) -> None:
        nonlocal merging
        merging += 1
        assert merging == 1
        await anyio.lowlevel.checkpoint()
        await merge(*given)
        merging -= 1

    monkeypatch.setattr(engine, "merge", alone)
    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(compact, shop)
    assert len(await chain(shop)) <= LONGEST
    await check(daemon, 9)
