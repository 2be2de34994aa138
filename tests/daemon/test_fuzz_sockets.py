"""Bytes and messages that nobody thought of, on the raw connections and on the WebSockets: each is refused in words, and the daemon stays well."""

import json
import random
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from support.furnished import furnish
from support.processes import Daemon

SEED = 20261121
COUNTS = pytest.mark.parametrize("count", [50, pytest.param(500, marks=pytest.mark.soak)])

GOOD = {"argv": ["cat"], "env": {"A": "1"}, "tty": {"rows": 24, "cols": 80}, "stdin": True}
STRANGE: list[Any] = [
    None,
    True,
    -1,
    2**70,
    1e308,
    "",
    "\0",
    "\ud800",
    [],
    {},
    [[]],
    {"type": "resize"},
    "x" * 70_000,
]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """With a machine called one."""
    folder = tmp_path_factory.mktemp("fuzz")
    furnish(folder)
    process = Daemon(folder, 0).wait_ready()
    made = process.ask("POST", "/api/v1/machines", json={"image": "busybox", "name": "one"})
    assert made.status_code == 201, made.text
    yield process
    assert process.ask("GET", "/healthz").json()["status"] == "ok"
    assert process.ask("POST", "/api/v1/machines/one/exec", json={"argv": ["true"]}).json()["exit"] == {
        "code": 0
    }
    assert process.stop() == 0
    assert not [line for line in process.err.splitlines() if '"level": "error"' in line]


def raw_requests(count: int) -> Iterator[bytes]:
    """Noise, and real requests with bytes changed, dropped and doubled."""
    chance = random.Random(SEED)  # noqa: S311 - the same noise every time
    real = (
        b"POST /api/v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 30\r\n\r\n"
        + b"{" * 30
    )
    for _ in range(count):
        if chance.random() < 0.3:
            yield chance.randbytes(chance.randrange(1, 2000))
            continue
        broken = bytearray(real)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(broken))
            broken[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
        yield bytes(broken)


def messages(count: int) -> Iterator[str | bytes]:
    """A first message of exec, damaged in its text or in its values."""
    chance = random.Random(SEED)  # noqa: S311 - the same noise every time
    for _ in range(count):
        kind = chance.random()
        if kind < 0.2:
            yield chance.randbytes(chance.randrange(200))
        elif kind < 0.5:
            text = list(json.dumps(GOOD))
            for _ in range(chance.randrange(1, 5)):
                text[chance.randrange(len(text))] = chr(chance.randrange(1, 0x300))
            yield "".join(text)
        else:
            value: dict[str, Any] = {
                **GOOD,
                chance.choice([*GOOD, "nope", "timeout_seconds"]): chance.choice(STRANGE),
            }
            yield json.dumps(value)


@COUNTS
def test_broken_requests_hang_nothing(daemon: Daemon, count: int) -> None:
    port = int(daemon.url.rpartition(":")[2])
    for request in raw_requests(count):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            try:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            except ConnectionError:
                pass


@COUNTS
def test_broken_messages_are_refused_in_words(daemon: Daemon, count: int) -> None:
    made = daemon.ask("POST", "/api/v1/tokens", json={"name": "fuzz"}).json()
    headers = {"Authorization": f"Bearer {made['secret']}"}
    url = daemon.url.replace("http", "ws") + "/api/v1/machines/one/exec"
    answers: dict[str, int] = {}
    for message in messages(count):
        with connect(url, additional_headers=headers, open_timeout=20) as connection:
            connection.send(message)
            said = json.loads(connection.recv(timeout=20))
            answers[said["type"]] = answers.get(said["type"], 0) + 1
            if said["type"] == "failed":
                with pytest.raises(ConnectionClosed):
                    connection.recv(timeout=20)
                assert said["problem"]["kind"] in {"invalid", "not_found"}, said
                assert connection.protocol.close_code in {4400, 4404}
    assert answers["failed"] > count / 2
