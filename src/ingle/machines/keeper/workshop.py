"""What every keeper works with."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes
from ingle.machines.keeper.ledger import Ledger
from ingle.machines.model import Machine
from ingle.machines.names import MachineId
from ingle.machines.policy.launching import mac_of
from ingle.machines.ports import Engine, GuestConnector, Images, Kernels, VmmSpec
from ingle.machines.settings import MachineSettings

DISK = "disk.raw"
REMOVED_PREFIX = ".removed-"  # a directory being deleted; what a killed daemon leaves of it is found by this


@dataclass(frozen=True)
class Workshop:
    ledger: Ledger
    engine: Engine
    connector: GuestConnector
    images: Images
    kernels: Kernels
    clock: Clock
    random: RandomBytes
    settings: MachineSettings
    directory: Path  # holds a directory for every machine
    boots: anyio.CapacityLimiter  # how many machines may start at once

    def home(self, machine: MachineId) -> Path:
        """The machine's own directory."""
        return self.directory / machine

    async def spec(self, machine: Machine) -> VmmSpec:
        """What the engine is to start. Raises the errors of images and kernels."""
        image = await self.images.find(machine.owner, machine.image_id)
        kernel = await to_thread.run_sync(self.kernels.best)
        home = self.home(machine.id)
        await _in_thread(lambda: home.mkdir(mode=0o700, parents=True, exist_ok=True))
        return VmmSpec(
            machine_id=machine.id,
            directory=home,
            kernel=kernel,
            root_image=image.root,
            disk=home / DISK,
            disk_mib=machine.request.disk_mib,
            vcpus=machine.request.vcpus,
            memory_mib=machine.request.memory_mib,
            mac=mac_of(machine.id),
        )

    async def delete_home(self, machine: MachineId) -> None:
        """Renamed aside first, so that no half of it is ever taken for a machine's directory."""
        home, aside = self.home(machine), self.directory / f"{REMOVED_PREFIX}{machine}"

        def delete() -> None:
            if home.exists():
                home.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)

        await _in_thread(delete)


async def _in_thread(work: Callable[[], None]) -> None:
    await to_thread.run_sync(work)
