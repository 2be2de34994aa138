"""One engine under test, whichever it is: what the engine contract needs around the port."""

import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingle.machines.ports import (
    Engine,
    Kernels,
    Layer,
    PausableVmm,
    SnapshotEngine,
    SnapshotVmm,
    Vmm,
    VmmSpec,
)

FIRST, SECOND = "mch_00000000000000000000000001", "mch_00000000000000000000000002"


@dataclass(frozen=True)
class Rig:
    """`engine()` is a daemon's life: what was booted in one is still there in the next."""

    engine: Callable[[], AbstractAsyncContextManager[Engine]]
    crash: Callable[[Vmm], int]  # end the VMM as if it had failed by itself; says by which signal
    root: Path  # the folder of machine directories
    kernels: Kernels
    image: Path

    def at(self, root: Path) -> "Rig":
        """The same engine with its machines elsewhere."""
        return replace(self, root=root)

    def spec(self, machine_id: str = FIRST, *, memory_mib: int = 192) -> VmmSpec:
        directory = self.root / machine_id
        return VmmSpec(
            machine_id=machine_id,
            directory=directory,
            kernel=self.kernels.best(),
            root_image=self.image,
            disk=(Layer(directory / "disk.raw", "raw"),),
            disk_mib=256,
            vcpus=1,
            memory_mib=memory_mib,
            mac="52:54:00:12:34:" + machine_id[-2:],
            network=f"10.64.{int(machine_id[-2:])}.0/24",
        )

    @asynccontextmanager
    async def booted(self, machine_id: str = FIRST) -> AsyncIterator[tuple[Engine, Vmm]]:
        """A VMM that is killed at the end."""
        async with self.engine() as engine:
            spec = self.spec(machine_id)
            await engine.prepare(spec)
            vmm = await engine.boot(spec)
            try:
                yield engine, vmm
            finally:
                await vmm.kill()
                vmm.release()


def crash_process(vmm: Vmm) -> int:
    """The first process of a pid namespace, as a jailed VMM is, takes no other signal from outside that it has no handler for."""
    os.kill(vmm.identity.pid, signal.SIGKILL)
    return signal.SIGKILL


def pausable(vmm: Vmm) -> PausableVmm:
    """The VMM of an engine with Feature.PAUSE."""
    assert hasattr(vmm, "pause")
    return vmm  # type: ignore[return-value]  # the feature set says so


def capturing(vmm: Vmm) -> SnapshotVmm:
    """The VMM of an engine with Feature.SNAPSHOT."""
    assert hasattr(vmm, "capture")
    return vmm  # type: ignore[return-value]  # the feature set says so


def restoring(engine: Engine) -> SnapshotEngine:
    """An engine with Feature.SNAPSHOT."""
    assert hasattr(engine, "restore")
    return engine  # type: ignore[return-value]  # the feature set says so


def open_descriptors() -> list[str]:
    """Sockets and pidfds that this process holds."""
    held = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except FileNotFoundError:  # the scan's own
            continue
        if target.startswith(("socket:", "anon_inode:[pidfd]")):
            held.append(target)
    return sorted(held)
