from itertools import pairwise
from pathlib import Path

import pytest

from ingle.drivers.engines.qemu.jail.command import Wires, jail_command
from ingle.drivers.engines.qemu.jail.plan import JailPlan, plan_for
from support.jails import TCG, Home

GOLDEN = Path(__file__).parent / "golden"
BWRAP = Path("/usr/bin/bwrap")
WIRES = Wires(told=9, filter=10, resolver=11)
ARGV = ["/usr/bin/qemu-system-x86_64", "-name", "ingle-mch_1"]


def test_the_command_is_the_golden_one() -> None:
    """One argument a line. After a change on purpose: look at the difference, then copy it."""
    plan = plan_for(Home(Path("/data")).spec, TCG, descriptors=[7, 8])
    built = "\n".join(jail_command(BWRAP, ARGV, plan, WIRES)) + "\n"
    assert built == (GOLDEN / "jail.txt").read_text()


def test_only_a_network_of_its_own_is_cut_off() -> None:
    own, shared = (
        jail_command(BWRAP, ARGV, JailPlan(Path("/d"), network=network), WIRES) for network in ("own", "host")
    )
    assert [word for word in own if word not in shared] == ["--unshare-net"]


@pytest.mark.parametrize("order", [1, -1])
def test_what_lies_deeper_is_mounted_later_and_reading_wins(order: int) -> None:
    """Else a folder would cover the file in it, and a layer that is both would be writable."""
    inner = [Path("/d/old.raw"), Path("/d/deep/er")][::order]
    plan = JailPlan(Path("/d"), read_only=tuple(inner), read_write=(Path("/d/old.raw"), Path("/d")))
    built = jail_command(BWRAP, ARGV, plan, WIRES)
    binds = [(way, path) for way, path in pairwise(built) if path.startswith("/d")]
    ways = [bind for bind in binds if bind[0] in {"--bind", "--ro-bind"}]
    assert ways == [("--bind", "/d"), ("--ro-bind", "/d/old.raw"), ("--ro-bind", "/d/deep/er")]


def test_a_device_is_bound_as_one() -> None:
    built = jail_command(BWRAP, ARGV, JailPlan(Path("/d"), devices=(Path("/dev/kvm"),)), WIRES)
    place = built.index("/dev/kvm")
    assert built[place - 1 : place + 2] == ["--dev-bind", "/dev/kvm", "/dev/kvm"]
