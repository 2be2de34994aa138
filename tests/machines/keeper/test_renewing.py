"""Templates that nobody finds any more are made anew before somebody asks; on fakes."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import anyio
import pytest

from ingle.machines.errors import EngineError
from ingle.machines.keeper import renewing
from ingle.machines.keeper.renewing import renew_one
from ingle.machines.keeper.tidying import tidy_up
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.ports import Kernel, Work
from ingle.machines.store import generations as rows
from support.machines import ANN, Daemon, Town, until
from support.resting import thermal


@dataclass
class Built:
    """A kernel that can be built anew."""

    folder: Path
    builds: int = field(default=0)

    def build(self) -> None:
        self.builds += 1
        for name in ("kernel", "initrd"):
            (self.folder / name).write_bytes(bytes(self.builds))

    def best(self) -> Kernel:
        return Kernel(self.folder / "kernel", self.folder / "initrd", "6.0.0-fake", "fake")


@pytest.fixture(autouse=True)
def kernels(town: Town, tmp_path: Path) -> Built:
    """Nothing is renewed by itself, unless the test says so."""
    thermal(town)
    built = town.kernels = Built(tmp_path)
    built.build()
    return built


@pytest.fixture
def shop(daemon: Daemon) -> Workshop:
    return daemon.machines._shop


async def templates(shop: Workshop) -> list[str]:
    return [one.id for one in await shop.ledger.db.read(rows.templates)]


def left(town: Town) -> list[str]:
    """What is on the disk of VMMs, in the making or made."""
    homes = [path.name for path in (town.data_dir / "machines").glob("*")]
    return sorted([*homes, *(path.name for path in (town.data_dir / "generations").glob(".*"))])


async def test_a_create_after_a_new_kernel_finds_a_template_of_it(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built
) -> None:
    one = await daemon.create(env={"SECRET": "mine"})
    (old,) = await templates(shop)
    assert not await renew_one(shop), "there is nothing to be done"
    kernels.build()
    assert await renew_one(shop)
    (fresh,) = await templates(shop)
    assert fresh != old
    assert [process.machine_id for process in town.host.processes()] == [one.id]
    assert left(town) == [one.id]
    assert not await renew_one(shop)

    two = await daemon.create("two")
    assert town.meter.done == [Work.BOOT, Work.CREATE]
    assert town.host.agent(one.id).boot_id != town.host.agent(two.id).boot_id
    made = await shop.ledger.db.read(lambda connection: rows.get(connection, two.status.base))  # type: ignore[arg-type]
    assert made is not None
    assert (made.id, made.owner, made.launch.env) == (fresh, "", {})
    await tidy_up(shop)
    await daemon.machines.remove(ANN, "one", force=True)  # whose memory lies over the old one's
    await shop.tidy()
    assert await shop.ledger.db.read(lambda connection: rows.known(connection)[0]) == {fresh}


async def test_it_happens_by_itself_also_after_a_restart(
    town: Town, kernels: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing, "PAUSE_SECONDS", 0.01)
    async with town.daemon() as daemon:
        await daemon.create()
        await daemon.create("other", memory_mib=256)
        known = set(await templates(daemon.machines._shop))
    kernels.build()
    async with town.daemon() as daemon:
        shop = daemon.machines._shop

        async def all_new() -> bool:
            found = set(await templates(shop))
            return len(found) == 2 and not found & known

        await until(all_new)


async def test_being_made_anew_is_no_use_of_it(daemon: Daemon, shop: Workshop, kernels: Built) -> None:
    await daemon.create()
    (used,) = (await shop.ledger.db.read(rows.template_uses)).values()
    kernels.build()
    assert await renew_one(shop)
    assert list((await shop.ledger.db.read(rows.template_uses)).values()) == [used]


async def test_one_that_was_not_used_lately_is_dropped(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built
) -> None:
    await daemon.create()
    kernels.build()
    settings = replace(shop.settings.thermal, renew_within=timedelta(0))
    shop = replace(shop, settings=replace(shop.settings, thermal=settings))
    assert not await renew_one(shop)
    await tidy_up(shop)
    assert await templates(shop) == []


@pytest.mark.parametrize("fault", ["boot", "capture"])
async def test_one_that_cannot_be_made_is_left_to_the_next_create(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built, fault: str
) -> None:
    one = await daemon.create()
    kernels.build()
    setattr(town.host.faults, fault, EngineError("no such device"))
    assert await renew_one(shop)
    assert await templates(shop) == []
    assert left(town) == [one.id]
    assert len(list(town.host.processes())) == 1
    setattr(town.host.faults, fault, None)
    await daemon.create("two")
    assert len(await templates(shop)) == 1


async def test_it_waits_for_room_on_the_host(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built
) -> None:
    await daemon.create()
    kernels.build()
    roomy = town.computer.now
    town.computer.now = replace(roomy, memory_mib=1024)
    (old,) = await templates(shop)
    assert not await renew_one(shop)
    assert await templates(shop) == [old]
    town.computer.now = roomy
    assert await renew_one(shop)


async def test_a_create_that_wants_the_same_waits_for_it(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built
) -> None:
    await daemon.create()
    kernels.build()
    town.host.faults.capture_seconds = 0.2
    async with anyio.create_task_group() as group:
        group.start_soon(renew_one, shop)
        await until(lambda: len(list(town.host.processes())) == 2)
        await daemon.create("two")
    assert town.meter.done == [Work.BOOT, Work.CREATE]
    assert len(await templates(shop)) == 1


async def test_cut_short_it_leaves_nothing_but_the_old_one(
    town: Town, daemon: Daemon, shop: Workshop, kernels: Built
) -> None:
    one = await daemon.create()
    (old,) = await templates(shop)
    kernels.build()
    town.host.faults.capture_seconds = 3600.0
    async with anyio.create_task_group() as group:
        group.start_soon(renew_one, shop)
        await until(lambda: len(list(town.host.processes())) == 2)
        group.cancel_scope.cancel()
    assert await templates(shop) == [old]
    assert left(town) == [one.id]
    assert [process.machine_id for process in town.host.processes()] == [one.id]
    await shop.tidy()
    _, layers = await shop.ledger.db.read(rows.known)
    assert len(layers) == 2  # the machine's own, and the one below it that it shares with the template


async def test_what_a_killed_daemon_leaves_is_swept(town: Town, kernels: Built) -> None:
    async with town.daemon() as daemon:
        one = await daemon.create()
        shop = daemon.machines._shop
        kernels.build()
        other = replace(
            one, id="mch_00000000000000000000000000", name=""
        )  # as it is when nobody can clean up
        await shop.engine.prepare(await shop.spec_on(await shop.images.known(one.image_id), other))
        await shop.engine.boot(await shop.spec_on(await shop.images.known(one.image_id), other))
        assert len(list(town.host.processes())) == 2
    async with town.daemon():
        await until(lambda: [process.machine_id for process in town.host.processes()] == [one.id])
        assert left(town) == [one.id]
