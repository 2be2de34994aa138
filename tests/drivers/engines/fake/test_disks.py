from pathlib import Path

from ingle.base.clock import SystemClock
from ingle.drivers.engines.fake.disks import FakeDisks
from ingle.drivers.guest.fake import Tree
from ingle.machines.ports import Layer

BELOW, ABOVE = Layer(Path("/disks/below"), "raw"), Layer(Path("/disks/above"), "qcow2")


def booted(disks: FakeDisks, *disk: Layer) -> Tree:
    tree = Tree(SystemClock())
    disks.mount(disk, tree)
    return tree


def test_a_disk_is_there_at_the_next_boot_and_run_is_not() -> None:
    disks = FakeDisks()
    first = booted(disks, BELOW)
    first.mkdir(b"/home/ann", 0o755)
    first.mkdir(b"/run/ingle/busy", 0o755)
    second = booted(disks, BELOW)
    assert second.has(b"/home/ann")
    assert not second.has(b"/run/ingle/busy")
    assert second.has(b"/run/ingle")
    disks.forget(BELOW.path)
    assert not booted(disks, BELOW).has(b"/home/ann")


def test_a_layer_that_stands_below_another_does_not_change() -> None:
    disks = FakeDisks()
    tree = booted(disks, BELOW)
    tree.mkdir(b"/home/ann", 0o755)
    disks.branch(BELOW.path, ABOVE.path)
    tree.mkdir(b"/home/bob", 0o755)
    assert not booted(disks, Layer(Path("/disks/other"), "qcow2"), BELOW).has(b"/home/bob")
    disks.merge_down(ABOVE.path, BELOW.path)
    assert booted(disks, BELOW).has(b"/home/bob")
