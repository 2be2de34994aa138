"""The engine port over QEMU."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.base.units import MIB
from ingle.drivers.engines.qemu import console, process
from ingle.drivers.engines.qemu.accelerator import Accelerator, Choice, choose, subject_of
from ingle.drivers.engines.qemu.command import Listeners, build_command
from ingle.drivers.engines.qemu.disk import make_disk
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.probe import probe_kvm
from ingle.drivers.engines.qemu.tsc import measure_tsc_khz
from ingle.drivers.engines.qemu.vmm import QemuVmm
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.machines.ports import Feature, Kernels, Vmm, VmmIdentity, VmmSpec
from ingle.runtime import unix_sockets
from ingle.runtime.processes import Detached, find_program, spawn

PROGRAM = "qemu-system-x86_64"


class QemuEngine:
    def __init__(self, binary: Path, accelerator: Accelerator) -> None:
        self._binary = binary
        self.accelerator = accelerator

    @property
    def name(self) -> str:
        return f"qemu/{self.accelerator.name}"

    @property
    def features(self) -> frozenset[Feature]:
        return frozenset({Feature.PAUSE})

    async def prepare(self, spec: VmmSpec) -> None:
        await make_disk(spec.disk, spec.disk_mib)

    async def boot(self, spec: VmmSpec) -> Vmm:
        spec = replace(spec, directory=spec.directory.resolve())
        vmm = await self._start(spec)
        try:
            await vmm.greeted()
        except BaseException as error:
            with anyio.CancelScope(shield=True):
                await vmm.kill()
                exit_ = await vmm.wait()
            vmm.release()
            if isinstance(error, VmmGoneError):
                raise EngineError(f"QEMU ended at once: {exit_.log_tail}", log_tail=exit_.log_tail) from error
            raise
        return vmm

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        found = await to_thread.run_sync(process.find, machine_id, directory)
        return None if found is None else QemuVmm(found, VmmFiles(directory))

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

    async def _start(self, spec: VmmSpec) -> QemuVmm:
        """Its sockets listen before it runs, so connecting needs no waiting for it."""
        files = VmmFiles(spec.directory)
        try:
            await to_thread.run_sync(console.trim, files.console)
            with unix_sockets.listen(files.agent) as agent, unix_sockets.listen(files.qmp) as qmp:
                listeners = Listeners(agent.fileno(), qmp.fileno())
                started = await spawn(
                    Detached(
                        argv=build_command(self._binary, spec, self.accelerator, listeners),
                        log=files.log,
                        cwd=spec.directory,
                        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                        descriptors=(listeners.agent, listeners.qmp),
                        # Bounds the console log while nobody trims it; the writable layer is never larger.
                        file_limit=spec.disk_mib * MIB,
                    )
                )
        except OSError as error:
            raise EngineError(f"cannot start QEMU: {error}") from error
        return QemuVmm(started, files)


async def open_engine(kernels: Kernels, data: Path, *, choice: Choice = "auto") -> QemuEngine:
    """The engine with the accelerator that works here. The first time after a boot of the host this may take seconds, for the probe.

    Raises UnavailableError when QEMU or a kernel is missing.
    """
    binary, kernel = find_program(PROGRAM), kernels.best()
    subject = await to_thread.run_sync(subject_of, binary, kernel)
    name, reason = await choose(choice, subject, data / "accelerator.json", lambda: probe_kvm(binary, kernel))
    tsc_khz = await measure_tsc_khz() if name == "tcg" else None
    return QemuEngine(binary, Accelerator(name, reason, tsc_khz))
