"""Every host tells what it is: the real one and its fake."""

from pathlib import Path

import pytest

from ingle.drivers.host import FakeComputer, LinuxComputer
from ingle.machines.ports import Host


@pytest.fixture(params=["linux", "fake"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Host:
    return LinuxComputer(tmp_path) if request.param == "linux" else FakeComputer()


def test_a_host_has_memory_cores_and_a_disk(host: Host) -> None:
    facts = host.facts()
    assert facts.memory_mib > 256  # or this would not run
    assert facts.cores >= 1
    assert facts.free_disk_mib > 0


def test_it_is_not_another_one_a_moment_later(host: Host) -> None:
    first, second = host.facts(), host.facts()
    assert (first.memory_mib, first.cores) == (second.memory_mib, second.cores)
