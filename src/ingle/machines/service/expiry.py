"""Ends machines whose time is over (`--stop-after`, `--remove-after`)."""

from datetime import timedelta

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.machines.keeper import Keepers
from ingle.machines.keeper.orders import Order
from ingle.machines.model import Machine
from ingle.machines.policy import expiry
from ingle.machines.policy.transitions import Verb
from ingle.machines.service.registry import Registry

log = structlog.get_logger()

LOOK_SECONDS = 2.0
GRACE = timedelta(seconds=10)


class Expiry:
    def __init__(self, registry: Registry, keepers: Keepers, clock: Clock) -> None:
        self._registry = registry
        self._keepers = keepers
        self._clock = clock

    async def run(self) -> None:
        """As long as the daemon."""
        while True:
            await self.look()
            await anyio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Once at every machine that has such a timer."""
        now = self._clock.now()
        async with anyio.create_task_group() as group:
            for machine in await self._registry.mortal():
                what = expiry.expired(machine, now)
                if what is not expiry.Expiry.NOT_YET:
                    group.start_soon(self._end, machine, what)

    async def _end(self, machine: Machine, what: expiry.Expiry) -> None:
        verb = Verb.STOP if what is expiry.Expiry.STOP else Verb.KILL_AND_REMOVE
        log.info("machine_expired", machine=machine.id, what=what)
        try:
            await self._keepers.perform(machine.id, Order(verb, GRACE))
        except IngleError as error:
            log.warning("expiry_failed", machine=machine.id, reason=error.sentence)
