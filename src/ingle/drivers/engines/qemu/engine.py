"""The engine port over QEMU."""

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from anyio import to_thread

from ingle.drivers.engines.qemu import layers as layers_module
from ingle.drivers.engines.qemu import process
from ingle.drivers.engines.qemu.accelerator import Accelerator, Choice, choose, subject_of
from ingle.drivers.engines.qemu.bounds import DEFAULT_MARGINS, Margins
from ingle.drivers.engines.qemu.command import Memory
from ingle.drivers.engines.qemu.disk import full_disk, make_disk
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.fingerprint import fingerprint
from ingle.drivers.engines.qemu.grouping import NO_GROUPS, Burial, GroupChoice, Groups, find_groups
from ingle.drivers.engines.qemu.jail import JailChoice, Verdict, find_jail
from ingle.drivers.engines.qemu.memory import flatten, make_empty
from ingle.drivers.engines.qemu.probe import probe_kvm
from ingle.drivers.engines.qemu.reclaim import works_here
from ingle.drivers.engines.qemu.restore import open_frozen
from ingle.drivers.engines.qemu.sealed import SealedImages
from ingle.drivers.engines.qemu.starting import Ground, brought_up, start
from ingle.drivers.engines.qemu.tsc import measure_tsc_khz
from ingle.drivers.engines.qemu.vmm import QemuVmm
from ingle.machines.ports import Feature, Frozen, Kernels, Layer, MemoryImage, Vmm, VmmIdentity, VmmSpec
from ingle.runtime.processes import find_program

PROGRAM = "qemu-system-x86_64"


class QemuEngine:
    """Get one from `open_engine`."""

    def __init__(
        self,
        binary: Path,
        accelerator: Accelerator,
        confinement: Verdict,
        *,
        fingerprint: str,
        reclaims: bool,
        groups: Groups = NO_GROUPS,
    ) -> None:
        self.accelerator = accelerator
        self.confinement = confinement
        self.groups = groups
        self._ground = Ground(binary, accelerator, confinement.jail, groups)
        self._images = SealedImages()
        self._fingerprint = fingerprint
        self._reclaims = reclaims

    @property
    def name(self) -> str:
        return f"qemu/{self.accelerator.name}"

    @property
    def features(self) -> frozenset[Feature]:
        always = frozenset({Feature.PAUSE, Feature.SNAPSHOT, Feature.LOAD})
        return always | {Feature.RECLAIM} if self._reclaims else always

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    async def prepare(self, spec: VmmSpec) -> None:
        if len(spec.disk) == 1 and spec.disk[0].format == "raw":
            await make_disk(spec.disk[0].path, spec.disk_mib)
        await to_thread.run_sync(lambda: spec.directory.mkdir(mode=0o700, parents=True, exist_ok=True))

    async def boot(self, spec: VmmSpec) -> Vmm:
        spec = replace(spec, directory=spec.directory.resolve())
        memory = VmmFiles(spec.directory).memory
        with full_disk(memory):
            await to_thread.run_sync(make_empty, memory, spec.memory_mib)
        vmm = await start(self._ground, spec, Memory(memory))
        await brought_up(vmm, vmm.greeted())
        return vmm

    async def branch(self, layers: Sequence[Layer], fresh: Layer, *, disk_mib: int) -> None:
        await layers_module.branch(layers, fresh, disk_mib=disk_mib)

    async def merge(self, layers: Sequence[Layer], into: Layer) -> None:
        await layers_module.merge(layers, into)

    async def restore(self, spec: VmmSpec, frozen: Frozen) -> Vmm:
        spec = replace(spec, directory=spec.directory.resolve())
        devices = await to_thread.run_sync(open_frozen, spec, frozen)
        flat = await to_thread.run_sync(frozen.memory.flat.resolve)
        try:
            async with self._mapped(flat, shared=frozen.memory.shared) as memory:
                vmm = await start(self._ground, spec, memory, base=flat, descriptors=(devices,))
        finally:
            os.close(devices)
        await brought_up(vmm, vmm.fill(frozen.memory, devices))
        return vmm

    @asynccontextmanager
    async def _mapped(self, flat: Path, *, shared: bool) -> AsyncIterator[Memory]:
        """For the start of a VMM that begins as this image."""
        if not shared:
            yield Memory(flat, incoming=True)
            return
        async with self._images.open(flat) as sealed:
            yield Memory(flat, sealed, incoming=True)

    async def flatten(self, memory: MemoryImage, into: Path) -> None:
        await to_thread.run_sync(flatten, memory, into)

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        await process.end_unfinished(machine_id, directory)
        found = await to_thread.run_sync(process.find, machine_id, directory)
        if found is None:
            await to_thread.run_sync(self.groups.forget, machine_id)
            return None
        group = await to_thread.run_sync(self.groups.of, found.identity.pid, machine_id)
        return QemuVmm(found, VmmFiles(directory), Burial(group))

    async def running(self, root: Path) -> Mapping[str, VmmIdentity]:
        def look() -> dict[str, VmmIdentity]:
            return {
                claim.machine_id: VmmIdentity(who.pid, who.started_ticks, who.host_boot_id)
                for claim, who in process.running(root)
            }

        return await to_thread.run_sync(look)

    async def is_paused(self, vmm: Vmm) -> bool:
        if not isinstance(vmm, QemuVmm):
            raise TypeError(f"not a VMM of this engine: {vmm!r}")
        return await vmm.is_paused()


async def open_engine(
    kernels: Kernels,
    data: Path,
    *,
    choice: Choice = "auto",
    jail: JailChoice = "auto",
    groups: GroupChoice = "auto",
    margins: Margins = DEFAULT_MARGINS,
) -> QemuEngine:
    """The engine with the accelerator and the jail that work here. The first time after a boot of the host this may take seconds, for the probe.

    Raises UnavailableError when QEMU or a kernel is missing, or a jail or control groups that there have to be.
    """
    binary, kernel = find_program(PROGRAM), kernels.best()
    subject = await to_thread.run_sync(subject_of, binary, kernel)
    name, reason = await choose(choice, subject, data / "accelerator.json", lambda: probe_kvm(binary, kernel))
    tsc_khz = await measure_tsc_khz() if name == "tcg" else None
    accelerator = Accelerator(name, reason, tsc_khz)
    return QemuEngine(
        binary,
        accelerator,
        await find_jail(jail),
        fingerprint=await to_thread.run_sync(fingerprint, binary, accelerator),
        reclaims=await to_thread.run_sync(works_here),
        groups=await find_groups(groups, data, margins),
    )
