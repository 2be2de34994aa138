"""The commands under real KVM, wherever the tests run: in an emulated machine whose processor can virtualise (nested SVM under TCG), with
the host's own QEMU inside. What the probe looks for is seen there, and a machine started by the command that is used boots there.

An emulated machine in an emulated machine takes minutes; test_probe.py and test_command.py show what the probe makes of it, and the command's words."""

import importlib.util
import re
import shlex
import stat
from pathlib import Path
from subprocess import DEVNULL
from types import ModuleType

import anyio
import pytest
from anyio.abc import Process

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import Listeners, Memory, build_command, kernel_arguments
from ingle.drivers.engines.qemu.engine import PROGRAM
from ingle.drivers.engines.qemu.probe import MARK, probe_command
from ingle.drivers.engines.qemu.tsc import measure_tsc_khz
from ingle.machines.ports import Kernel, Layer, VmmSpec
from ingle.runtime.processes import find_program, run
from support.boot import BOOT_FOLDER

pytestmark = [pytest.mark.machine, pytest.mark.soak]

ROOT = Path(__file__).resolve().parents[4]
FIRMWARE = ("bios-microvm.bin", "linuxboot_dma.bin", "pvh.bin", "kvmvapic.bin")
LIMIT_SECONDS = 300  # about 15 on a quiet host
INNER = Kernel(Path("/boot/vmlinuz"), Path("/boot/initrd.img"), "", "debian")
DIRECTORY = Path("/tmp/machine")
INNER_INIT = b"""#!/bin/busybox sh
echo the inner machine is up
exec /bin/busybox poweroff -f
"""
OUTER_INIT = """#!/bin/busybox sh
export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /tmp
while read module; do insmod "$module"; done </modules
{probe} </dev/null
mkdir {directory}; truncate -s 64M {directory}/disk.raw; truncate -s 128M {directory}/memory
{machine} </dev/null
cat {directory}/console.log
poweroff -f
"""


def packer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_initramfs", ROOT / "guest" / "make_initramfs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def inner_commands(qemu: Path) -> dict[str, str]:
    """The argv as they are used, but for the sockets, which nobody hands over in there."""
    disk = DIRECTORY / "disk.raw"
    spec = VmmSpec(
        "mch_1",
        DIRECTORY,
        INNER,
        disk,
        (Layer(disk, "raw"),),
        64,
        1,
        128,
        "52:54:00:00:00:01",
        "10.64.1.0/24",
    )
    argv = build_command(
        qemu, spec, Accelerator("kvm", ""), Listeners(agent=8, qmp=9), Memory(DIRECTORY / "memory")
    )
    argv = [re.sub(r",fd=(\d)", rf",path={DIRECTORY}/\1.sock", word) for word in argv]
    # The image and the layer are one file here, so the layer must not lock it.
    argv = [word.replace('disk.raw", "discard"', 'disk.raw", "locking": "off", "discard"') for word in argv]
    return {"probe": shlex.join(probe_command(qemu, INNER)), "machine": shlex.join(argv)}


async def outer_initramfs(qemu: Path) -> bytes:
    """Busybox, KVM's modules, QEMU with its libraries and firmware, and the inner machine's kernel and initramfs."""
    tools = packer()
    busybox = Path("/bin/busybox").read_bytes()
    inner = tools.Archive()
    for folder in ("bin", "dev"):
        inner.add(folder, stat.S_IFDIR | 0o755)
    inner.add("dev/console", stat.S_IFCHR | 0o600, device=(5, 1))
    inner.add("bin/busybox", stat.S_IFREG | 0o755, busybox)
    inner.add("init", stat.S_IFREG | 0o755, INNER_INIT)

    files = {
        "bin/busybox": Path("/bin/busybox"),
        str(qemu)[1:]: qemu,
        "boot/vmlinuz": BOOT_FOLDER / "debian" / "vmlinuz",
    }
    libraries = re.findall(r"(/\S+) \(0x", (await run(["ldd", str(qemu)], timeout=30)).decode())
    files |= {library[1:]: Path(library) for library in libraries}
    for name in FIRMWARE:
        places = (Path("/usr/share") / folder / name for folder in ("qemu", "seabios"))
        files[f"usr/share/qemu/{name}"] = next(place for place in places if place.exists())
    modules = tools.load_order(BOOT_FOLDER / "debian" / "modules", ["kvm", "kvm_amd"])
    files |= {f"modules.d/{path.name}": path for path in modules}

    outer = tools.Archive()
    folders = {str(parent) for name in files for parent in Path(name).parents} | {"dev", "proc", "tmp"}
    for folder in sorted(folders - {"."}):
        outer.add(folder, stat.S_IFDIR | 0o755)
    outer.add("dev/console", stat.S_IFCHR | 0o600, device=(5, 1))
    for name, source in files.items():
        outer.add(name, stat.S_IFREG | 0o755, source.read_bytes())
    outer.add("boot/initrd.img", stat.S_IFREG | 0o644, inner.bytes())
    outer.add(
        "modules", stat.S_IFREG | 0o644, "".join(f"/modules.d/{path.name}\n" for path in modules).encode()
    )
    init = OUTER_INIT.format(directory=DIRECTORY, **inner_commands(qemu))
    outer.add("init", stat.S_IFREG | 0o755, init.encode())
    archive: bytes = outer.bytes()
    return archive


async def outer_machine(qemu: Path, initramfs: Path) -> Process:
    clock = Accelerator("tcg", "", tsc_khz=await measure_tsc_khz())
    return await anyio.open_process(
        [
            *(
                str(qemu),
                "-M",
                "microvm,acpi=on,rtc=on,isa-serial=on",
                "-accel",
                "tcg",
                "-cpu",
                "EPYC,+svm",
                "-m",
                "1024",
            ),
            *("-nodefaults", "-no-user-config", "-nographic", "-serial", "stdio", "-no-reboot"),
            *("-kernel", str(BOOT_FOLDER / "debian" / "vmlinuz"), "-initrd", str(initramfs)),
            *("-append", kernel_arguments(clock)),
        ],
        stdin=DEVNULL,
        stderr=DEVNULL,
    )


async def test_the_probes_sign_is_seen_and_a_machine_boots_under_kvm(tmp_path: Path) -> None:
    qemu, initramfs = find_program(PROGRAM), tmp_path / "initramfs"
    initramfs.write_bytes(await outer_initramfs(qemu))
    machine = await outer_machine(qemu, initramfs)
    assert machine.stdout is not None
    transcript = b""
    try:
        with anyio.fail_after(LIMIT_SECONDS):
            while True:  # until it powers itself off
                transcript += await machine.stdout.receive()
    except (anyio.EndOfStream, TimeoutError):
        pass
    finally:
        with anyio.CancelScope(shield=True):
            await machine.aclose()
    words = transcript.decode(errors="replace")
    probed, _, booted = words.partition("the inner machine is up")
    assert MARK.decode() in probed, words[-3000:]
    assert "the inner machine is up" in booted, words[-3000:]
