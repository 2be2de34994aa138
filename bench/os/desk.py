"""What these rows measure on: a fresh daemon without machines, a token of a person in it, and the reference server beside it."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

sys.path.append(str(Path(__file__).parents[2] / "tests"))

from support.house import House, free_port, house
from support.waiting import wait_until

SETTINGS: Mapping[str, str] = {"INGLE_ACCOUNTS__LIMITS__REQUESTS_PER_MINUTE": "0"}


@dataclass(frozen=True)
class Desk:
    home: House
    client: httpx.Client  # of Ingle, with the token
    token: str
    bare_port: int
    bare_pid: int

    @property
    def pid(self) -> int:
        if self.home.daemon is None:
            raise RuntimeError("no daemon")
        return self.home.daemon.pid

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def tell_bare(self, body: bytes) -> None:
        """What the reference answers from now on."""
        httpx.put(f"http://127.0.0.1:{self.bare_port}/told", content=body, trust_env=False)

    def mkdir(self, path: str) -> None:
        self.client.post(
            "/files/mkdir", json={"path": path, "parents": True, "exist_ok": True}
        ).raise_for_status()


@contextmanager
def desk() -> Iterator[Desk]:
    with house("fake", SETTINGS) as home, _bare() as (port, pid):
        token = json.loads(home.ingle("token", "create", "bench", "--json").stdout)["secret"]
        with httpx.Client(
            base_url=f"{home.url}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,
            timeout=120,
        ) as client:
            yield Desk(home, client, token, port, pid)


@contextmanager
def _bare() -> Iterator[tuple[int, int]]:
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "bench.os.bare", str(port)])
    try:
        wait_until(lambda: _answers(port), timeout=60)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).is_success
    except httpx.TransportError:
        return False
