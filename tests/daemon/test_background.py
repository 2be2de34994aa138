"""The daemon without a terminal, as scripts/up and scripts/down run it."""

import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import httpx
import pytest

from ingle.daemon import background as background_module
from ingle.daemon.background import main
from ingle.daemon.datadir import holder
from support.press import Pressed, serve
from support.stores import staying
from support.waiting import wait_until

# That it goes on is what `start` is for.
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")

Background = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def home(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where it is told to run; what was started is stopped after the test."""
    for name in [name for name in os.environ if name.startswith("INGLE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(background_module, "set_up_logging", lambda *_: None)  # the tests' own stays
    monkeypatch.chdir(tmp_path)
    told = {"INGLE_DATA_DIR": str(data), "INGLE_ENGINE": "fake", "INGLE_LISTEN": "127.0.0.1:0"}
    with staying(data) as place:
        for name, value in {**told, **place.environment()}.items():
            monkeypatch.setenv(name, value)
        yield
        assert not holder(data) or main(["stop"]) == 0
    assert holder(data) is None


@pytest.fixture
def command(home: None) -> Background:
    """Runs the command to its end."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "ingle.daemon.background", *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    return run


class Launched(Pressed):
    """As Popen would have started it, without the seconds that Python takes to load it."""

    def __init__(self, flags: list[str], errors: BinaryIO) -> None:
        read, write = os.pipe()
        self.stdout = os.fdopen(read, "rb")
        with os.fdopen(write, "wb") as out, Path(os.devnull).open("rb") as nothing:
            super().__init__(
                serve,
                flags,
                environment=os.environ,
                folder=Path.cwd(),
                stdin=nothing.fileno(),
                stdout=out.fileno(),
                stderr=errors.fileno(),
            )


@pytest.fixture
def launching(home: None, capfd: pytest.CaptureFixture[str]) -> Background:
    """What the command runs, without the second that Python takes to load it."""

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        capfd.readouterr()
        code = main([*words])
        return subprocess.CompletedProcess(words, code, *capfd.readouterr())

    return run


@pytest.fixture
def background(launching: Background, monkeypatch: pytest.MonkeyPatch) -> Background:
    """The same with forked daemons, for tests that do not look at their processes."""
    monkeypatch.setattr(background_module, "_launch", Launched)
    return launching


def url_in(said: str) -> str:
    match = re.search(r"http://localhost:\d+", said)
    assert match is not None, said
    return match[0]


def daemon_of(data: Path) -> int:
    pid = holder(data)
    assert pid is not None
    return pid


def test_start_ends_with_an_address_that_answers_and_a_login_that_no_log_knows(
    command: Background, data: Path
) -> None:
    done = command("start")
    assert done.returncode == 0, done.stderr
    url = url_in(done.stdout)
    assert httpx.get(f"{url}/healthz").json()["status"] == "ok"
    password = re.search(r"password +(\S+)", done.stdout)
    assert password is not None
    login = httpx.post(f"{url}/api/v1/login", json={"name": "admin", "password": password[1]})
    assert login.status_code == 200
    log = data / "daemon.log"
    wait_until(lambda: "listening" in log.read_text())
    assert password[1] not in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


def test_a_second_start_tells_the_same_address_and_changes_nothing(launching: Background, data: Path) -> None:
    first = launching("start", "--stop-seconds", "1")
    pid = daemon_of(data)
    for flags in ([], ["--stop-seconds", "1"]):
        again = launching("start", *flags)
        assert again.returncode == 0
        assert url_in(again.stdout) == url_in(first.stdout)
        assert daemon_of(data) == pid
        assert "password" not in again.stdout
        assert len(again.stdout.splitlines()) == 1, again.stdout
    other = launching("start", "--stop-seconds", "2")  # other flags are not silently ignored
    assert other.returncode == 1
    assert "it was started with --stop-seconds 1" in other.stderr


def test_a_taken_port_is_one_sentence(background: Background) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        done = background("start", "--listen", address)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if not line.startswith("·")]  # progress of a slow start
    assert len(said) == 1
    assert said[0].startswith(f"error: cannot listen on {address}")


@pytest.mark.local_stores
def test_a_daemon_that_dies_without_a_word_shows_the_end_of_its_log(
    background: Background, data: Path
) -> None:
    data.mkdir()
    (data / "ingle.db").write_bytes(b"this is no database" * 100)
    done = background("start")
    assert done.returncode == 1
    assert "database" in done.stderr
    shutil.rmtree(data)


def test_a_data_directory_that_cannot_be_made_is_one_sentence(background: Background, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = background("start", "--data-dir", str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot use the data directory")


def test_a_relative_data_directory_is_where_the_caller_stands(background: Background, tmp_path: Path) -> None:
    assert background("start", "--data-dir", "here").returncode == 0
    assert (tmp_path / "here" / "secret.key").exists()
    assert background("stop", "--data-dir", "here").returncode == 0


def test_stop_ends_the_daemon_and_is_calm_when_there_is_none(background: Background, data: Path) -> None:
    assert background("stop").stdout.startswith("Ingle does not run")
    assert not data.exists()
    background("start")
    handle = os.pidfd_open(daemon_of(data))
    assert background("stop").stdout == "Stopped: the daemon.\n"
    ended, _, _ = select.select([handle], [], [], 0)
    os.close(handle)
    assert ended
    assert background("stop").stdout == "Nothing was running.\n"


def test_stop_cleans_up_after_a_daemon_that_was_killed(background: Background, data: Path) -> None:
    background("start")
    os.kill(daemon_of(data), signal.SIGKILL)
    wait_until(lambda: holder(data) is None)
    assert background("stop").stdout == "Nothing was running.\n"
    assert background("start").returncode == 0
