"""What a captured state fits. QEMU checks little of it by itself, and what it does not check ends in a guest that hangs."""

import hashlib
import re
from pathlib import Path

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import Listeners, Memory, build_command
from ingle.machines.ports import Kernel, Layer, VmmSpec

_NOWHERE = Path("/")
_SPEC = VmmSpec(
    machine_id="",
    directory=_NOWHERE,
    kernel=Kernel(_NOWHERE, _NOWHERE, "", "lean"),
    root_image=_NOWHERE,
    disk=(Layer(_NOWHERE, "raw"),),
    disk_mib=1,
    vcpus=1,
    memory_mib=1,
    mac="",
    network="10.64.0.0/24",
)


def fingerprint(binary: Path, accelerator: Accelerator, cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """The program as it is now, the accelerator, the machine and its devices, and the host's processor: under KVM the guest has its features, under
    emulation its clock. The measured rate of that clock is left out, which differs a little each time. Raises OSError."""
    program = binary.resolve()
    status = program.stat()
    same_rate = Accelerator(accelerator.name, "")
    command = build_command(_NOWHERE, _SPEC, same_rate, Listeners(0, 0), Memory(_NOWHERE, incoming=True))
    parts = [str(program), str(status.st_size), str(status.st_mtime_ns), accelerator.name]
    parts += [*command, *processor(cpuinfo.read_text())]
    return f"{accelerator.name}-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"


def processor(cpuinfo: str) -> list[str]:
    """The first one's model and features."""
    found = (re.search(rf"^{word}\s*:\s*(.*)$", cpuinfo, re.MULTILINE) for word in ("model name", "flags"))
    return [match[1] if match else "" for match in found]
