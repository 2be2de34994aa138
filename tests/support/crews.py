"""A daemon of several processes, and connections to one of them that the test chooses: the kernel spreads them, so one tries until it is the right one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from support.processes import Daemon
from support.waiting import wait_until

PROC = Path("/proc")


class Answer:
    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Line:
    """One connection that is kept, of one person."""

    def __init__(self, port: int, secret: str) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.secret = secret
        self.connection.connect()

    @property
    def own_port(self) -> int:
        return int(self.connection.sock.getsockname()[1])

    def ask(self, method: str, address: str, content: bytes | None = None, **told: Any) -> Answer:
        """`told`: the fields of a body in JSON."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        if told:
            content, headers["Content-Type"] = json.dumps(told).encode(), "application/json"
        self.connection.request(method, f"/api/v1{address}", content, headers)
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.read())


class Crew:
    """A daemon with one worker."""

    def __init__(self, daemon: Daemon) -> None:
        self.daemon = daemon
        self.port = int(daemon.url.rpartition(":")[2])
        self.house = daemon.process.pid

    @property
    def worker(self) -> int | None:
        """The pid of the worker that is there now."""
        for entry in PROC.iterdir():
            if entry.name.isdigit() and _parent(entry) == self.house and _is_worker(entry):
                return int(entry.name)
        return None

    def wait_for_worker(self) -> int:
        """Until it accepts connections."""
        wait_until(self._worker_serves, timeout=120, explain=lambda: self.daemon.err[-3000:])
        worker = self.worker
        assert worker is not None
        return worker

    @contextmanager
    def line(self, pid: int, secret: str) -> Iterator[Line]:
        """A connection that this process has."""
        missed = []
        try:
            while len(missed) < 200:
                line = Line(self.port, secret)
                missed.append(line)
                if self.holder(line) == pid:
                    yield line
                    return
            raise AssertionError(f"no connection came to process {pid}")
        finally:
            for line in missed:
                line.connection.close()

    def holder(self, line: Line) -> int | None:
        """Which process has it, once it was accepted."""
        found: list[int] = []

        def look() -> bool:
            inode = _inode(self.port, line.own_port)
            found[:] = [pid for pid in (self.house, self.worker) if pid and inode in _sockets(pid)]
            return bool(found)

        wait_until(look, timeout=60)
        return found[0]

    def _worker_serves(self) -> bool:
        worker = self.worker
        if worker is None:
            return False
        line = Line(self.port, "")
        try:
            return self.holder(line) == worker
        finally:
            line.connection.close()


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _is_worker(entry: Path) -> bool:
    try:
        return b"ingle.daemon.workers" in (entry / "cmdline").read_bytes()
    except OSError:
        return False


def _inode(server: int, client: int) -> str:
    """Of the server's side of a connection on loopback; 0 while nobody has accepted it."""
    for row in (PROC / "net/tcp").read_text().splitlines()[1:]:
        _, local, remote, *rest = row.split()
        if (int(local.partition(":")[2], 16), int(remote.partition(":")[2], 16)) == (server, client):
            return rest[6]
    return "0"


def _sockets(pid: int) -> set[str]:
    found = set()
    try:
        for entry in (PROC / str(pid) / "fd").iterdir():
            try:
                target = str(entry.readlink())
            except OSError:  # closed meanwhile
                continue
            found.add(target.removeprefix("socket:[").removesuffix("]"))
    except OSError:  # the process is gone
        return set()
    return found
