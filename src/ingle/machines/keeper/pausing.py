"""Stopping and continuing a machine's vCPUs, on engines that can."""

from contextlib import suppress
from typing import cast

import anyio

from ingle.base.errors import IngleError
from ingle.machines.errors import FeatureMissingError
from ingle.machines.keeper.life import Life
from ingle.machines.keeper.starting import ENTROPY_BYTES
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.ports import Feature, GuestConfiguration, PausableVmm, Vmm


async def set_paused(shop: Workshop, vmm: Vmm, *, paused: bool) -> None:
    """Raises FeatureMissingError, EngineError."""
    if Feature.PAUSE not in shop.engine.features:
        raise FeatureMissingError("pause", shop.engine.name)
    pausable = cast(PausableVmm, vmm)  # what the feature promises
    if paused:
        await pausable.pause()
    else:
        await pausable.resume()


async def tell_time(shop: Workshop, life: Life) -> None:
    """A guest's clock stands still while it is paused. One that does not answer is not told, which is no reason to fail a resume."""
    with anyio.move_on_after(shop.settings.timeouts.link.total_seconds()), suppress(IngleError):
        link = await life.next_link()
        await link.configure(GuestConfiguration(time=shop.clock.now(), entropy=shop.random(ENTROPY_BYTES)))
