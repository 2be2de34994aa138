"""When a keeper puts its machine to rest: it looks when that may have come, and asks the guest whether work goes on in it."""

from typing import TYPE_CHECKING

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.machines.errors import GuestError, MachineInUseError
from ingle.machines.keeper.orders import Order
from ingle.machines.model import Machine, State
from ingle.machines.policy.thermal import Cooling, idleness, next_step
from ingle.machines.policy.transitions import Verb

if TYPE_CHECKING:
    from ingle.machines.keeper.keeper import Keeper

log = structlog.get_logger()

ANSWER_SECONDS = 10.0  # a guest that does not say within it whether it is busy is taken for busy
MOST_DOUBLINGS = 6
_VERBS = {Cooling.WARM: Verb.COOL, Cooling.COLD: Verb.SLEEP}


class Idleness:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: float | None = 0.0  # when to look; None: not until something has changed
        self._failures = 0

    def due(self) -> bool:
        return self._at is not None and self._at <= self._clock.monotonic()

    def seconds(self) -> float:
        """Until it is due."""
        return float("inf") if self._at is None else max(0.0, self._at - self._clock.monotonic())

    def reconsider(self) -> None:
        self._at = 0.0

    async def look(self, keeper: "Keeper") -> Order | None:
        """What is to be done about the machine now, if anything."""
        shop, machine_id = keeper.shop, keeper.machine_id
        found = await shop.ledger.get_with_habits(machine_id)
        if found is None:
            self._at = None
            return None
        machine, habits = found
        leases = shop.leases
        facts = idleness(
            machine.status.state,
            machine.timers,
            habits,
            shop.settings.thermal,
            idle=leases.idle(machine_id),
            leases=leases.held(machine_id),
        )
        step = next_step(facts)
        if step.what is Cooling.STAY:
            self._at = None if step.again is None else self._clock.monotonic() + step.again
            return None
        if await self._busy(keeper, machine):
            leases.touch(machine_id)
            return None
        return Order(_VERBS[step.what], if_idle=True)

    async def judge(self, order: Order, retry: float) -> None:
        """How the order ended. After a failure it is tried again in `retry` seconds, after another one in twice as many."""
        try:
            await order.ticket.wait()
        except MachineInUseError:
            pass
        except IngleError as error:
            log.warning("machine_does_not_cool_down", verb=order.verb, reason=error.sentence)
            return self._later(retry)
        except (
            Exception
        ) as error:  # a fault of ours must not end the keeper, and with it all that the machine is asked
            log.error("machine_does_not_cool_down", verb=order.verb, exc_info=error)
            return self._later(retry)
        self._failures = 0
        self._at = 0.0
        return None

    def _later(self, retry: float) -> None:
        self._at = self._clock.monotonic() + retry * 2**self._failures
        self._failures = min(self._failures + 1, MOST_DOUBLINGS)

    async def _busy(self, keeper: "Keeper", machine: Machine) -> bool:
        """Whether the guest says that work goes on in it though nobody talks to it."""
        life = keeper.life
        if machine.status.state is not State.RUNNING or life is None:
            return False
        with anyio.move_on_after(ANSWER_SECONDS):
            try:
                link = await life.next_link()
                return (await link.activity()).busy
            except GuestError:
                return False  # an agent that cannot tell
            except IngleError:
                return True
        log.warning("guest_does_not_tell_whether_it_is_busy", machine=machine.id)
        return True
