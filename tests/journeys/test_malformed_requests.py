"""Every endpoint of the OpenAPI document under generated requests, good and bad: no server error, and answers as documented.

`scripts/fuzz-http SECONDS` is the same for as long as wanted.
"""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from support.house import House, house

# What would end the run itself: the token it uses, the sign-up of thousands, a password that nobody knows afterwards.
LEFT_OUT = r"/tokens|/logout|/users|/password"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@contextmanager
def hands_on() -> Iterator[tuple[House, str]]:
    """A house on the fake engine with a machine, and a token for everything."""
    with house(engine="fake", busybox=True) as home:
        home.ingle("create", "--name", "target", "busybox")
        yield home, home.json("token", "create", "fuzz")["secret"]


def attack(home: House, secret: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{home.url}/api/v1/openapi.json"),
            *("-H", f"Authorization: Bearer {secret}", "--checks", CHECKS, "--exclude-path-regex", LEFT_OUT),
            *("--request-timeout", "60", "--generation-database", "none", *options),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=home.directory,
    )


@pytest.fixture(scope="module")
def target() -> Iterator[tuple[House, str]]:
    with hands_on() as made:
        yield made


@pytest.mark.parametrize(
    ("phases", "examples"), [("fuzzing", "1"), pytest.param("coverage,fuzzing", "10", marks=pytest.mark.soak)]
)
def test_generated_requests_meet_no_server_error(
    target: tuple[House, str], phases: str, examples: str
) -> None:
    """The phase that takes minutes tries each bound of each parameter, one after the other."""
    home, secret = target
    done = attack(home, secret, "--phases", phases, "--max-examples", examples, "--seed", "1")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/machines/" + "a" * 5000, 404),
        ("/api/v1/machines/%00", 404),
        ("/api/v1/machines/..%2f..%2fetc", 404),
        ("/api/v1/machines/target/files?path=relative", 400),
        ("/api/v1/machines/target/files?path=/a%00b", 400),
        ("/api/v1/images/%ff%fe", 404),
        ("/assets/%2e%2e/%2e%2e/pyproject.toml", 404),
    ],
)
def test_hostile_paths_are_refused(target: tuple[House, str], path: str, status: int) -> None:
    home, secret = target
    answer = httpx.get(home.url + path, headers={"Authorization": f"Bearer {secret}"}, timeout=30)
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"image": 1}',
        b'{"image": "busybox", "vcpus": 1e400}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_malformed_bodies_are_problems(target: tuple[House, str], body: bytes) -> None:
    home, secret = target
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    answer = httpx.post(f"{home.url}/api/v1/machines", content=body, headers=headers, timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "invalid"


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"x" * 70_000,
        b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000,
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 12_000,
    ],
)
def test_a_head_without_end_is_refused(target: tuple[House, str], head: bytes) -> None:
    """One that was collected without a bound would be a way to fill the daemon's memory."""
    home, _ = target
    with socket.create_connection(("127.0.0.1", home.port), timeout=60) as connection:
        try:
            connection.sendall(head)
            for _ in range(64):  # 4 MiB more, if it lets us
                connection.sendall(b"x" * 65536)
            answer = connection.recv(64)
        except (BrokenPipeError, ConnectionResetError):
            return  # it has hung up
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /api/v1/machines?q=" + b"x" * 66_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nNo colon\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # TLS where none is spoken
        b"\x00" * 64,
    ],
    ids=["long", "header", "lengths", "negative", "chunk", "tls", "zeros"],
)
def test_what_is_no_request_is_told_as_a_problem(target: tuple[House, str], sent: bytes) -> None:
    home, _ = target
    with socket.create_connection(("127.0.0.1", home.port), timeout=60) as connection:
        connection.sendall(sent)
        said = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 "), said
    assert b"content-type: application/problem+json" in head
    assert json.loads(body)["code"] == "no_request"
