"""Starting a QEMU process, jailed where that works, and seeing it through its first moments."""

import os
import shutil
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.base.units import MIB
from ingle.drivers.engines.qemu import console, process
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import Listeners, Memory, build_command
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.grouping import NO_GROUPS, Burial, Groups
from ingle.drivers.engines.qemu.jail import Jail, plan_for
from ingle.drivers.engines.qemu.vmm import QemuVmm
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.machines.ports import VmmSpec
from ingle.runtime import unix_sockets
from ingle.runtime.processes import Detached, Process, spawn

_METADATA_SHARE = (
    1024  # of a qcow2 layer: 8 bytes of mapping and 2 of reference count for every 64 KiB, and room to spare
)
_METADATA_MIB = 16


@dataclass(frozen=True)
class Ground:
    """What every VMM of an engine is started with."""

    binary: Path
    accelerator: Accelerator
    jail: Jail | None
    groups: Groups = NO_GROUPS


async def start(
    ground: Ground,
    spec: VmmSpec,
    memory: Memory,
    *,
    base: Path | None = None,
    descriptors: Sequence[int] = (),
) -> QemuVmm:
    """Its sockets listen before it runs, so connecting needs no waiting for it. `base` is the image that the memory begins as, which is noted for
    later captures. Raises EngineError."""
    files = VmmFiles(spec.directory)
    burial = Burial(await to_thread.run_sync(ground.groups.open, spec, ground.accelerator))
    try:
        await to_thread.run_sync(_furnish, files, base)
        with unix_sockets.listen(files.agent) as agent, unix_sockets.listen(files.qmp) as qmp:
            listeners = Listeners(agent.fileno(), qmp.fileno())
            inherited = [listeners.agent, listeners.qmp, *descriptors]
            if memory.sealed is not None:
                inherited.append(memory.sealed)
            detached = Detached(
                argv=build_command(ground.binary, spec, ground.accelerator, listeners, memory),
                log=files.log,
                cwd=spec.directory,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                descriptors=inherited,
                file_limit=file_limit(spec.disk_mib),
                group=burial.group,
            )
            started = await _spawn(ground, spec, memory, detached)
    except BaseException as error:
        with anyio.CancelScope(shield=True):
            await to_thread.run_sync(burial.finish)
        if isinstance(error, OSError):
            raise EngineError(f"cannot start QEMU: {error}") from error
        raise
    return QemuVmm(started, files, burial)


def _furnish(files: VmmFiles, base: Path | None) -> None:
    """What QEMU writes is there before it, because in a jail it is given each file and not the folder."""
    console.trim(files.console)
    files.note_base(base)
    shutil.rmtree(files.overlays, ignore_errors=True)
    files.overlays.mkdir(mode=0o700)
    for path in (files.pid, files.console, files.unfinished):
        path.touch(mode=0o600)


async def _spawn(ground: Ground, spec: VmmSpec, memory: Memory, detached: Detached) -> Process:
    if ground.jail is None:
        return await spawn(detached)
    files = VmmFiles(spec.directory)
    plan = plan_for(
        spec,
        ground.accelerator,
        descriptors=detached.descriptors,
        read_write=[
            files.pid,
            files.console,
            files.overlays,
            *([memory.file] if memory.sealed is None else []),
        ],
        sees_itself=memory.sealed is not None,
    )
    return await ground.jail.spawn(detached, plan)


async def brought_up(vmm: QemuVmm, work: Awaitable[None]) -> None:
    """Do the work that has to succeed for it to stay; else it is killed and its last words are told."""
    try:
        await work
        await to_thread.run_sync(_finish, vmm)
    except BaseException as error:
        with anyio.CancelScope(shield=True):
            await vmm.kill()
            exit_ = await vmm.wait()
        vmm.release()
        if isinstance(error, VmmGoneError):
            why = exit_.reason or exit_.log_tail
            raise EngineError(f"QEMU ended at once: {why}", log_tail=exit_.log_tail) from error
        raise


def _finish(vmm: QemuVmm) -> None:
    """From now on a later daemon may take it over."""
    process.point_at(vmm.files, vmm.identity.pid)
    vmm.files.unfinished.unlink()


def file_limit(disk_mib: int) -> int:
    """The most bytes that a file QEMU writes may have. A layer never needs more; the console log is bounded so while nobody trims it."""
    return (disk_mib + disk_mib // _METADATA_SHARE + _METADATA_MIB) * MIB
