"""Two people on one daemon: to each, the other's things do not exist."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from support.house import House

pytestmark = pytest.mark.machine

PLACEHOLDERS = {"session": "workload", "port": "80", "name": "anything"}
BODIES: dict[str, Any] = {
    "exec": {"argv": ["true"]},
    "mkdir": {"path": "/tmp/x"},
    "move": {"source": "/a", "destination": "/b"},
    "remove": {"path": "/a"},
    "restore": {"snapshot": "kept"},
    "signal": {"signal": "TERM"},
}


@pytest.fixture(scope="module")
def other(home: House) -> Iterator[httpx.Client]:
    password = "correct horse battery"
    home.ingle("user", "create", "mallory", "--password-stdin", stdin=password.encode())
    with httpx.Client(base_url=home.url, headers={"Origin": home.url}, timeout=60) as client:
        client.post("/api/v1/login", json={"name": "mallory", "password": password}).raise_for_status()
        yield client


def machine_endpoints(document: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted(
        (method.upper(), path)
        for path, operations in document["paths"].items()
        if "{machine}" in path or "{machine:" in path
        for method in operations
    )


def test_every_endpoint_tells_the_other_that_there_is_no_such_machine(
    home: House, one: str, other: httpx.Client
) -> None:
    endpoints = machine_endpoints(other.get("/api/v1/openapi.json").json())
    assert len(endpoints) > 15
    state = home.json("inspect", one)
    for reference in (one, state["id"]):
        for method, path in endpoints:
            url = path.replace("{machine}", reference)
            for name, value in PLACEHOLDERS.items():
                url = url.replace("{" + name + "}", value)
            body = BODIES.get(url.rsplit("/", 1)[-1], {} if method in {"POST", "PATCH"} else None)
            answer = other.request(method, url, params={"path": "/etc/hostname"}, json=body)
            assert (answer.status_code, answer.json().get("code")) == (404, "machine_not_found"), (
                f"{method} {url}: {answer.text}"
            )
    assert home.json("inspect", one) == state


def test_lists_show_only_ones_own(home: House, one: str, other: httpx.Client) -> None:
    assert other.get("/api/v1/machines").json()["items"] == []
    assert other.get("/api/v1/images").json()["items"] == []
    assert one in home.machine_names()


def test_names_are_ones_own(home: House, one: str, other: httpx.Client) -> None:
    """A name in use by one person is free for another, and tells nothing."""
    answer = other.post("/api/v1/machines", json={"name": one, "image": "busybox"})
    assert (answer.status_code, answer.json()["code"]) == (404, "image_not_found")


def close_code(url: str, cookie: str, origin: str) -> int:
    """How the server ends a WebSocket: its close code, or the HTTP status that refused it."""
    try:
        with connect(url, additional_headers={"Cookie": cookie}, origin=Origin(origin)) as socket:
            socket.send('{"argv": ["true"]}')
            while True:
                socket.recv(timeout=30)
    except InvalidStatus as refused:
        return refused.response.status_code
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize("path", ["exec", "sessions/workload/attach", "connect/80"])
def test_websockets_refuse_the_other_too(home: House, one: str, other: httpx.Client, path: str) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in other.cookies.items())
    assert close_code(f"ws://127.0.0.1:{home.port}/api/v1/machines/{one}/{path}", cookie, home.url) in {
        404,
        4404,
    }
