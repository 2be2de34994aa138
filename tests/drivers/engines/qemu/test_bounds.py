from dataclasses import replace
from pathlib import Path

import pytest

from ingle.base.units import MIB
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.bounds import Margins, bounds, memory_mib
from ingle.machines.ports import Kernel, Layer, VmmSpec

EMULATOR = 96
KVM, TCG = Accelerator("kvm", ""), Accelerator("tcg", "")
PLAIN = Margins(memory_margin_mib=0)
SPEC = VmmSpec(
    machine_id="mch_1",
    directory=Path("/m"),
    kernel=Kernel(Path("/k"), Path("/i"), "6", "debian"),
    root_image=Path("/r"),
    disk=(Layer(Path("/m/disk"), "raw"),),
    disk_mib=8192,
    vcpus=2,
    memory_mib=1024,
    mac="",
    network="10.64.1.0/24",
)


@pytest.mark.parametrize(
    ("spec", "accelerator", "margins", "beyond_the_guest"),
    [
        (SPEC, KVM, PLAIN, EMULATOR + 8 + 2),
        (SPEC, TCG, PLAIN, EMULATOR + 8 + 2 + 128 + 2 * 65),
        (SPEC, KVM, Margins(), EMULATOR + 8 + 2 + 64),
        (replace(SPEC, disk=SPEC.disk * 8, disk_mib=65536), KVM, PLAIN, EMULATOR + 8 + 8 * 9),
        (replace(SPEC, memory_mib=128, vcpus=1, disk_mib=64), TCG, PLAIN, EMULATOR + 1 + 1 + 128 + 9),
        (replace(SPEC, memory_mib=65536), KVM, PLAIN, EMULATOR + 512 + 2),
    ],
)
def test_memory_is_the_guests_and_what_its_emulator_needs(
    spec: VmmSpec, accelerator: Accelerator, margins: Margins, beyond_the_guest: int
) -> None:
    assert memory_mib(spec, accelerator, margins) - spec.memory_mib == beyond_the_guest


@pytest.mark.parametrize(
    ("vcpus", "margin", "cpu_max", "weight", "pids"),
    [
        (1, 1.0, "200000 100000", "100", "129"),
        (4, 0.5, "450000 100000", "400", "132"),
        (16, 0.0, "1600000 100000", "1600", "144"),
        (200, 1.0, "20100000 100000", "10000", "328"),
    ],
)
def test_processors_and_processes(vcpus: int, margin: float, cpu_max: str, weight: str, pids: str) -> None:
    found = bounds(replace(SPEC, vcpus=vcpus), KVM, Margins(cpu_margin=margin), disk="8:0")
    assert (found["cpu.max"], found["cpu.weight"], found["pids.max"]) == (cpu_max, weight, pids)


def test_an_emulator_that_takes_too_much_ends_whole_and_is_not_swapped_further() -> None:
    found = bounds(SPEC, KVM, PLAIN, disk=None)
    assert found["memory.max"] == str(memory_mib(SPEC, KVM, PLAIN) * MIB)
    assert found["memory.swap.max"] == str(1024 * MIB)
    assert found["memory.oom.group"] == "1"


@pytest.mark.parametrize(
    ("margins", "disk", "io"),
    [
        (Margins(), "8:0", {}),
        (Margins(io_weight=50), None, {"io.weight": "50"}),
        (Margins(read_bytes_per_second=9), "8:0", {"io.max": "8:0 rbps=9"}),
        (Margins(read_bytes_per_second=9, write_bytes_per_second=7), "8:0", {"io.max": "8:0 rbps=9 wbps=7"}),
        (Margins(write_bytes_per_second=7), None, {}),
    ],
)
def test_the_disk_is_bounded_only_where_it_is_asked_for(
    margins: Margins, disk: str | None, io: dict[str, str]
) -> None:
    found = bounds(SPEC, KVM, margins, disk=disk)
    assert {name: value for name, value in found.items() if name.startswith("io.")} == io
