from dataclasses import replace
from pathlib import Path

import pytest

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import (
    Listeners,
    Memory,
    build_command,
    kernel_arguments,
    memory_path,
)
from ingle.drivers.engines.qemu.process import Claim, claim_of
from ingle.machines.ports import Kernel, Layer, VmmSpec

GOLDEN = Path(__file__).parent / "golden"
QEMU = Path("/usr/bin/qemu-system-x86_64")
TCG = Accelerator("tcg", "because", tsc_khz=2596136)
MEMORY = Memory(Path("/data/machines/mch_00000000000000000000000001/memory"))
KVM = Accelerator("kvm", "a probe boot worked")
SPEC = VmmSpec(
    machine_id="mch_00000000000000000000000001",
    directory=Path("/data/machines/mch_00000000000000000000000001"),
    kernel=Kernel(Path("/boot/lean/vmlinux"), Path("/boot/lean/initrd.img"), "6.12", "lean"),
    root_image=Path("/data/images/img_1/root.squashfs"),
    disk=(Layer(Path("/data/machines/mch_00000000000000000000000001/disk.raw"), "raw"),),
    disk_mib=4096,
    vcpus=2,
    memory_mib=512,
    network="10.64.7.0/24",
    mac="52:54:00:12:34:56",
)


@pytest.mark.parametrize("accelerator", [TCG, KVM], ids=lambda accelerator: accelerator.name)
def test_the_command_is_the_golden_one(accelerator: Accelerator) -> None:
    """One argument a line. After a change on purpose: look at the difference, then copy it."""
    built = "\n".join(build_command(QEMU, SPEC, accelerator, Listeners(agent=7, qmp=8), MEMORY)) + "\n"
    assert built == (GOLDEN / f"{accelerator.name}.txt").read_text()


def test_a_restore_has_the_same_devices_and_waits_for_their_state() -> None:
    """The command line of a boot, but for where the memory comes from and what is to run."""
    layers = (Layer(Path("/data/machines/mch_2/fork.qcow2"), "qcow2"), *SPEC.disk)
    memory = Memory(Path("/data/frozen/memory"), incoming=True)
    spec = replace(SPEC, disk=layers)
    built = build_command(QEMU, spec, TCG, Listeners(agent=7, qmp=8), memory)
    assert "\n".join(built) + "\n" == (GOLDEN / "restore.txt").read_text()
    booted = build_command(QEMU, SPEC, TCG, Listeners(agent=7, qmp=8), MEMORY)
    devices = [[word.split(",drive=")[0] for word in argv if "-device," in word] for argv in (built, booted)]
    assert devices[0] == devices[1]


def test_the_memory_file_is_found_in_a_command() -> None:
    spec = replace(SPEC, directory=Path('/data/a,"b'))
    argv = build_command(QEMU, spec, TCG, Listeners(7, 8), Memory(Path('/data/a,"b/memory')))
    assert memory_path(tuple(argv)) == Path('/data/a,"b/memory')
    sealed = Memory(Path("/data/frozen/memory"), sealed=9, incoming=True)
    argv = build_command(QEMU, spec, TCG, Listeners(7, 8), sealed)
    assert any("/proc/self/fd/9" in word for word in argv)
    assert str(memory_path(tuple(argv))).startswith("/memfd:")
    assert memory_path(("qemu", "-object", "rng-random,id=rng0")) is None


def test_the_kernel_is_told_the_clocks_rate_only_when_emulated() -> None:
    assert "tsc_early_khz=2596136 no_timer_check tsc=reliable" in kernel_arguments(TCG)
    assert "tsc_early_khz" not in kernel_arguments(KVM)


def test_a_comma_in_a_path_stays_in_the_path() -> None:
    spec = replace(SPEC, directory=Path("/data/a,b"))
    argv = build_command(QEMU, spec, TCG, Listeners(7, 8), MEMORY)
    assert "file,id=console,path=/data/a,,b/console.log,append=on" in argv
    assert argv[argv.index("-pidfile") + 1] == "/data/a,b/vmm.pid"


def test_a_command_claims_its_machine() -> None:
    argv = tuple(build_command(QEMU, SPEC, TCG, Listeners(7, 8), MEMORY))
    assert claim_of(argv) == Claim(SPEC.machine_id, SPEC.directory)


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("qemu-system-x86_64",),
        ("qemu-system-x86_64", "-name"),
        ("qemu-system-x86_64", "-name", "ingle-mch_1"),
        ("qemu-system-x86_64", "-name", "somebody's", "-pidfile", "/data/machines/mch_1/vmm.pid"),
        ("qemu-system-x86_64", "-name", "ingle-mch_1", "-pidfile", "/run/other.pid"),
        ("vim", "ingle-mch_1", "/data/machines/mch_1/vmm.pid"),
    ],
)
def test_a_strangers_command_claims_nothing(argv: tuple[str, ...]) -> None:
    assert claim_of(argv) is None
