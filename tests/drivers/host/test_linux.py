"""What Linux says of itself, in its words."""

import os
import shutil
from pathlib import Path

import pytest

from ingle.base.units import MIB
from ingle.drivers.host.linux import LinuxComputer, total_memory

MEMINFO = """\
MemTotal:       24683520 kB
MemFree:        21975552 kB
SwapTotal:             0 kB
"""


def test_the_total_is_read_in_kibibytes() -> None:
    assert total_memory(MEMINFO) == 24683520 * 1024


def test_the_disk_is_the_one_where_machines_are_kept(tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free // MIB
    assert LinuxComputer(tmp_path).facts().free_disk_mib == pytest.approx(free, abs=2048)


def test_cores_are_those_that_this_process_may_use(tmp_path: Path) -> None:
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        assert LinuxComputer(tmp_path).facts().cores == 1
    finally:
        os.sched_setaffinity(0, allowed)
