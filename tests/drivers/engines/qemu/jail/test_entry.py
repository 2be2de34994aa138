"""A jail whose daemon dies while it is made."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingle.drivers.engines.qemu.engine import QemuEngine
from ingle.drivers.engines.qemu.jail import Verdict
from ingle.drivers.engines.qemu.process import running
from ingle.runtime.processes import find_program
from support.house import processes_of
from support.jails import PATIENCE, TCG, Home
from support.waiting import wait_until

# In bubblewrap's place: holds still until it may go on, so that the daemon surely dies before.
SLOW = """#!/bin/sh
: > {folder}/begun
while [ ! -e {folder}/go ]; do sleep 0.02; done
exec {bwrap} "$@"
"""
DAEMON = """
import sys
from pathlib import Path
import anyio
from ingle.drivers.engines.qemu.jail import Jail
from support.jails import Home, start

async def main():
    await start(Jail(Path(sys.argv[1]), None), Home(Path(sys.argv[2])).spec, exit=0)

anyio.run(main)
"""


@contextmanager
def held_still(directory: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """bubblewrap, waiting for a word that never comes before it lets its child go on."""
    reader, writer = os.pipe()
    program = ["/bin/true", "-name", "ingle-mch_1", "-pidfile", str(directory / "vmm.pid")]
    argv = [str(find_program("bwrap")), "--unshare-pid", "--unshare-user", "--ro-bind", "/", "/"]
    jailer = subprocess.Popen([*argv, "--block-fd", str(reader), "--", *program], pass_fds=(reader,))
    try:
        wait_until(lambda: len(processes_of(directory)) == 2, timeout=PATIENCE)
        yield jailer
    finally:
        os.close(writer)
        os.close(reader)
        jailer.wait(PATIENCE)


@contextmanager
def left_half_way(home: Home) -> Iterator[Path]:
    """A jail that bubblewrap is about to make for a daemon that is dead; it goes on once the file exists."""
    slow, go = home.root / "slow", home.root / "go"
    slow.write_text(SLOW.format(folder=home.root, bwrap=find_program("bwrap")))
    slow.chmod(0o700)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    daemon = subprocess.Popen([sys.executable, "-c", DAEMON, str(slow), str(home.root)], env=environment)
    try:
        wait_until((home.root / "begun").exists, timeout=PATIENCE)
        daemon.kill()
        assert daemon.wait() == -signal.SIGKILL
        yield go
    finally:
        daemon.kill()
        daemon.wait()
        for pid in processes_of(home.root):
            subprocess.run(["kill", "-9", str(pid)], check=False)


def test_a_jail_is_finished_when_nobody_listens_any_more(tmp_path: Path) -> None:
    """bubblewrap tells what it has started before it lets it go on; what waits for that word must not wait for ever."""
    home = Home(tmp_path.resolve() / "data")
    home.furnish()
    report, log = home.spec.directory / "report.json", home.spec.directory / "vmm.log"
    with left_half_way(home) as go:
        go.touch()
        wait_until(report.read_text, timeout=PATIENCE, explain=log.read_text)
        wait_until(lambda: not processes_of(home.root), timeout=PATIENCE, explain=log.read_text)


async def test_the_next_daemon_ends_what_it_finds_half_way(tmp_path: Path) -> None:
    """Seen from outside it is bubblewrap with a VMM's arguments; here it holds still for good, as on a host with much to do."""
    home = Home(tmp_path.resolve() / "data")
    home.furnish()
    directory = home.spec.directory
    with held_still(directory) as jailer:
        assert [claim.machine_id for claim, who in running(directory.parent) if who.pid == jailer.pid] == [
            "mch_1"
        ]
        engine = QemuEngine(Path("/no/qemu"), TCG, Verdict(None), fingerprint="", reclaims=False)
        assert await engine.adopt("mch_2", directory.parent / "mch_2") is None
        assert jailer.poll() is None, "another machine's"
        assert await engine.adopt("mch_1", directory) is None
        assert not processes_of(directory)
