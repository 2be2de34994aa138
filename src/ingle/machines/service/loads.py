"""What each machine took during the last hour. Sampled passively: nothing is woken or kept awake for it, and a machine that sleeps adds nothing."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import anyio
import structlog

from ingle.base.clock import Clock
from ingle.base.errors import IngleError
from ingle.machines.keeper import Keepers
from ingle.machines.keeper.life import Life
from ingle.machines.ports import Engine, Feature, GuestMetrics, MeasurableVmm, Sample
from ingle.machines.service.registry import Registry

if TYPE_CHECKING:
    from ingle.machines.names import MachineId

log = structlog.get_logger()

EVERY_SECONDS = 15.0
KEPT = 240  # samples a machine: an hour
ANSWER_SECONDS = 2.0  # a guest that takes longer is left out this time
AT_ONCE = 8  # machines looked at side by side, so that a host with hundreds of them does not feel it


class Loads:
    def __init__(self, registry: Registry, keepers: Keepers, engine: Engine, clock: Clock) -> None:
        self._registry = registry
        self._keepers = keepers
        self._engine = engine
        self._clock = clock
        self._kept: dict[MachineId, deque[Sample]] = {}

    async def run(self) -> None:
        """As long as the daemon."""
        if Feature.LOAD not in self._engine.features:
            return
        while True:
            try:
                await self.look()
            except IngleError as error:
                log.warning("loads_not_sampled", reason=error.sentence)
            await anyio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Once at every machine that is awake."""
        turns = anyio.CapacityLimiter(AT_ONCE)
        async with anyio.create_task_group() as group:
            for life in self._keepers.lives():
                group.start_soon(self._sample, life, turns)
        if any(self._keepers.life(machine) is None for machine in self._kept):
            there = await self._registry.ids()
            self._kept = {machine: kept for machine, kept in self._kept.items() if machine in there}

    async def history(self, owner: str, reference: str) -> Sequence[Sample]:
        """Oldest first; of a machine that sleeps what it took before it did. Raises MachineNotFoundError."""
        machine = await self._registry.find(owner, reference)
        return tuple(self._kept.get(machine.id, ()))

    async def _sample(self, life: Life, turns: anyio.CapacityLimiter) -> None:
        async with turns:
            try:
                load = await cast(MeasurableVmm, life.vmm).load()  # what the feature promises
            except IngleError:
                return  # it has just ended
            sample = Sample(self._clock.now(), load, await _asked(life))
        self._kept.setdefault(life.machine, deque(maxlen=KEPT)).append(sample)


async def _asked(life: Life) -> GuestMetrics | None:
    """Asking is no use of the machine; one that stands still is not asked."""
    if not life.hot or life.link is None:
        return None
    with anyio.move_on_after(ANSWER_SECONDS):
        try:
            return await life.link.metrics()
        except IngleError:
            return None
    return None
