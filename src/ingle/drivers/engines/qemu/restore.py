"""Loading a captured state into a VMM that was started to take it in."""

import os

from anyio import to_thread

from ingle.drivers.engines.qemu.command import memory_path
from ingle.drivers.engines.qemu.control import converse
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.memory import check, lay_over
from ingle.drivers.engines.qemu.pages import find_memory
from ingle.machines.errors import EngineError, VmmGoneError
from ingle.machines.ports import Frozen, MemoryImage, VmmSpec
from ingle.runtime import proc
from ingle.runtime.processes import Process

PATIENCE_SECONDS = 120.0  # many restores at once on a busy host, each with a large delta
_ENDS = {"completed", "failed"}


def open_frozen(spec: VmmSpec, frozen: Frozen) -> int:
    """A descriptor of the devices' state, once all that a restore needs is seen to be there. Blocks. Raises EngineError."""
    if frozen.memory.flat.resolve() == VmmFiles(spec.directory).memory:
        raise EngineError("a machine cannot be restored from the file that is kept for its boot")
    check(frozen.memory, spec.memory_mib)
    try:
        return os.open(frozen.devices, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise EngineError(f"cannot read the devices' state: {error}") from error


async def load(process: Process, files: VmmFiles, image: MemoryImage, devices: int) -> None:
    """Deltas into the memory, then the devices' state from a descriptor that the VMM has inherited. It is paused afterwards.

    Raises EngineError; VmmGoneError when QEMU ended of it, which it does for a state that it cannot load.
    """
    async with converse(files.qmp, timeout=PATIENCE_SECONDS) as qmp:
        await qmp.execute("migrate-set-capabilities", capabilities=[{"capability": "events", "state": True}])
        if image.deltas:
            await to_thread.run_sync(_lay_over, process, image)
        await qmp.execute("migrate-incoming", uri=f"fd:{devices}")
        status = ""
        while status not in _ENDS:
            status = (await qmp.event("MIGRATION"))["data"]["status"]
        if status == "failed":
            raise EngineError("QEMU could not load the devices' state")


def _lay_over(process: Process, image: MemoryImage) -> None:
    pid = process.identity.pid
    path = memory_path(proc.command_line(pid))
    if path is None or not process.alive:
        raise VmmGoneError
    try:
        lay_over(image, find_memory(pid, path))
    except OSError as error:
        raise EngineError(f"cannot write into the VMM's memory: {error.strerror}") from error
