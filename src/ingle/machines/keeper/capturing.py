"""Making a generation: the moment of a machine, written down. The machine goes on with a new layer of its disk, so nothing of the moment changes."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import anyio
import structlog
from anyio import to_thread
from sqlalchemy.exc import IntegrityError

from ingle.base.errors import IngleError
from ingle.machines.errors import (
    FeatureMissingError,
    GuestError,
    GuestTimeoutError,
    LimitReachedError,
    MachineStateError,
    SnapshotNameTakenError,
)
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Order, Wish
from ingle.machines.keeper.pausing import set_paused
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import DiskLayer, Generation, Kind, Machine, State
from ingle.machines.names import GenerationId, LayerId
from ingle.machines.ports import Capture, Feature, GuestConfiguration, SnapshotEngine, SnapshotVmm
from ingle.machines.store import generations as rows

log = structlog.get_logger()

FREEZE_SECONDS = 20.0
# An agent that has no cgroups to freeze with, or knows nothing of it.
_CANNOT_FREEZE = ("unknown_method", "unsupported")


def snapshot_engine(shop: Workshop) -> SnapshotEngine:
    """Raises FeatureMissingError."""
    if Feature.SNAPSHOT not in shop.engine.features:
        raise FeatureMissingError("snapshot", shop.engine.name)
    return cast(SnapshotEngine, shop.engine)  # what the feature promises


async def capture(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """What the order wishes, of a machine in any settled state; it is in the same state afterwards."""
    wish = order.wish
    assert wish is not None  # noqa: S101 - the service has put it there
    with keeper.shop.pins.hold(wish.id):
        match machine.status.state:
            case State.RUNNING | State.WARM:
                return await _of_a_live_one(keeper, machine, wish)
            case State.COLD:
                return await _of_a_sleeping_one(keeper, machine, wish)
            case _:
                return await _of_a_standing_one(keeper, machine, wish)


async def _of_a_live_one(keeper: Keeper, machine: Machine, wish: Wish) -> Machine:
    shop, life = keeper.shop, keeper.life
    if life is None:
        raise MachineStateError("the machine has just ended", state=State.STOPPED)
    snapshot_engine(shop)
    was = machine.status.state
    life.set_hot(False)  # who wants to use it meanwhile waits until it is thawed
    try:
        await freeze(shop, life, was)
        try:
            machine, generation = await take_moment(keeper, machine, life, wish)
        finally:
            await thaw(shop, life)
            if was is State.WARM:
                await set_paused(shop, life.vmm, paused=True)
    finally:
        life.set_hot(was is State.RUNNING)
    await _keep(shop, generation)
    return machine


async def take_moment(keeper: Keeper, machine: Machine, life: Life, wish: Wish) -> tuple[Machine, Generation]:
    """Capture a VMM that goes on afterwards, over a new layer. The generation's files are there for good then; its row is the caller's matter."""
    shop = keeper.shop
    machine, fresh = await lay_over(keeper, machine)
    making = await to_thread.run_sync(shop.vault.open, wish.id)
    vmm = cast(SnapshotVmm, life.vmm)
    try:
        taken = await vmm.capture(making, overlay=shop.vault.layer(fresh), stay_paused=False)
    except BaseException:
        with anyio.CancelScope(shield=True):  # the VMM writes to the layer below again
            await to_thread.run_sync(shop.vault.withdraw, fresh)
            await to_thread.run_sync(shop.vault.give_up, wish.id)
            await keeper.record(replace(machine.status, layer=fresh.parent))
        raise
    log.info(
        "machine_captured",
        machine=machine.id,
        generation=wish.id,
        kind=wish.kind,
        changed_bytes=taken.changed_bytes,
        paused_ms=round(taken.paused.total_seconds() * 1000, 1),
    )
    shop.meter.stood_still(wish.kind, taken.paused.total_seconds())
    at_that_moment = replace(machine, status=replace(machine.status, layer=fresh.parent))
    generation = generation_of(shop, at_that_moment, wish, taken)
    await to_thread.run_sync(shop.vault.adopt, taken, making)
    await to_thread.run_sync(shop.vault.publish, generation, making)
    return machine, generation


async def lay_over(keeper: Keeper, machine: Machine) -> tuple[Machine, DiskLayer]:
    """Put a new, empty layer on the machine's disk; its parent is the one that was written until now. It is recorded before anybody writes to it: until
    then it reads as what it stands on, so whatever crashes when, the newest layer that is recorded is the right one to go on with."""
    shop = keeper.shop
    below = machine.status.layer
    if below is None:
        raise MachineStateError(
            "the machine has never been started, so there is nothing to keep", state=machine.status.state
        )
    fresh = await branch(shop, below, disk_mib=machine.request.disk_mib)
    machine = await keeper.record(
        replace(machine.status, layer=fresh.id), lambda connection: rows.add_layer(connection, fresh)
    )
    return machine, fresh


async def branch(shop: Workshop, below: LayerId, *, disk_mib: int) -> DiskLayer:
    """Make an empty layer over this one, or over what it stands on where it was withdrawn: a chain that named it would have a hole. Its row is the
    caller's matter; a file without one is swept by the next daemon."""
    engine = snapshot_engine(shop)
    chain = await shop.chain(below)
    fresh = shop.new_layer(chain[0].id)
    files = [shop.vault.layer(layer) for layer in chain]
    await engine.branch(files, shop.vault.layer(fresh), disk_mib=disk_mib)
    return fresh


async def _of_a_sleeping_one(keeper: Keeper, machine: Machine, wish: Wish) -> Machine:
    """What it sleeps in is the moment already."""
    shop = keeper.shop
    asleep_in = machine.status.asleep_in
    source = None if asleep_in is None else await _find(shop, asleep_in)
    if source is None:
        raise MachineStateError("the machine's memory is not known any more", state=machine.status.state)
    machine, fresh = await lay_over(keeper, machine)
    assert fresh.parent is not None  # noqa: S101 - it lies over the layer that it was asleep with
    making = await to_thread.run_sync(shop.vault.open, wish.id)
    await to_thread.run_sync(shop.vault.copy, source.id, making)
    generation = replace(
        source,
        id=wish.id,
        kind=wish.kind,
        owner=machine.owner,
        name=wish.name,
        created_at=shop.clock.now(),
        layer=fresh.parent,
    )
    await to_thread.run_sync(shop.vault.publish, generation, making)
    await _keep(shop, generation)
    return machine


async def _of_a_standing_one(keeper: Keeper, machine: Machine, wish: Wish) -> Machine:
    """Only its disk."""
    shop = keeper.shop
    machine, fresh = await lay_over(keeper, machine)
    making = await to_thread.run_sync(shop.vault.open, wish.id)
    at_that_moment = replace(machine, status=replace(machine.status, layer=fresh.parent))
    generation = replace(generation_of(shop, at_that_moment, wish, None), has_memory=False)
    await to_thread.run_sync(shop.vault.publish, generation, making)
    await _keep(shop, generation)
    return machine


async def _keep(shop: Workshop, generation: Generation) -> None:
    try:
        await shop.ledger.keep(generation)
    except (IntegrityError, LimitReachedError) as error:
        await to_thread.run_sync(shop.vault.remove, [generation.id], [])
        if isinstance(error, LimitReachedError):
            raise
        raise SnapshotNameTakenError(generation.name) from None


async def _find(shop: Workshop, generation: GenerationId) -> Generation | None:
    return await shop.ledger.db.read(lambda connection: rows.get(connection, generation))


def generation_of(shop: Workshop, machine: Machine, wish: Wish, taken: Capture | None) -> Generation:
    """The row of what has been captured."""
    status = machine.status
    assert status.layer is not None  # noqa: S101 - it has a disk, or it could not have been captured
    return Generation(
        id=wish.id,
        kind=wish.kind,
        owner="" if wish.kind is Kind.TEMPLATE else machine.owner,
        name=wish.name,
        key="",
        created_at=shop.clock.now(),
        machine_id=machine.id,
        machine_name=machine.name,
        image_id=machine.image_id,
        request=machine.request,
        launch=machine.launch,
        layer=status.layer,
        base=None if taken is None else base_of(taken.base),
        fingerprint="" if taken is None else snapshot_engine(shop).fingerprint,
        size_bytes=0 if taken is None else taken.changed_bytes,
        boot=status.boot,
        workload=status.workload,
        kernel=status.kernel,
        parent=machine.parent,
    )


def base_of(flat: Path | None) -> GenerationId | None:
    """The generation that a flat memory image belongs to: its directory is called so."""
    return None if flat is None else GenerationId(flat.parent.name)


async def freeze(shop: Workshop, life: Life, was: State) -> None:
    """From now on nothing but the agent runs in the guest, nor in what is restored from what is captured meanwhile, until the agent has been told who
    it is and been given fresh randomness: that is why no two forks ever draw the same numbers.

    Raises GuestLostError and what the agent says, GuestTimeoutError; a guest that has nothing to freeze with is left as it is.
    """
    if was is State.WARM:  # who stands still does not hear
        await set_paused(shop, life.vmm, paused=False)
    with anyio.move_on_after(FREEZE_SECONDS):
        link = await life.next_link()
        try:
            return await link.freeze()
        except GuestError as error:
            if error.code in _CANNOT_FREEZE:
                return None
            raise
    raise GuestTimeoutError("the machine's agent did not answer in time; nothing was captured")


async def thaw(shop: Workshop, life: Life) -> None:
    """Its clock stood still while it was captured, so it is told the time before its programs go on. A guest that does not hear it now is thawed when
    its link is open again (see life)."""
    with anyio.move_on_after(FREEZE_SECONDS, shield=True):
        try:
            link = await life.next_link()
            await link.configure(GuestConfiguration(time=shop.clock.now(), thaw=True))
        except IngleError as error:
            log.warning("guest_not_thawed", machine=life.machine, reason=error.sentence)
