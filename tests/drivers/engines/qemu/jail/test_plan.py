from dataclasses import replace
from pathlib import Path

from ingle.drivers.engines.qemu.accelerator import KVM, Accelerator
from ingle.drivers.engines.qemu.jail import plan_for
from ingle.machines.ports import Layer
from support.jails import TCG, Home

SPEC = Home(Path("/data")).spec


def test_a_machine_writes_its_directory_and_its_newest_layer_only() -> None:
    plan = plan_for(SPEC, TCG, descriptors=[7, 8])
    assert plan.directory == SPEC.directory
    assert plan.read_write == (SPEC.disk[0].path,)
    assert set(plan.read_only) == {SPEC.root_image, SPEC.kernel.kernel, SPEC.kernel.initrd, SPEC.disk[1].path}
    assert plan.descriptors == (7, 8)
    assert plan.network == "own"


def test_what_a_restore_needs_is_added() -> None:
    plan = plan_for(SPEC, TCG, read_only=[Path("/data/state")], read_write=[Path("/data/memory")])
    assert Path("/data/state") in plan.read_only
    assert Path("/data/memory") in plan.read_write


def test_only_kvm_needs_a_device() -> None:
    assert plan_for(SPEC, TCG).devices == ()
    assert plan_for(SPEC, Accelerator("kvm", "it works")).devices == (KVM,)


def test_a_disk_of_one_layer_has_none_to_protect() -> None:
    plan = plan_for(replace(SPEC, disk=(Layer(Path("/d"), "raw"),)), TCG)
    assert len(plan.read_only) == 3
