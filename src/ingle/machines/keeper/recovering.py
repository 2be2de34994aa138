"""How a keeper begins: it looks at what is recorded and what is really there, and finishes what was under way, by the same code as ever."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from ingle.base.errors import IngleError
from ingle.machines.errors import VmmGoneError
from ingle.machines.keeper import performing
from ingle.machines.keeper.keeper import Keeper, standing
from ingle.machines.keeper.orders import Order
from ingle.machines.keeper.sleeping import finish_wake
from ingle.machines.keeper.stopping import kill
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import Intent, Machine, State, StopCause
from ingle.machines.names import MachineId
from ingle.machines.policy.recovery import Recovery, recover
from ingle.machines.policy.transitions import Verb
from ingle.machines.ports import Vmm

log = structlog.get_logger()

LOST = "its VMM was gone when the daemon came back (the host was restarted, or the VMM was killed)"
AGAIN = "; it is always to run, so it is started again from its disk"


async def recover_machine(keeper: Keeper) -> None:
    """Leaves the keeper with the machine's life when it has one. What cannot be finished is recorded, and raised to nobody."""
    shop = keeper.shop
    machine = await shop.ledger.get(keeper.machine_id)
    if machine is None:
        return
    vmm, paused = await _look(shop, machine.id)
    status = machine.status
    action = recover(
        status.intent,
        status.state,
        alive=vmm is not None,
        paused=paused,
        asleep=status.asleep_in is not None,
        always=machine.request.restart.when == "always",
    )
    if action is Recovery.NOTHING:
        return
    log.info(
        "machine_recovered", machine=machine.id, action=action.value, intent=status.intent, state=status.state
    )
    if vmm is not None:
        _take_over(keeper, machine, vmm)
    try:
        await _ACTIONS[action](keeper, machine)
    except IngleError as error:
        log.warning("recovery_failed", machine=machine.id, action=action.value, reason=error.sentence)


async def _look(shop: Workshop, machine: MachineId) -> tuple[Vmm | None, bool]:
    """The machine's VMM, if it lives, and whether it is paused."""
    vmm = await shop.engine.adopt(machine, shop.home(machine))
    try:
        return vmm, vmm is not None and await shop.engine.is_paused(vmm)
    except IngleError as error:
        if vmm is not None:
            vmm.release()
        if isinstance(error, VmmGoneError):  # just now
            return None, False
        raise


def _take_over(keeper: Keeper, machine: Machine, vmm: Vmm) -> None:
    life = keeper.begin(vmm, machine.status, fresh=False, restored=machine.status.state is State.WAKING)
    if machine.status.workload.state == "running":
        life.pump.follow()


async def _adopt(keeper: Keeper, machine: Machine) -> None:
    state = State.PAUSED if machine.status.intent is Intent.PAUSED else State.RUNNING
    if keeper.life is not None and state is State.RUNNING:
        keeper.life.set_hot(True)
    await keeper.record(replace(machine.status, state=state))


async def _adopt_warm(_keeper: Keeper, _machine: Machine) -> None:
    """It is what is recorded."""


async def _start(keeper: Keeper, machine: Machine) -> None:
    if keeper.life is not None and machine.status.vmm is None:  # half made: what it lacks is not known
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    if keeper.life is None:
        await performing.start(keeper, Order(Verb.START), machine)
    else:
        await performing.finish_start(keeper, machine, keeper.life)


async def _stop(keeper: Keeper, machine: Machine) -> None:
    await performing.stop(keeper, _stop_order(keeper), machine)


async def _restart(keeper: Keeper, machine: Machine) -> None:
    await performing.restart(keeper, _stop_order(keeper), machine)


def _stop_order(keeper: Keeper) -> Order:
    return Order(Verb.STOP, keeper.shop.settings.timeouts.margin)


async def _pause(keeper: Keeper, machine: Machine) -> None:
    await performing.pause(keeper, Order(Verb.PAUSE), machine)


async def _resume(keeper: Keeper, machine: Machine) -> None:
    await performing.resume(keeper, Order(Verb.RESUME), machine)


async def _finish_wake(keeper: Keeper, machine: Machine) -> None:
    if keeper.life is not None:
        await finish_wake(keeper, machine, keeper.life)


async def _stay_cold(keeper: Keeper, machine: Machine) -> None:
    if keeper.life is not None:
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    await keeper.record(replace(machine.status, state=State.COLD, vmm=None))


async def _remove(keeper: Keeper, machine: Machine) -> None:
    await performing.remove(keeper, Order(Verb.REMOVE), machine)


async def _discard(keeper: Keeper, machine: Machine) -> None:
    if keeper.life is not None:
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    await keeper.record(replace(machine.status, vmm=None))


async def _lost(keeper: Keeper, machine: Machine) -> None:
    status = replace(standing(keeper, machine.status, State.STOPPED), stop_cause=StopCause.LOST, error=LOST)
    await keeper.record(status)


async def _start_again(keeper: Keeper, machine: Machine) -> None:
    """The intent is a restart meanwhile: the machine keeps its share of the host, and a daemon that dies here leaves it to the next one."""
    lost = replace(
        standing(keeper, machine.status, State.STOPPED), stop_cause=StopCause.LOST, error=f"{LOST}{AGAIN}"
    )
    machine = await keeper.record(replace(lost, intent=Intent.RESTARTED))
    await performing.start(keeper, Order(Verb.START), machine)


async def _settle(keeper: Keeper, machine: Machine) -> None:
    await keeper.record(replace(standing(keeper, machine.status, State.STOPPED), stop_cause=StopCause.ASKED))


_ACTIONS: dict[Recovery, Callable[[Keeper, Machine], Awaitable[None]]] = {
    Recovery.ADOPT: _adopt,
    Recovery.ADOPT_WARM: _adopt_warm,
    Recovery.FINISH_WAKE: _finish_wake,
    Recovery.STAY_COLD: _stay_cold,
    Recovery.START: _start,
    Recovery.STOP: _stop,
    Recovery.RESTART: _restart,
    Recovery.PAUSE: _pause,
    Recovery.RESUME: _resume,
    Recovery.REMOVE: _remove,
    Recovery.DISCARD: _discard,
    Recovery.LOST: _lost,
    Recovery.START_AGAIN: _start_again,
    Recovery.SETTLE: _settle,
}
