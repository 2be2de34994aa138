"""What every keeper works with."""

import shutil
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakValueDictionary

import anyio
from anyio import to_thread

from ingle.base.clock import Clock
from ingle.base.ids import RandomBytes, make_id
from ingle.machines.errors import SnapshotDamagedError
from ingle.machines.keeper.gate import Gate
from ingle.machines.keeper.leases import Leases
from ingle.machines.keeper.ledger import Ledger
from ingle.machines.keeper.orders import Bell
from ingle.machines.keeper.stock import Stock
from ingle.machines.model import DiskLayer, Machine
from ingle.machines.names import GENERATION_PREFIX, LAYER_PREFIX, GenerationId, LayerId, MachineId
from ingle.machines.policy.launching import mac_of, network_of
from ingle.machines.ports import Engine, GuestConnector, Host, Images, Kernels, MachineImage, Meter, VmmSpec
from ingle.machines.settings import MachineSettings
from ingle.machines.store import generations as rows
from ingle.machines.store.vault import Vault

REMOVED_PREFIX = ".removed-"  # a directory being deleted; what a killed daemon leaves of it is found by this


class Pins:
    """What is being made or used this moment and no row refers to yet; it is not swept. What is being read is not changed under the reader's hands."""

    def __init__(self) -> None:
        self._held: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._changing: set[str] = set()
        self._bell = Bell()

    @contextmanager
    def hold(self, *ids: str) -> Iterator[None]:
        self._held.update(ids)
        try:
            yield
        finally:
            self._held.subtract(ids)

    @asynccontextmanager
    async def reading(self, id_: str) -> AsyncIterator[None]:
        """Any number may read at once. What its row says stays true until the context is left."""
        while id_ in self._changing:
            await self._bell.wait()
        self._read[id_] += 1
        try:
            with self.hold(id_):
                yield
        finally:
            self._read[id_] -= 1

    @contextmanager
    def changing(self, id_: str) -> Iterator[bool]:
        """Alone with it; False: somebody reads it, so it has to wait for another time."""
        if self._read[id_] > 0:
            yield False
            return
        self._changing.add(id_)
        try:
            yield True
        finally:
            self._changing.discard(id_)
            self._bell.ring()

    @property
    def all(self) -> frozenset[str]:
        return frozenset(id_ for id_, count in self._held.items() if count > 0)


class Locks:
    """One lock for each word that somebody holds or waits for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, anyio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, word: str) -> AsyncIterator[None]:
        lock = self._locks.setdefault(word, anyio.Lock())
        async with lock:
            yield


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
    vault: Vault
    leases: Leases
    boots: Gate  # how many machines may boot at once
    wakes: Gate  # and how many may be restored
    meter: Meter
    host: Host
    stock: Stock
    pins: Pins = field(default_factory=Pins)
    locks: Locks = field(default_factory=Locks)
    mess: Bell = field(default_factory=Bell)  # rings when something may have become needless

    def home(self, machine: MachineId) -> Path:
        """The machine's own directory."""
        return self.directory / machine

    def new_generation(self) -> GenerationId:
        return GenerationId(make_id(GENERATION_PREFIX, self.clock.now(), self.random))

    def new_layer(self, parent: LayerId | None) -> DiskLayer:
        """A layer that is not made yet: the bottom of a disk is raw."""
        now = self.clock.now()
        id_ = LayerId(make_id(LAYER_PREFIX, now, self.random))
        return DiskLayer(id_, "raw" if parent is None else "qcow2", parent, now)

    async def spec(self, machine: Machine) -> VmmSpec:
        """What the engine is to start. Raises the errors of images and kernels, SnapshotDamagedError when a layer of the disk is not known."""
        return await self.spec_on(await self.images.find(machine.owner, machine.image_id), machine)

    async def spec_on(self, image: MachineImage, machine: Machine) -> VmmSpec:
        kernel = await to_thread.run_sync(self.kernels.best)
        home = self.home(machine.id)
        await _in_thread(lambda: home.mkdir(mode=0o700, parents=True, exist_ok=True))
        return VmmSpec(
            machine_id=machine.id,
            directory=home,
            kernel=kernel,
            root_image=image.root,
            disk=tuple(self.vault.layer(layer) for layer in await self.chain(machine.status.layer)),
            disk_mib=machine.request.disk_mib,
            vcpus=machine.request.vcpus,
            memory_mib=machine.request.memory_mib,
            mac=mac_of(machine.id),
            network=network_of(machine.id).subnet,
        )

    async def chain(self, layer: LayerId | None) -> list[DiskLayer]:
        """The layer and all that it stands on, newest first. Raises SnapshotDamagedError."""
        if layer is None:
            return []
        found = await self.ledger.db.read(lambda connection: rows.chain(connection, layer))
        if not found:
            raise SnapshotDamagedError(str(self.vault.layers), f"the layer {layer} of the disk is not known")
        return await to_thread.run_sync(self.vault.without_withdrawn, found)

    async def delete_home(self, machine: MachineId) -> None:
        """Renamed aside first, so that no half of it is ever taken for a machine's directory."""
        home, aside = self.home(machine), self.directory / f"{REMOVED_PREFIX}{machine}"

        def delete() -> None:
            if home.exists():
                home.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)

        await _in_thread(delete)
        self.leases.forget(machine)

    async def tidy(self) -> None:
        """Remove the generations and layers that nothing refers to any more."""
        async with self.locks.hold("tidying"):
            pinned = self.pins.all
            needless = await self.ledger.db.write(lambda connection: rows.collect(connection, pinned))
        if needless.generations or needless.layers:
            await _in_thread(lambda: self.vault.remove(needless.generations, needless.layers))


async def _in_thread(work: Callable[[], None]) -> None:
    await to_thread.run_sync(work)
