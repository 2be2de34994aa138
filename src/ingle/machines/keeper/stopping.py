"""Asking a machine to stop, and making it. Never hangs: every step has its share of the grace, and the last one is SIGKILL."""

import contextlib
from datetime import timedelta

import anyio
import structlog

from ingle.base.errors import IngleError
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.orders import Bell
from ingle.machines.keeper.pausing import set_paused
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import StopCause
from ingle.machines.names import WORKLOAD_SESSION
from ingle.machines.policy.stopping import StopPlan

log = structlog.get_logger()


async def halt(shop: Workshop, life: Life, bell: Bell, plan: StopPlan, stop_signal: int) -> StopCause:
    """Carry out the plan; how the machine came to stand."""
    if plan.kill_after:
        try:
            await _ask(shop, life, bell, plan, stop_signal)
        except (IngleError, TimeoutError) as error:
            log.info("stop_not_heard", machine=life.machine, reason=str(error))
    if life.end is not None:
        return StopCause.ASKED
    await kill(life, bell)
    return StopCause.KILLED


async def kill(life: Life, bell: Bell) -> None:
    """Returns when the VMM is gone, and what it said last is taken care of."""
    await life.vmm.kill()
    while not life.over:
        await bell.wait()


async def clear(keeper: Keeper) -> None:
    """Nothing of the VMM is left afterwards, not even of one whose start was broken off before it had a life here."""
    if keeper.life is not None:
        await kill(keeper.life, keeper.bell)
        keeper.life = None
    left = await keeper.shop.engine.adopt(keeper.machine_id, keeper.shop.home(keeper.machine_id))
    if left is not None:
        await left.kill()
        left.release()


async def _ask(shop: Workshop, life: Life, bell: Bell, plan: StopPlan, stop_signal: int) -> None:
    if plan.resume:
        await set_paused(shop, life.vmm, paused=False)
    with anyio.fail_after((plan.workload + plan.power_off).total_seconds()):
        link = await life.next_link()
        if plan.workload:
            with contextlib.suppress(GuestError):  # it has just ended by itself
                await link.signal(WORKLOAD_SESSION, stop_signal)
            await _wait_for_workload(life, bell, plan.workload)
        with contextlib.suppress(GuestLostError):  # it was off before it could answer
            await link.power_off(plan.power_off.total_seconds())
    with anyio.fail_after(plan.kill_after.total_seconds()):
        while life.end is None:
            await bell.wait()


async def _wait_for_workload(life: Life, bell: Bell, at_most: timedelta) -> None:
    with anyio.move_on_after(at_most.total_seconds()):
        while life.pump.exit is None and life.end is None:
            await bell.wait()
