"""How many VMMs wait of which template."""

from datetime import timedelta

import pytest

from ingle.machines.names import GenerationId, MachineId
from ingle.machines.policy.stocking import Demand, Held, Plan, plan, room_mib
from ingle.machines.ports import HostFacts
from ingle.machines.settings import HostShare, Waiting

TWO = Waiting(each=2, together=3, unused=timedelta(seconds=600))
NOW = 1000.0


def demand(name: str, *, ago: float = 0.0, memory_mib: int = 512) -> Demand:
    return Demand(GenerationId(name), memory_mib, NOW - ago)


def held(*names: str) -> list[Held]:
    """`a1`: the first of template `a`."""
    return [Held(MachineId(name), GenerationId(name[0])) for name in names]


def gives_up(*names: str) -> Plan:
    return Plan([MachineId(name) for name in names])


def makes(name: str) -> Plan:
    return Plan(make=GenerationId(name))


@pytest.mark.parametrize(
    ("waits", "wanted", "room", "expected"),
    [
        ([], [], 8192, Plan()),
        ([], [demand("a")], 8192, makes("a")),
        (["a1"], [demand("a")], 8192, makes("a")),
        (["a1", "a2"], [demand("a")], 8192, Plan()),
        (["a1", "a2"], [], 8192, gives_up("a1", "a2")),  # its template is gone
        (["a1", "a2"], [demand("a", ago=600)], 8192, gives_up("a1", "a2")),  # nobody has used it for long
        (["a1"], [demand("a", ago=599)], 8192, makes("a")),
        ([], [demand("a", ago=5), demand("b")], 8192, makes("b")),  # the newest first
        (["b1"], [demand("a", ago=5), demand("b")], 8192, makes("a")),  # one of each before two of one
        (["a1", "a2", "b1"], [demand("a", ago=5), demand("b")], 8192, gives_up("a2")),  # three together
        (["a1", "a2"], [demand("a")], 600, gives_up("a2")),  # the youngest makes way
        (["a1"], [demand("a")], 511, gives_up("a1")),
        (["a1"], [demand("a")], 1023, Plan()),
        (["a1"], [demand("a", memory_mib=4096), demand("b", ago=9)], 1024, gives_up("a1")),
        ([], [demand("a", memory_mib=4096), demand("b", ago=9)], 1024, makes("b")),  # the next that fits
    ],
)
def test_what_waits(waits: list[str], wanted: list[Demand], room: int, expected: Plan) -> None:
    assert plan(held(*waits), wanted, room_mib=room, waiting=TWO, now=NOW) == expected


@pytest.mark.parametrize("none", [Waiting(each=0), Waiting(together=0)])
def test_zero_turns_it_off(none: Waiting) -> None:
    assert plan(held("a1"), [demand("a")], room_mib=8192, waiting=none, now=NOW) == gives_up("a1")


@pytest.mark.parametrize(
    ("taken", "share", "expected"),
    [
        (0, HostShare(), 1024),  # a quarter of 4096
        (3072, HostShare(), 1024),
        (3584, HostShare(), 512),  # what machines leave
        (4096, HostShare(), 0),
        (9000, HostShare(), 0),
        (4096, HostShare(memory_ratio=2.0), 1024),
        (3584, HostShare(memory_ratio=0), 512),  # no limit for machines; what waits stays within the memory
        (0, HostShare(reserved_memory_mib=9999), 0),
    ],
)
def test_room(taken: int, share: HostShare, expected: int) -> None:
    host = HostFacts(memory_mib=4608, cores=2, free_disk_mib=99999)
    assert room_mib(host, taken, share, Waiting()) == expected
