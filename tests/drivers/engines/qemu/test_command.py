from dataclasses import replace
from pathlib import Path

import pytest

from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.command import Listeners, build_command, kernel_arguments
from ingle.drivers.engines.qemu.process import Claim, claim_of
from ingle.machines.ports import Kernel, VmmSpec

GOLDEN = Path(__file__).parent / "golden"
QEMU = Path("/usr/bin/qemu-system-x86_64")
TCG = Accelerator("tcg", "because", tsc_khz=2596136)
KVM = Accelerator("kvm", "a probe boot worked")
SPEC = VmmSpec(
    machine_id="mch_00000000000000000000000001",
    directory=Path("/data/machines/mch_00000000000000000000000001"),
    kernel=Kernel(Path("/boot/lean/vmlinux"), Path("/boot/lean/initrd.img"), "6.12", "lean"),
    root_image=Path("/data/images/img_1/root.squashfs"),
    disk=Path("/data/machines/mch_00000000000000000000000001/disk.raw"),
    disk_mib=4096,
    vcpus=2,
    memory_mib=512,
    mac="52:54:00:12:34:56",
)


@pytest.mark.parametrize("accelerator", [TCG, KVM], ids=lambda accelerator: accelerator.name)
def test_the_command_is_the_golden_one(accelerator: Accelerator) -> None:
    """One argument a line. After a change on purpose: look at the difference, then copy it."""
    built = "\n".join(build_command(QEMU, SPEC, accelerator, Listeners(agent=7, qmp=8))) + "\n"
    assert built == (GOLDEN / f"{accelerator.name}.txt").read_text()


def test_the_kernel_is_told_the_clocks_rate_only_when_emulated() -> None:
    assert "tsc_early_khz=2596136 no_timer_check tsc=reliable" in kernel_arguments(TCG)
    assert "tsc_early_khz" not in kernel_arguments(KVM)


def test_a_comma_in_a_path_stays_in_the_path() -> None:
    spec = replace(SPEC, directory=Path("/data/a,b"))
    argv = build_command(QEMU, spec, TCG, Listeners(7, 8))
    assert "file,id=console,path=/data/a,,b/console.log,append=on" in argv
    assert argv[argv.index("-pidfile") + 1] == "/data/a,b/vmm.pid"


def test_a_command_claims_its_machine() -> None:
    argv = tuple(build_command(QEMU, SPEC, TCG, Listeners(7, 8)))
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
