"""What each order does: intent recorded, acted on, outcome recorded."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import anyio
import sqlalchemy as sa
import structlog

from ingle.base.errors import IngleError
from ingle.machines.errors import MachineGoneError, MachineStateError
from ingle.machines.keeper.capturing import branch, capture
from ingle.machines.keeper.keeper import Keeper, standing, watched, with_exit
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.measuring import measured
from ingle.machines.keeper.orders import Order
from ingle.machines.keeper.originating import bring_to_life
from ingle.machines.keeper.pausing import set_paused, tell_time
from ingle.machines.keeper.sleeping import cool, sleep, wake
from ingle.machines.keeper.starting import introduce, start_workload
from ingle.machines.keeper.stopping import clear, halt
from ingle.machines.model import Intent, Machine, State, Status, StopCause, Workload
from ingle.machines.policy.stopping import plan_stop
from ingle.machines.policy.transitions import Verb, begun_as
from ingle.machines.ports import Work
from ingle.machines.store import generations
from ingle.machines.store import machines as rows

log = structlog.get_logger()

ASLEEP = (State.WARM, State.COLD, State.SLEEPING, State.WAKING)


async def carry_out(keeper: Keeper, order: Order, machine: Machine) -> Machine | None:
    """The machine afterwards, None when it is gone."""
    return await _PERFORM[order.verb](keeper, order, machine)


async def start(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """From its disk; one that sleeps is woken instead."""
    if machine.status.state in ASLEEP:
        return await wake(keeper, order, machine)
    if machine.status.state is State.STARTING and keeper.life is not None:
        return await finish_start(keeper, machine, keeper.life)  # it has begun with a VMM that waited
    return await start_afresh(keeper, machine)


async def start_afresh(keeper: Keeper, machine: Machine, *, pause: float = 0.0) -> Machine:
    """From its disk, after a pause of so many seconds, which counts as a part of the start: what breaks off a start ends it."""
    status = Status(
        intent=Intent.RUNNING,
        state=State.STARTING,
        boot=machine.status.boot + 1,
        engine=keeper.shop.engine.name,
        layer=machine.status.layer,
    )
    machine = await keeper.shop.ledger.admit(machine, status)
    keeper.shop.stock.bell.ring()  # what waits may have to make way
    return await finish_start(keeper, machine, None, pause=pause)


async def finish_start(keeper: Keeper, machine: Machine, life: Life | None, *, pause: float = 0.0) -> Machine:
    """Also for a start that an earlier daemon began: with the VMM that it left, or without.

    Raises what kept it from starting; the machine is failed then, and says the same.
    """
    with anyio.CancelScope() as keeper.breakable:
        try:
            await anyio.sleep(pause)
            return await _start(keeper, machine, life)
        except IngleError as error:
            await _fail(keeper, machine, error.sentence)
            raise
        except Exception:
            await _fail(keeper, machine, "something went wrong in the daemon; its log tells more")
            raise
        finally:
            keeper.breakable = None
    with anyio.CancelScope(shield=True):
        await clear(keeper)
        await keeper.record(
            replace(standing(keeper, machine.status, State.STOPPED), stop_cause=StopCause.KILLED)
        )
    raise MachineGoneError("the machine was stopped while it started")


async def _start(keeper: Keeper, machine: Machine, found: Life | None) -> Machine:
    shop = keeper.shop
    machine, life = await _introduced(keeper, machine, found)
    kernel = await start_workload(shop, machine, life, keeper.bell)
    workload = Workload("running" if machine.launch.argv else "none")
    status = replace(
        machine.status, state=State.RUNNING, workload=workload, started_at=shop.clock.now(), kernel=kernel
    )
    life.watch.start(checked=machine.request.health is not None)
    shop.leases.touch(machine.id)
    return await keeper.record(with_exit(watched(status, life), life))


async def _introduced(keeper: Keeper, machine: Machine, found: Life | None) -> tuple[Machine, Life]:
    """A guest that knows who it is, and runs nothing yet."""
    shop = keeper.shop
    if found is not None and found.introduced:
        try:
            with measured(shop, Work.TAKE):
                return await _resumed(keeper, machine, found)
        except IngleError as error:  # nothing of anybody has run in it, so another VMM does as well
            log.warning("waiting_vmm_failed", machine=machine.id, reason=error.sentence)
            await clear(keeper)
            machine = await keeper.record(replace(machine.status, vmm=None, layer=None, base=None))
    elif found is not None:
        return await _resumed(keeper, machine, found)
    return await _told(keeper, *await bring_to_life(keeper, machine))


async def _resumed(keeper: Keeper, machine: Machine, life: Life) -> tuple[Machine, Life]:
    await set_paused(keeper.shop, life.vmm, paused=False)
    return await _told(keeper, machine, life)


async def _told(keeper: Keeper, machine: Machine, life: Life) -> tuple[Machine, Life]:
    await introduce(keeper.shop, machine, life, keeper.bell)
    life.set_hot(True)  # from now on others may use it: before, they would hear that it is not configured
    return machine, life


async def _fail(keeper: Keeper, machine: Machine, reason: str) -> None:
    with anyio.CancelScope(shield=True):
        await clear(keeper)
        await keeper.record(replace(standing(keeper, machine.status, State.FAILED), error=reason))


async def stop(keeper: Keeper, order: Order, machine: Machine, intent: Intent = Intent.STOPPED) -> Machine:
    if keeper.life is None and machine.status.state in ASLEEP and order.grace:
        machine = await wake(keeper, order, machine)  # so that what runs in it can end in order
    was = machine.status
    machine = await keeper.record(replace(was, intent=intent, state=State.STOPPING))
    life, status = keeper.life, machine.status
    cause = StopCause.KILLED if was.asleep_in is not None else StopCause.ASKED  # its memory is dropped
    if life is not None:
        plan = plan_stop(
            was.state,
            workload_runs=was.workload.state == "running" and life.pump.exit is None,
            grace=order.grace,
            margin=keeper.shop.settings.timeouts.margin,
        )
        cause = await halt(keeper.shop, life, keeper.bell, plan, machine.launch.stop_signal)
        status = with_exit(status, life)
        keeper.life = None
    stopped = replace(standing(keeper, status, State.STOPPED), intent=intent, stop_cause=cause, error="")
    keeper.shop.mess.ring()
    return await keeper.record(stopped)


async def restart(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    if keeper.life is not None or machine.status.state in ASLEEP:
        machine = await stop(keeper, order, machine, Intent.RESTARTED)
    return await start(keeper, order, machine)


async def pause(keeper: Keeper, _order: Order, machine: Machine) -> Machine:
    return await _switch(keeper, machine, paused=True)


async def resume(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """Also what was not paused by its owner but put to rest."""
    if machine.status.state in ASLEEP:
        return await wake(keeper, order, machine)
    machine = await _switch(keeper, machine, paused=False)
    if keeper.life is not None:
        await tell_time(keeper.shop, keeper.life)
    keeper.shop.leases.touch(machine.id)
    return machine


async def _switch(keeper: Keeper, machine: Machine, *, paused: bool) -> Machine:
    life = keeper.life
    if life is None:
        raise MachineStateError("the machine has just ended", state=State.STOPPED)
    was, hot = machine.status, life.hot
    intent, state = (Intent.PAUSED, State.PAUSED) if paused else (Intent.RUNNING, State.RUNNING)
    machine = await keeper.record(replace(was, intent=intent))
    life.set_hot(not paused)
    try:
        await set_paused(keeper.shop, life.vmm, paused=paused)
    except IngleError:
        life.set_hot(hot)
        await keeper.record(was)
        raise
    return await keeper.record(replace(machine.status, state=state))


async def remove(keeper: Keeper, _order: Order, machine: Machine) -> None:
    await keeper.record(replace(machine.status, intent=Intent.REMOVED, state=State.REMOVING))
    await clear(keeper)
    await keeper.shop.delete_home(machine.id)
    await keeper.shop.ledger.erase(machine)
    await keeper.shop.tidy()


async def revert(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    """The machine is as it was at the moment; what it has become since is thrown away."""
    shop, moment = keeper.shop, order.moment
    assert moment is not None  # noqa: S101 - the service has put it there
    with shop.pins.hold(moment.id):
        fresh = await branch(shop, moment.layer, disk_mib=moment.request.disk_mib)
        status = begun_as(moment, fresh.id, boot=machine.status.boot + 1)

        def write(connection: sa.Connection) -> Machine | None:
            generations.add_layer(connection, fresh)
            return rows.revert(connection, machine.id, moment.launch, status)

        # Before the VMM is ended: whenever a daemon dies here, the machine either runs on or sleeps in the moment, and is never without memory.
        machine = await shop.ledger.change(machine.id, write)
        shop.ledger.tell_restored(machine, moment)
        await clear(keeper)
        shop.mess.ring()
        return await wake(keeper, order, machine) if moment.has_memory else machine


_PERFORM: dict[Verb, Callable[[Keeper, Order, Machine], Awaitable[Machine | None]]] = {
    Verb.START: start,
    Verb.STOP: stop,
    Verb.RESTART: restart,
    Verb.PAUSE: pause,
    Verb.RESUME: resume,
    Verb.COOL: cool,
    Verb.SLEEP: sleep,
    Verb.WAKE: wake,
    Verb.CAPTURE: capture,
    Verb.REVERT: revert,
    Verb.REMOVE: remove,
    Verb.KILL_AND_REMOVE: remove,
}
