"""What is told of a daemon that runs, without asking it. This process plays the daemon."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ingle.daemon.running import listening_ports, look_at


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "daemon.pid").write_text(f"{os.getpid()}\n")
    return tmp_path


def test_ports_are_those_that_listen_and_no_others() -> None:
    before = set(listening_ports(os.getpid()))
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()[:2]),
        socket.socket() as bound,
    ):
        bound.bind(("127.0.0.1", 0))
        assert set(listening_ports(os.getpid())) - before == {listener.getsockname()[1]}


def test_a_port_of_ipv6_is_found() -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("this host has no IPv6")
    before = set(listening_ports(os.getpid()))
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listener:
        assert set(listening_ports(os.getpid())) - before == {listener.getsockname()[1]}


def test_of_a_process_that_is_gone_nothing_is_told(data: Path, tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    gone = look_at(process.pid, data, tmp_path)
    assert gone.ports == ()
    assert gone.environment is None
    assert gone.url == "an address that cannot be told"


def test_flags_and_environment_are_those_of_its_command_line(data: Path, tmp_path: Path) -> None:
    program = "import sys; print(flush=True); sys.stdin.read()"
    argv = [sys.executable, "-c", program, "--listen", "127.0.0.1:1"]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen = look_at(process.pid, data, tmp_path)
        process.communicate(b"")
    assert seen.flags == ("--listen", "127.0.0.1:1")
    assert seen.environment == Path(sys.prefix).resolve()


def test_code_is_old_when_a_source_is_newer_than_the_start(data: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    source = sources / "a.py"
    source.write_text("")
    started = (data / "daemon.pid").stat().st_mtime
    os.utime(source, (started - 10, started - 10))
    assert not look_at(os.getpid(), data, sources).code_is_old
    os.utime(source, (started + 10, started + 10))
    assert look_at(os.getpid(), data, sources).code_is_old
