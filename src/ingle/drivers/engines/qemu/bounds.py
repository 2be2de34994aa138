"""What one VMM may take of the host, from what its machine was promised. Pure; table-tested.

The bounds are for what goes wrong in or around an emulator, and not to be met by a machine that uses all that it has: the guest is bounded by its size.
"""

from dataclasses import dataclass

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import TRANSLATION_MIB
from ingle.machines.ports import VmmSpec

# Measured of QEMU 7.2 under tcg with 512 MiB and one vCPU, whose guest had run many programs, filled its memory and written 300 MiB: 38 MiB of anonymous
# memory beside the guest's and the translated code (57 MiB of that); and 4 MiB of the process that carries its network.
_EMULATOR_MIB = 96
_TABLES_SHARE = 128  # of the memory: two page tables of 8 bytes for 4 KiB, the host's and the processor's
_MAPPED_MIB = 8192  # of a qcow2 layer, for each MiB of its mapping that is kept in memory
_TLB_SHARE = (
    16  # tcg: of the memory, for each vCPU; two tables of up to two entries of 64 bytes for each 4 KiB
)
_PERIOD_US = 100_000  # of cpu.max; the kernel's default
_WEIGHT_A_VCPU, _MOST_WEIGHT = 100, 10_000  # cpu.weight; 100 is the kernel's default
# QEMU's pool for files has 64 threads (include/block/thread-pool.h, THREAD_POOL_MAX_THREADS_DEFAULT), and a thread that cannot be made ends it.
_THREADS = 64 + 64


@dataclass(frozen=True)
class Margins:
    """What is granted beyond that, and what is bounded only where somebody asks for it."""

    memory_margin_mib: int = 64
    cpu_margin: float = 1.0
    io_weight: int | None = None
    read_bytes_per_second: int | None = None
    write_bytes_per_second: int | None = None


DEFAULT_MARGINS = Margins()


def bounds(spec: VmmSpec, accelerator: Accelerator, margins: Margins, *, disk: str | None) -> dict[str, str]:
    """By the file of the group. `disk`: the device that machines' files are on, as the kernel numbers it; None: it has no number."""
    memory = memory_mib(spec, accelerator, margins) * MIB
    quota = round((spec.vcpus + margins.cpu_margin) * _PERIOD_US)
    return {
        "memory.max": str(memory),
        # All that a machine has may be swapped out while it is warm, and no more than that can be taken beyond the memory.
        "memory.swap.max": str(spec.memory_mib * MIB),
        "memory.oom.group": "1",
        "cpu.max": f"{quota} {_PERIOD_US}",
        "cpu.weight": str(min(spec.vcpus * _WEIGHT_A_VCPU, _MOST_WEIGHT)),
        "pids.max": str(spec.vcpus + _THREADS),
        **_io(margins, disk),
    }


def memory_mib(spec: VmmSpec, accelerator: Accelerator, margins: Margins) -> int:
    """What the machine's processes may take: the guest's memory, and what is needed around it."""
    needed = spec.memory_mib + _EMULATOR_MIB + spec.memory_mib // _TABLES_SHARE
    needed += len(spec.disk) * (spec.disk_mib // _MAPPED_MIB + 1)
    if accelerator.name == "tcg":
        needed += TRANSLATION_MIB + spec.vcpus * (spec.memory_mib // _TLB_SHARE + 1)
    return needed + margins.memory_margin_mib


def _io(margins: Margins, disk: str | None) -> dict[str, str]:
    found = {} if margins.io_weight is None else {"io.weight": str(margins.io_weight)}
    rates = {"rbps": margins.read_bytes_per_second, "wbps": margins.write_bytes_per_second}
    limits = [f"{name}={rate}" for name, rate in rates.items() if rate is not None]
    if limits and disk is not None:
        found["io.max"] = " ".join([disk, *limits])
    return found
