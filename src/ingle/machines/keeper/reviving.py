"""A VMM that died under its machine: where the restart policy says so, the machine is started again from its disk, with a back-off."""

from dataclasses import replace

import structlog

from ingle.base.errors import IngleError
from ingle.machines.errors import MachineGoneError
from ingle.machines.keeper.keeper import Keeper
from ingle.machines.keeper.performing import start_afresh
from ingle.machines.model import Intent, Machine, State, Status
from ingle.machines.policy.reviving import announced, is_revived, pause_before, starts_in_a_row

log = structlog.get_logger()


async def revive(keeper: Keeper, machine: Machine, stands: Status) -> bool:
    """Until it runs, or somebody stops it, or the policy has had enough. False when it has had enough from the beginning, and nothing was recorded.

    The intent is a restart meanwhile: a daemon that dies between two starts leaves the next one to its successor.
    """
    settings, policy = keeper.shop.settings.revival, machine.request.restart
    keeper.revivals = starts_in_a_row(keeper.revivals, _lived(keeper, machine), settings)
    failed, clean = stands.state is State.FAILED, not stands.error
    if not is_revived(policy, machine.status.intent, failed=failed, clean=clean, starts=keeper.revivals):
        return False
    while is_revived(policy, Intent.RUNNING, failed=failed, clean=clean, starts=keeper.revivals):
        pause = pause_before(keeper.revivals, settings)
        keeper.revivals += 1
        log.info("machine_revived", machine=machine.id, start=keeper.revivals, pause=pause)
        error = announced(stands.error, pause)
        again = await keeper.record(replace(stands, intent=Intent.RESTARTED, error=error))
        try:
            await start_afresh(keeper, again, pause=pause)
        except MachineGoneError:  # somebody has stopped it meanwhile
            return True
        except IngleError as failure:
            stands = replace(stands, error=failure.sentence, boot=await _boot(keeper, stands))
        else:
            return True
    await keeper.record(stands)
    return True


def _lived(keeper: Keeper, machine: Machine) -> float:
    """Seconds since its last start."""
    began = machine.status.started_at
    return 0.0 if began is None else (keeper.shop.clock.now() - began).total_seconds()


async def _boot(keeper: Keeper, stands: Status) -> int:
    """The number of the start that has just failed."""
    machine = await keeper.shop.ledger.get(keeper.machine_id)
    return stands.boot if machine is None else machine.status.boot
