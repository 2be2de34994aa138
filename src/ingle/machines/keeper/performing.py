"""What each order does: intent recorded, acted on, outcome recorded."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

import anyio

from ingle.base.errors import IngleError
from ingle.machines.errors import MachineGoneError, MachineStateError
from ingle.machines.keeper.keeper import Keeper, standing, with_exit
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Order
from ingle.machines.keeper.pausing import set_paused
from ingle.machines.keeper.starting import ENTROPY_BYTES, bring_up
from ingle.machines.keeper.stopping import halt, kill
from ingle.machines.model import Intent, Machine, State, Status, StopCause, VmmRecord, Workload
from ingle.machines.policy.stopping import plan_stop
from ingle.machines.policy.transitions import Verb
from ingle.machines.ports import GuestConfiguration


async def carry_out(keeper: Keeper, order: Order, machine: Machine) -> Machine | None:
    """The machine afterwards, None when it is gone."""
    return await _PERFORM[order.verb](keeper, order, machine)


async def start(keeper: Keeper, _order: Order, machine: Machine) -> Machine:
    status = Status(
        intent=Intent.RUNNING,
        state=State.STARTING,
        boot=machine.status.boot + 1,
        engine=keeper.shop.engine.name,
    )
    machine = await keeper.record(status)
    return await finish_start(keeper, machine, None)


async def finish_start(keeper: Keeper, machine: Machine, life: Life | None) -> Machine:
    """Also for a start that an earlier daemon began: with the VMM that it left, or without.

    Raises what kept it from starting; the machine is failed then, and says the same.
    """
    with anyio.CancelScope() as keeper.breakable:
        try:
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
        await _clear(keeper)
        await keeper.record(
            replace(standing(keeper, machine.status, State.STOPPED), stop_cause=StopCause.KILLED)
        )
    raise MachineGoneError("the machine was stopped while it started")


async def _boot(keeper: Keeper, machine: Machine) -> Life:
    engine = keeper.shop.engine
    spec = await keeper.shop.spec(machine)
    await engine.prepare(spec)
    return keeper.begin(await engine.boot(spec), machine.status, fresh=True)


async def _start(keeper: Keeper, machine: Machine, found: Life | None) -> Machine:
    shop = keeper.shop
    async with shop.boots:
        life = found or await _boot(keeper, machine)
        identity = life.vmm.identity
        record = VmmRecord(identity.pid, identity.started_ticks, identity.host_boot_id)
        machine = await keeper.record(replace(machine.status, vmm=record))
        kernel = await bring_up(shop, machine, life, keeper.bell)
    workload = Workload("running" if machine.launch.argv else "none")
    status = replace(
        machine.status, state=State.RUNNING, workload=workload, started_at=shop.clock.now(), kernel=kernel
    )
    return await keeper.record(with_exit(status, life))


async def _fail(keeper: Keeper, machine: Machine, reason: str) -> None:
    with anyio.CancelScope(shield=True):
        await _clear(keeper)
        await keeper.record(replace(standing(keeper, machine.status, State.FAILED), error=reason))


async def _clear(keeper: Keeper) -> None:
    """Nothing of the VMM is left afterwards, not even of one whose start was broken off before it had a life here."""
    if keeper.life is not None:
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    left = await keeper.shop.engine.adopt(keeper.machine_id, keeper.shop.home(keeper.machine_id))
    if left is not None:
        await left.kill()
        left.release()


async def stop(keeper: Keeper, order: Order, machine: Machine, intent: Intent = Intent.STOPPED) -> Machine:
    was = machine.status
    machine = await keeper.record(replace(was, intent=intent, state=State.STOPPING))
    life, status = keeper.life, machine.status
    cause = StopCause.ASKED
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
    return await keeper.record(stopped)


async def restart(keeper: Keeper, order: Order, machine: Machine) -> Machine:
    if keeper.life is not None:
        machine = await stop(keeper, order, machine, Intent.RESTARTED)
    return await start(keeper, order, machine)


async def pause(keeper: Keeper, _order: Order, machine: Machine) -> Machine:
    return await _switch(keeper, machine, paused=True)


async def resume(keeper: Keeper, _order: Order, machine: Machine) -> Machine:
    machine = await _switch(keeper, machine, paused=False)
    await _tell_time(keeper)
    return machine


async def _switch(keeper: Keeper, machine: Machine, *, paused: bool) -> Machine:
    life = keeper.life
    if life is None:
        raise MachineStateError("the machine has just ended", state=State.STOPPED)
    was = machine.status
    intent, state = (Intent.PAUSED, State.PAUSED) if paused else (Intent.RUNNING, State.RUNNING)
    machine = await keeper.record(replace(was, intent=intent))
    try:
        await set_paused(keeper.shop, life.vmm, paused=paused)
    except IngleError:
        await keeper.record(was)
        raise
    return await keeper.record(replace(machine.status, state=state))


async def _tell_time(keeper: Keeper) -> None:
    """A guest's clock stands still while it is paused. One that does not answer is not told, which is no reason to fail a resume."""
    life, shop = keeper.life, keeper.shop
    if life is None:
        return
    with anyio.move_on_after(shop.settings.timeouts.link.total_seconds()), suppress(IngleError):
        link = await life.next_link()
        await link.configure(GuestConfiguration(time=shop.clock.now(), entropy=shop.random(ENTROPY_BYTES)))


async def remove(keeper: Keeper, _order: Order, machine: Machine) -> None:
    await keeper.record(replace(machine.status, intent=Intent.REMOVED, state=State.REMOVING))
    await _clear(keeper)
    await keeper.shop.delete_home(machine.id)
    await keeper.shop.ledger.erase(machine)


_PERFORM: dict[Verb, Callable[[Keeper, Order, Machine], Awaitable[Machine | None]]] = {
    Verb.START: start,
    Verb.STOP: stop,
    Verb.RESTART: restart,
    Verb.PAUSE: pause,
    Verb.RESUME: resume,
    Verb.REMOVE: remove,
    Verb.KILL_AND_REMOVE: remove,
}
