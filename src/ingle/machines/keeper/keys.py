"""Which template a machine of an image in a size begins as."""

from pathlib import Path

from anyio import to_thread

from ingle.machines.keeper.capturing import snapshot_engine
from ingle.machines.keeper.workshop import Workshop
from ingle.machines.model import MachineRequest
from ingle.machines.policy.templates import template_key
from ingle.machines.ports import Kernel, Kernels


async def key_of(shop: Workshop, image_id: str, request: MachineRequest) -> str:
    """Raises UnavailableError without a kernel, FeatureMissingError."""
    fingerprint = snapshot_engine(shop).fingerprint
    kernel, stamp = await to_thread.run_sync(_best, shop.kernels)
    return template_key(
        image_id=image_id,
        kernel=kernel,
        kernel_stamp=stamp,
        fingerprint=fingerprint,
        vcpus=request.vcpus,
        memory_mib=request.memory_mib,
        disk_mib=request.disk_mib,
    )


def _best(kernels: Kernels) -> tuple[Kernel, str]:
    kernel = kernels.best()
    return kernel, " ".join(_stamp(path) for path in (kernel.kernel, kernel.initrd))


def _stamp(path: Path) -> str:
    """Of a file that a guest boots from: another build has another size or time."""
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"
