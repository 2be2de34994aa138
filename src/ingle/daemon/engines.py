"""The engine that the settings ask for."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import anyio
import structlog

from ingle.base.errors import UnavailableError
from ingle.daemon.settings import Settings
from ingle.drivers.boot import BootFolder, FakeKernels
from ingle.drivers.engines import fake, qemu
from ingle.machines.ports import (
    Engine,
    Feature,
    Frozen,
    Kernels,
    Layer,
    MemoryImage,
    SnapshotEngine,
    Vmm,
    VmmIdentity,
    VmmSpec,
)

log = structlog.get_logger()


@asynccontextmanager
async def open_engine(settings: Settings) -> AsyncIterator[tuple[Engine, Kernels]]:
    """The engine and the kernels that it boots. What is missing for QEMU is told when it is needed, and looked for again each time:
    a daemon without it still serves everything else, `ingle doctor` above all."""
    if settings.engine == "fake":
        async with fake.open_engine(fake.FakeHost()) as pretended:
            yield pretended, FakeKernels()
        return
    kernels = BootFolder(settings.boot_dir)

    async def open_qemu() -> Engine:
        return await qemu.open_engine(
            kernels,
            settings.data_dir,
            choice=settings.accelerator,
            jail=settings.jail,
            groups=settings.cgroups.use,
            margins=qemu.Margins(**settings.cgroups.model_dump(exclude={"use"})),
        )

    engine = EngineWhenReady(open_qemu)
    try:
        await engine.open()
    except UnavailableError as error:
        log.warning("engine_unavailable", reason=error.sentence)
    yield engine, kernels


def jail_lacks(engine: Engine) -> str | None:
    """What keeps machines from being confined as well as can be; empty when nothing does, None for an engine without VMMs and one not opened yet."""
    opened = engine.opened if isinstance(engine, EngineWhenReady) else engine
    return opened.confinement.lacking if isinstance(opened, qemu.QemuEngine) else None


def groups_told(engine: Engine) -> tuple[str | None, str]:
    """The same of the control groups around them, and what to do about it. An engine that could not be opened for want of them tells it, too."""
    opened = engine.opened if isinstance(engine, EngineWhenReady) else engine
    if isinstance(opened, qemu.QemuEngine):
        return opened.groups.lacking, opened.groups.remedy
    refusal = engine.refusal if isinstance(engine, EngineWhenReady) else None
    return (refusal.lacking, refusal.remedy) if isinstance(refusal, qemu.NoBoundsError) else (None, "")


class EngineWhenReady:
    """An engine that is opened when it first can be; until then everything raises the UnavailableError that says what is missing."""

    def __init__(self, opener: Callable[[], Awaitable[Engine]]) -> None:
        self._opener = opener
        self._engine: Engine | None = None
        self.refusal: UnavailableError | None = None  # why it could not be opened when that was last tried
        self._lock = anyio.Lock()

    async def open(self) -> Engine:
        async with self._lock:
            if self._engine is None:
                try:
                    self._engine = await self._opener()
                except UnavailableError as error:
                    self.refusal = error
                    raise
            return self._engine

    @property
    def opened(self) -> Engine | None:
        return self._engine

    @property
    def name(self) -> str:
        return self._engine.name if self._engine else ""

    @property
    def features(self) -> frozenset[Feature]:
        return self._engine.features if self._engine else frozenset()

    async def prepare(self, spec: VmmSpec) -> None:
        await (await self.open()).prepare(spec)

    async def boot(self, spec: VmmSpec) -> Vmm:
        return await (await self.open()).boot(spec)

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        return await (await self.open()).adopt(machine_id, directory)

    async def running(self, root: Path) -> Mapping[str, VmmIdentity]:
        return await (await self.open()).running(root)

    async def is_paused(self, vmm: Vmm) -> bool:
        return await (await self.open()).is_paused(vmm)

    # --- of an engine with Feature.SNAPSHOT, which only one that is open has

    @property
    def fingerprint(self) -> str:
        return cast(SnapshotEngine, self._engine).fingerprint

    async def branch(self, layers: Sequence[Layer], fresh: Layer, *, disk_mib: int) -> None:
        await cast(SnapshotEngine, await self.open()).branch(layers, fresh, disk_mib=disk_mib)

    async def merge(self, layers: Sequence[Layer], into: Layer) -> None:
        await cast(SnapshotEngine, await self.open()).merge(layers, into)

    async def restore(self, spec: VmmSpec, frozen: Frozen) -> Vmm:
        return await cast(SnapshotEngine, await self.open()).restore(spec, frozen)

    async def flatten(self, memory: MemoryImage, into: Path) -> None:
        await cast(SnapshotEngine, await self.open()).flatten(memory, into)
