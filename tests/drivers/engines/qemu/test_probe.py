from pathlib import Path

import pytest

from ingle.drivers.engines.qemu.probe import probe_command, probe_kvm
from ingle.machines.ports import Kernel

KERNEL = Kernel(Path("/boot/vmlinux"), Path("/boot/initrd.img"), "6.12", "lean")


@pytest.fixture
def qemu(tmp_path: Path) -> Path:
    """A program in QEMU's place; the test writes what it does."""
    path = tmp_path / "qemu"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


async def test_a_guest_that_reaches_its_init_proves_it(qemu: Path) -> None:
    qemu.write_text("#!/bin/sh\necho '[ 0.4] Run /init as init process'\nexec sleep 600\n")
    assert await probe_kvm(qemu, KERNEL) is None


async def test_a_guest_that_crawls_does_not(qemu: Path) -> None:
    qemu.write_text("#!/bin/sh\necho '[ 0.0] Linux version'\nexec sleep 600\n")
    assert await probe_kvm(qemu, KERNEL, limit=0.2) == (
        "a guest under KVM had not reached its init after 0.2 s"
    )


async def test_a_qemu_that_fails_says_why(qemu: Path) -> None:
    qemu.write_text("#!/bin/sh\necho first >&2\necho 'Assertion failed' >&2\nexit 1\n")
    assert await probe_kvm(qemu, KERNEL) == "QEMU ended under KVM: Assertion failed"


def test_the_probe_boots_the_machine_that_will_be_used() -> None:
    argv = probe_command(Path("qemu"), KERNEL)
    assert argv[argv.index("-accel") + 1] == "kvm"
    assert argv[argv.index("-kernel") + 1] == "/boot/vmlinux"
    assert "quiet" not in argv[argv.index("-append") + 1].split()
