"""A VMM from a generation: paused, its memory loaded, over the machine's own disk."""

from dataclasses import replace

from anyio import to_thread

from ingle.machines.errors import SnapshotForeignError
from ingle.machines.keeper.capturing import branch, snapshot_engine
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.life import Life
from ingle.machines.model import Generation, Machine, Status, VmmRecord
from ingle.machines.store import generations as rows


async def restore(keeper: Keeper, machine: Machine, generation: Generation) -> Life:
    """Raises SnapshotForeignError, SnapshotDamagedError, EngineError."""
    shop = keeper.shop
    engine = snapshot_engine(shop)
    if generation.fingerprint != engine.fingerprint:
        raise SnapshotForeignError
    frozen = await to_thread.run_sync(shop.vault.frozen, generation, machine.id)
    vmm = await engine.restore(await shop.spec(machine), frozen)
    return keeper.begin(vmm, machine.status, fresh=False, restored=True)


def record_of(life: Life) -> VmmRecord:
    identity = life.vmm.identity
    return VmmRecord(identity.pid, identity.started_ticks, identity.host_boot_id)


def used_up(machine: Machine, generation: Generation, life: Life) -> Status:
    """The status to record before the vCPUs run: from then on the machine is its VMM, and no longer asleep in the generation."""
    return replace(
        machine.status,
        vmm=record_of(life),
        asleep_in=None,
        base=generation.base or generation.id,
    )


async def begin_as(keeper: Keeper, machine: Machine, generation: Generation) -> tuple[Machine, Life]:
    """A machine without a disk begins as the generation: its VMM, paused, and recorded."""
    shop = keeper.shop
    fresh = await branch(shop, generation.layer, disk_mib=generation.request.disk_mib)
    machine = await keeper.record(
        replace(machine.status, layer=fresh.id, base=generation.base or generation.id),
        lambda connection: rows.add_layer(connection, fresh),
    )
    life = await restore(keeper, machine, generation)
    return await keeper.record(used_up(machine, generation, life)), life
