import os
from pathlib import Path

import pytest

from ingle.drivers.engines.qemu import command
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.fingerprint import fingerprint, processor

TCG = Accelerator("tcg", "because", tsc_khz=2596136)
CPUINFO = (
    "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu vme\n\nprocessor\t: 1\nmodel name\t: Other\n"
)


@pytest.fixture
def qemu(tmp_path: Path) -> Path:
    path = tmp_path / "qemu"
    path.write_bytes(b"program")
    (tmp_path / "cpuinfo").write_text(CPUINFO)
    return path


def take(qemu: Path, accelerator: Accelerator = TCG) -> str:
    return fingerprint(qemu, accelerator, qemu.with_name("cpuinfo"))


def test_it_is_the_same_for_the_same(qemu: Path) -> None:
    assert take(qemu) == take(qemu, Accelerator("tcg", "as configured", tsc_khz=2596137))
    assert take(qemu).startswith("tcg-")


def test_another_accelerator_program_processor_or_device_makes_another(
    qemu: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = [take(qemu), take(qemu, Accelerator("kvm", ""))]
    os.utime(qemu, (1, 1))
    seen.append(take(qemu))
    qemu.with_name("cpuinfo").write_text(CPUINFO.replace("vme", "vme avx"))
    seen.append(take(qemu))
    monkeypatch.setattr(command, "EMULATED_CPU", "max")
    seen.append(take(qemu))
    assert len(set(seen)) == len(seen)


def test_the_first_processor_speaks_for_all() -> None:
    assert processor(CPUINFO) == ["Some CPU", "fpu vme"]
    assert processor("") == ["", ""]
