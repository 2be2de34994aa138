"""The daemon as a process: how it starts, whom it refuses, how it ends."""

import json
import re
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from support.house import processes_of
from support.processes import Daemon

PASSWORD = re.compile(r"password +(\S+)\n")

Start = Callable[..., Daemon]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    daemons: list[Daemon] = []

    def begin(*flags: str, program: bool = False) -> Daemon:
        daemons.append(Daemon(tmp_path, len(daemons), *flags, program=program))
        return daemons[-1]

    yield begin
    for daemon in daemons:
        if daemon.process.poll() is None:
            daemon.stop(signal.SIGKILL)


def test_the_first_start_tells_how_to_log_in_once(start: Start) -> None:
    first = start(program=True).wait_ready()
    password = PASSWORD.search(first.out)
    assert password is not None
    login = httpx.post(f"{first.url}/api/v1/login", json={"name": "admin", "password": password[1]})
    assert login.status_code == 200
    assert password[1] not in first.err
    assert first.stop() == 0
    second = start().wait_ready()
    assert "password" not in second.out
    assert second.stop(signal.SIGINT) == 0


def test_everything_in_the_data_directory_is_private(start: Start) -> None:
    daemon = start().wait_ready()
    for path in (daemon.data, *daemon.data.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_second_daemon_on_the_same_data_is_refused(start: Start) -> None:
    first = start().wait_ready()
    assert (first.data / "daemon.pid").read_text() == f"{first.process.pid}\n"
    second = start()
    assert second.process.wait(timeout=20) == 1
    assert f"process {first.process.pid}" in second.err
    assert first.ask("GET", "/healthz").json()["status"] == "ok"


def test_after_a_kill_the_next_one_starts_where_it_was(start: Start) -> None:
    first = start().wait_ready()
    made = first.ask("POST", "/api/v1/tokens", json={"name": "t"}).json()
    first.stop(signal.SIGKILL)
    second = start().wait_ready()
    answer = httpx.get(f"{second.url}/api/v1/me", headers={"Authorization": f"Bearer {made['secret']}"})
    assert answer.json()["user"]["name"] == "admin"


def test_a_stop_ends_streams_and_leaves_nothing(start: Start) -> None:
    daemon = start("--stop-seconds", "1").wait_ready()
    with socket.create_connection(("127.0.0.1", int(daemon.url.rpartition(":")[2]))) as idle:
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")  # a request that never ends
        assert daemon.stop() == 0
    assert not (daemon.data / "ingle.sock").exists()
    assert (daemon.data / "daemon.pid").read_text() == ""
    assert [json.loads(line)["event"] for line in daemon.err.splitlines()][-1] == "stopped"


def test_a_stop_ends_all_processes(start: Start) -> None:
    daemon = start("--workers", "2").wait_ready()
    assert daemon.stop() == 0
    assert processes_of(daemon.data) == []
    assert "Traceback" not in daemon.err


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (["--listen", "localhost:4747"], "not an IP address"),
        (["--listen", "127.0.0.1"], "not an address"),
        (["--log.level", "loud"], "log.level"),
        (["--no-such-flag"], "no-such-flag"),
        (["--database-url", "sqlite:////nowhere/x.db"], "database"),
    ],
)
def test_a_wrong_setting_is_one_sentence(start: Start, flags: list[str], sentence: str) -> None:
    daemon = start(*flags)
    assert daemon.process.wait(timeout=60) != 0
    assert sentence in daemon.err
    assert "Traceback" not in daemon.err


def test_an_address_that_is_taken_is_named(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        daemon = start("--listen", address)
        assert daemon.process.wait(timeout=20) == 1
        assert address in daemon.err


def test_logs_hold_no_secrets_and_no_queries(start: Start) -> None:
    daemon = start("--log.level", "debug").wait_ready()
    headers = {"Authorization": "Bearer ingle_very-secret"}
    httpx.get(f"{daemon.url}/api/v1/me?token=very-secret", headers=headers)
    httpx.post(f"{daemon.url}/api/v1/login", json={"name": "admin", "password": "very-secret"})
    daemon.stop()
    assert '"path":"/api/v1/login"' in daemon.err
    assert "very-secret" not in daemon.err


def test_a_deep_data_directory_has_its_socket_all_the_same(start: Start, tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    daemon = start("--data-dir", str(deep)).wait_ready()
    assert stat.S_ISSOCK((deep / "ingle.sock").stat().st_mode)
    assert daemon.stop() == 0
