"""A real boot under KVM, to see whether it works: far enough that the kernel starts its init."""

from pathlib import Path
from subprocess import STDOUT

import anyio

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import kernel_arguments, machine
from ingle.machines.ports import Kernel

LIMIT_SECONDS = 8.0  # a working KVM needs less than one
MARK = b"Run /init as init process"  # linux/init/main.c, printed by every kernel that is not told to be quiet
_TRANSCRIPT_LIMIT = 1 << 20


def probe_command(binary: Path, kernel: Kernel) -> list[str]:
    kvm = Accelerator("kvm", "to be proved")
    return [
        str(binary),
        *machine(kvm, memory_mib=256, vcpus=1),
        *("-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"),
        *("-kernel", str(kernel.kernel), "-initrd", str(kernel.initrd)),
        *("-append", kernel_arguments(kvm, quiet=False)),
    ]


async def probe_kvm(binary: Path, kernel: Kernel, *, limit: float = LIMIT_SECONDS) -> str | None:
    """None when a guest really runs, else what happened instead."""
    process = await anyio.open_process(probe_command(binary, kernel), stderr=STDOUT)
    ended = False
    transcript = b""
    try:
        with anyio.move_on_after(limit):
            while MARK not in transcript and process.stdout is not None:
                transcript = (transcript + await process.stdout.receive())[-_TRANSCRIPT_LIMIT:]
            return None
        return f"a guest under KVM had not reached its init after {limit:g} s"
    except anyio.EndOfStream:
        ended = True
        last = transcript.decode(errors="replace").strip().splitlines()[-1:]
        return f"QEMU ended under KVM: {' '.join(last)}"
    finally:
        with anyio.CancelScope(shield=True):
            if not ended:  # killing a child that just ended would take its status from the loop
                process.kill()
            await process.aclose()
