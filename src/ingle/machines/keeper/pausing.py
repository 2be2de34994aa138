"""Stopping and continuing a machine's vCPUs, on engines that can."""

from typing import cast

from ingle.machines.errors import FeatureMissingError
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.ports import Feature, PausableVmm, Vmm


async def set_paused(shop: Workshop, vmm: Vmm, *, paused: bool) -> None:
    """Raises FeatureMissingError, EngineError."""
    if Feature.PAUSE not in shop.engine.features:
        raise FeatureMissingError("pause", shop.engine.name)
    pausable = cast(PausableVmm, vmm)  # what the feature promises
    if paused:
        await pausable.pause()
    else:
        await pausable.resume()
