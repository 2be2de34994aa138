"""From hot to warm to cold, and back. A generation that a machine sleeps in is used up when it wakes: that is recorded before its vCPUs run, so old memory
never meets a newer disk, whatever crashes when."""

from contextlib import suppress
from dataclasses import replace
from typing import cast

import anyio
import structlog
from anyio import to_thread

from ingle.base.errors import IngleError
from ingle.machines.errors import (
    GuestLostError,
    MachineInUseError,
    MachineStateError,
    SnapshotDamagedError,
)
from ingle.machines.keeper.capturing import freeze, generation_of, snapshot_engine, thaw
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.measuring import measured, waking
from ingle.machines.keeper.orders import Order, Wish
from ingle.machines.keeper.pausing import set_paused, tell_time
from ingle.machines.keeper.restoring import restore, used_up
from ingle.machines.keeper.starting import configuration_of
from ingle.machines.keeper.stopping import kill
from ingle.machines.model import Generation, Kind, Machine, State
from ingle.machines.ports import Feature, ReclaimableVmm, SnapshotVmm, Work
from ingle.machines.store import generations as rows

log = structlog.get_logger()


async def cool(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """To warm."""
    life = _live(keeper)
    _claim(keeper, order, life)
    try:
        await set_paused(keeper.shop, life.vmm, paused=True)
    except IngleError:
        life.set_hot(True)
        raise
    if Feature.RECLAIM in keeper.shop.engine.features:
        await cast(ReclaimableVmm, life.vmm).reclaim()
    return await keeper.record(replace(machine.status, state=State.WARM))


async def sleep(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """To cold. A failure leaves it as it was, and says so."""
    snapshot_engine(keeper.shop)
    life = _live(keeper)
    _claim(keeper, order, life)
    was = machine.status
    machine = await keeper.record(replace(was, state=State.SLEEPING))
    wish = Wish(keeper.shop.new_generation(), Kind.SLEEP)
    with keeper.shop.pins.hold(wish.id):
        try:
            with measured(keeper.shop, Work.SLEEP):
                generation = await _capture(keeper, machine, life, wish, was.state)
                asleep = replace(
                    machine.status, state=State.COLD, vmm=None, asleep_in=generation.id, base=None, error=""
                )
                machine = await keeper.record(asleep, lambda connection: rows.insert(connection, generation))
        except (
            Exception
        ) as error:  # also a fault of ours: the guest is frozen by now, and nobody else would thaw it
            # First: it may be what fills the disk.
            await to_thread.run_sync(keeper.shop.vault.give_up, wish.id)
            await _stay_awake(keeper, machine, life, error)
            raise
    await kill(life, keeper.bell)
    keeper.life = None
    keeper.shop.leases.forget(machine.id)
    keeper.shop.mess.ring()
    return machine


async def wake(keeper: Keeper, _order: Order, machine: Machine) -> Machine:
    """To hot, from wherever it is."""
    life = keeper.life
    if life is None:
        machine = await _wake_cold(keeper, machine)
    else:
        await set_paused(keeper.shop, life.vmm, paused=False)
        life.set_hot(True)
        await tell_time(keeper.shop, life)
        machine = await keeper.record(replace(machine.status, state=State.RUNNING))
    keeper.shop.leases.touch(machine.id)
    return machine


async def finish_wake(keeper: Keeper, machine: Machine, life: Life) -> Machine:
    """From a VMM whose memory is loaded and used up, to a guest that knows who and when it is."""
    await set_paused(keeper.shop, life.vmm, paused=False)
    limit = keeper.shop.settings.timeouts.boot.total_seconds()
    try:
        with anyio.fail_after(limit):
            link = await life.next_link()
            await link.configure(replace(configuration_of(keeper.shop, machine), thaw=True))
        life.set_hot(True)  # from now on others may use it
    except (IngleError, TimeoutError) as error:
        life.set_hot(True)
        await keeper.record(
            replace(machine.status, state=State.RUNNING, error="it is awake, but its agent does not answer")
        )
        raise GuestLostError(f"the machine is awake, but its agent does not answer: {error}") from error
    return await keeper.record(replace(machine.status, state=State.RUNNING, error=""))


def _live(keeper: Keeper) -> Life:
    if keeper.life is None:
        raise MachineStateError("the machine has just ended", state=State.STOPPED)
    return keeper.life


def _claim(keeper: Keeper, order: Order, life: Life) -> None:
    """From now on whoever wants to use the machine asks for its waking. Raises MachineInUseError when somebody uses it this moment.

    No await lies between the question and the claim.
    """
    if order.if_idle and keeper.shop.leases.held(keeper.machine_id):
        raise MachineInUseError
    life.set_hot(False)


async def _capture(keeper: Keeper, machine: Machine, life: Life, wish: Wish, was: State) -> Generation:
    shop = keeper.shop
    making = await to_thread.run_sync(shop.vault.open, wish.id)
    await freeze(shop, life, was)
    taken = await cast(SnapshotVmm, life.vmm).capture(making, overlay=None, stay_paused=True)
    log.info(
        "machine_sleeps",
        machine=machine.id,
        changed_bytes=taken.changed_bytes,
        paused_ms=round(taken.paused.total_seconds() * 1000, 1),
    )
    shop.meter.stood_still(wish.kind, taken.paused.total_seconds())
    generation = generation_of(shop, machine, wish, taken)
    await to_thread.run_sync(shop.vault.adopt, taken, making)
    await to_thread.run_sync(shop.vault.publish, generation, making)
    return generation


async def _stay_awake(keeper: Keeper, machine: Machine, life: Life, error: Exception) -> None:
    why = (
        error.sentence
        if isinstance(error, IngleError)
        else "something went wrong in the daemon; its log tells more"
    )
    with anyio.CancelScope(shield=True):
        with suppress(IngleError):  # it is gone, which the keeper notices by itself
            await set_paused(keeper.shop, life.vmm, paused=False)
            await thaw(keeper.shop, life)
        life.set_hot(True)
        status = replace(machine.status, state=State.RUNNING, error=f"it could not be put to sleep: {why}")
        await keeper.record(status)
    log.warning("machine_not_put_to_sleep", machine=machine.id, reason=why)


async def _wake_cold(keeper: Keeper, machine: Machine) -> Machine:
    shop, asleep_in = keeper.shop, machine.status.asleep_in
    async with shop.wakes.turn(machine.owner), shop.pins.reading(asleep_in or ""):
        generation = await _moment_of(keeper, machine)
        machine = await shop.ledger.admit(machine, replace(machine.status, state=State.WAKING))
        shop.stock.bell.ring()  # what waits may have to make way
        with measured(shop, waking(generation.kind)):
            machine = await _restored(keeper, machine, generation)
    shop.mess.ring()
    return machine


async def _restored(keeper: Keeper, machine: Machine, generation: Generation) -> Machine:
    try:
        life = await restore(keeper, machine, generation)
        if machine.status.workload.state == "running":
            life.pump.follow()
    except BaseException as error:
        await _stay_cold(keeper, machine, error)
        raise
    machine = await keeper.record(used_up(machine, generation, life))
    return await finish_wake(keeper, machine, life)


async def _moment_of(keeper: Keeper, machine: Machine) -> Generation:
    """What the machine sleeps in. Raises SnapshotDamagedError, SnapshotForeignError."""
    shop, asleep_in = keeper.shop, machine.status.asleep_in
    generation = None
    if asleep_in is not None:
        generation = await shop.ledger.db.read(lambda connection: rows.get(connection, asleep_in))
    if generation is None:
        raise SnapshotDamagedError(str(shop.vault.generations), f"{asleep_in} is not known")
    return generation


async def _stay_cold(keeper: Keeper, machine: Machine, error: BaseException) -> None:
    """Nothing is lost: what it sleeps in has not been used."""
    why = f"it could not be woken: {error.sentence}" if isinstance(error, IngleError) else ""
    with anyio.CancelScope(shield=True):
        if keeper.life is not None:
            await kill(keeper.life, keeper.bell)
            keeper.life = None
        await keeper.record(replace(machine.status, state=State.COLD, error=why))
