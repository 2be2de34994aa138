"""What these rows measure on: a fresh daemon without machines, a token of a person in it, and the reference server beside it."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

sys.path.append(str(Path(__file__).parents[2] / "tests"))

from endurance.remains import proportional_mib, resident_mib
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
    def pids(self) -> Sequence[int]:
        """Of the daemon's processes, its tools aside."""
        return processes_of_daemon(self.home)

    @property
    def resident_mib(self) -> float:
        return sum(map(resident_mib, self.pids))

    @property
    def proportional_mib(self) -> float:
        return sum(map(proportional_mib, self.pids))

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def tell_bare(self, body: bytes, media_type: str = "application/json") -> None:
        """What the reference answers from now on."""
        url, headers = f"http://127.0.0.1:{self.bare_port}/told", {"Content-Type": media_type}
        httpx.put(url, content=body, headers=headers, trust_env=False)

    def mkdir(self, path: str) -> None:
        self.client.post(
            "/files/mkdir", json={"path": path, "parents": True, "exist_ok": True}
        ).raise_for_status()


def processes_of_daemon(home: House) -> Sequence[int]:
    """The first one, then its workers."""
    if home.daemon is None:
        raise RuntimeError("no daemon")
    first = home.daemon.pid
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    return [first, *(int(pid) for pid in children if _is_worker(pid))]


def _is_worker(pid: str) -> bool:
    try:
        return b"ingle.daemon.workers" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # ended meanwhile
        return False


def _has_worker_counts(client: httpx.Client, workers: int) -> bool:
    """Whether each worker is at work: then the daemon tells what they count."""
    told = client.get(client.base_url.copy_with(path="/metrics")).text
    return all(f'worker="{number}"' in told for number in range(1, workers + 1))


@contextmanager
def desk(processes: int = 1) -> Iterator[Desk]:
    """`processes` that serve."""
    settings = {**SETTINGS, "INGLE_WORKERS": str(processes)}
    with house("fake", settings) as home, _bare() as (port, pid):
        token = json.loads(home.ingle("token", "create", "bench", "--json").stdout)["secret"]
        with httpx.Client(
            base_url=f"{home.url}/api/v1",
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,
            timeout=120,
        ) as client:
            wait_until(lambda: _has_worker_counts(client, processes - 1), timeout=120)
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
