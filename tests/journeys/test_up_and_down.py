"""What scripts/up and scripts/down do with the daemon, on real machines: nothing is left behind, whatever happened before."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.house import House, processes_of

pytestmark = pytest.mark.machine


class Background(House):
    """An installation whose daemon is started and stopped as the scripts do it."""

    def run(self, verb: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "ingle.daemon.background", verb, "--data-dir", str(self.data)],
            env={**self.place.environment(), **self.environment},
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


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Background]:
    """With a daemon, and a machine that has work to do."""
    made = Background(tmp_path, "qemu")
    made.furnish()
    try:
        made.start()
        made.ingle("create", "--name", "one", "busybox", "--", "sleep", "1000000")
        yield made
        assert processes_of(made.directory) == []
    finally:
        made.end()


def test_down_leaves_no_process_and_up_finds_everything_again(away: Background) -> None:
    away.ingle("exec", "one", "--", "sh", "-c", "echo kept > /root/note; sync")
    # A daemon that crashed is no reason to leave its machines.
    away.kill()
    assert processes_of(away.directory), "the machine went with its daemon"
    assert away.run("stop") == "Stopped: one.\n"
    assert processes_of(away.directory) == []

    away.run("start")
    away.ingle("start", "one")
    assert away.ingle("exec", "one", "--", "cat", "/root/note").stdout == b"kept\n"
    assert len(processes_of(away.directory)) >= 2
    assert away.run("stop") == "Stopped: the daemon, one.\n"
