"""What scripts/up and scripts/down do with the daemon, on real machines: nothing is left behind, whatever happened before."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingle.daemon.datadir import holder
from support.house import House, processes_of
from support.waiting import wait_until

pytestmark = pytest.mark.machine


class Background(House):
    """An installation whose daemon is started and stopped as the scripts do it."""

    def run(self, verb: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ingle.daemon.background", verb, "--data-dir", str(self.data)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def data(self) -> Path:
        return self.directory / "data"


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Background]:
    made = Background(tmp_path_factory.mktemp("away"), "qemu")
    made.run("start")
    made.ingle("image", "create", "busybox")
    yield made
    made.run("stop")
    assert processes_of(made.directory) == []


@pytest.fixture
def away(installation: Background) -> Background:
    """Up, with a machine that has work to do."""
    installation.run("start")
    installation.ingle("rm", "--force", "one", check=False)
    installation.ingle("create", "--name", "one", "busybox", "--", "sleep", "1000000")
    return installation


def test_down_stops_machines_and_leaves_no_process(away: Background) -> None:
    assert len(processes_of(away.directory)) >= 2
    assert away.run("stop") == "Stopped: the daemon, one.\n"
    assert processes_of(away.directory) == []


def test_down_after_a_crash_finds_the_machines_and_stops_them(away: Background) -> None:
    pid = holder(away.data)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: holder(away.data) is None)
    assert processes_of(away.directory), "the machine went with its daemon"
    assert away.run("stop") == "Stopped: one.\n"
    assert processes_of(away.directory) == []


def test_down_and_up_again_keeps_what_machines_wrote(away: Background) -> None:
    away.ingle("exec", "one", "--", "sh", "-c", "echo kept > /root/note")
    away.run("stop")
    away.run("start")
    away.ingle("start", "one")
    assert away.ingle("exec", "one", "--", "cat", "/root/note").stdout == b"kept\n"
