"""An agent under test: the real one, built with address and undefined-behaviour checks, on a Unix socket and without powers."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from guest.wire import Host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
SANITIZERS = {"ASAN_OPTIONS": "abort_on_error=1:detect_leaks=1", "UBSAN_OPTIONS": "print_stacktrace=1"}


@pytest.fixture(scope="session")
def make() -> Callable[[str], Path]:
    """Builds a target of guest/Makefile and says where its file is. One worker at a time: a file that is being written cannot be run."""

    def built(target: str) -> Path:
        if shutil.which("make") is None:
            pytest.fail("make is missing: scripts/packages.d/guest lists what the agent needs")
        folder = ROOT / "build/guest"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "making").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = subprocess.run(
                ["make", "-s", "-C", ROOT / "guest", f"BUILD={folder}", target],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 0, done.stdout + done.stderr
        return folder

    return built


@pytest.fixture(scope="session")
def agent_binary(make: Callable[[str], Path]) -> Path:
    return make("asan") / "agent-asan"


class Agent:
    """A running agent; connect() is a new host, as after a restart of the daemon."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self.path = folder / "agent.sock"
        self.log = folder / "agent.log"
        self.folder = folder / "files"
        self.folder.mkdir()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [binary, "--serve", self.path], stderr=log, env={**os.environ, **SANITIZERS}, close_fds=True
            )
        self.channels: list[socket.socket] = []

    def channel(self) -> socket.socket:
        """A raw connection; waits for the agent to listen."""
        while True:
            channel = socket.socket(socket.AF_UNIX)
            try:
                channel.connect(os.fspath(self.path))
            except (FileNotFoundError, ConnectionRefusedError):
                channel.close()
                assert self.process.poll() is None, self.log.read_text()
                continue
            self.channels.append(channel)
            return channel

    def connect(self, *, configured: bool = True, fresh: bool = True) -> Host:
        host = Host(self.channel(), fresh=fresh)
        if configured and not host.ready["configured"]:
            host.call("configure", env={"GREETING": b"hello"})
        return host

    def drop(self, host: Host) -> None:
        """The daemon dies."""
        host.channel.close()

    def end(self) -> None:
        """Ends the agent in order, so that the sanitizers have their say."""
        for channel in self.channels:
            channel.close()
        if self.process.poll() is None:
            self.process.terminate()
        try:
            status = self.process.wait(60)
        finally:
            self.process.kill()
            self.process.wait()
        log = self.log.read_text()
        assert status == 0, log
        assert "Sanitizer" not in log, log


@pytest.fixture
def agent(agent_binary: Path, tmp_path: Path) -> Iterator[Agent]:
    made = Agent(agent_binary, tmp_path)
    yield made
    made.end()


@pytest.fixture
def host(agent: Agent) -> Host:
    return agent.connect()
