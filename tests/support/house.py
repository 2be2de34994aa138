"""A whole Ingle for a test: a real daemon on its own data directory, and the command line on it.

Leaving it stops every machine and the daemon, and fails if a process of this installation is left.
"""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import msgspec

from support.command_line import ingle
from support.databases import migrated_data
from support.furnished import furnish
from support.press import PressedDaemon
from support.stores import Place, lend
from support.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(directory: Path) -> list[int]:
    """Pids of live processes that name the directory in their arguments (VMMs and daemons of this installation)."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                arguments = (entry / "cmdline").read_bytes()
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if os.fsencode(directory) in arguments and state != "Z":
                found.append(int(entry.name))
    return found


class House:
    """One installation: `start`, `kill` or `stop` its daemon, talk to it with `ingle`."""

    def __init__(self, directory: Path, engine: str, settings: Mapping[str, str] | None = None) -> None:
        self.directory = directory
        self.engine = engine
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = directory / "daemon.out"
        self.daemon: PressedDaemon | None = None
        self.place = Place()  # from the first start on, where it keeps things
        self.over = False
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("INGLE_")},
            "INGLE_DATA_DIR": str(directory / "data"),
            "INGLE_LISTEN": f'["127.0.0.1:{self.port}"]',
            "INGLE_ENGINE": engine,
            "INGLE_MACHINES__WAITING__EACH": "0",  # those who ask for waiting VMMs get them; others pay nothing for theirs
            **(settings or {}),
            "XDG_CONFIG_HOME": str(directory / "config"),
        }

    def furnish(self) -> None:
        """Before its first start: give it the image `busybox`, without the work of making it, and with templates for real machines."""
        furnish(self.directory, templates=self.engine == "qemu")

    def start(self) -> None:
        self.place = lend(self.directory / "data", until=lambda: self.over)
        if not self.place.database_url:
            migrated_data(self.directory / "data")
        told = {**self.place.environment(), **self.environment}
        self.daemon = PressedDaemon(environment=told, log=self.log)
        wait_until(self._answers, timeout=60, explain=lambda: self.log.read_text(errors="replace")[-4000:])

    def _answers(self) -> bool:
        assert self.daemon is not None
        assert self.daemon.poll() is None, (
            f"the daemon ended:\n{self.log.read_text(errors='replace')[-4000:]}"
        )
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return b" 200 " in connection.recv(64)
        except OSError:
            return False

    def kill(self) -> None:
        """kill -9: what a crash of the daemon is."""
        assert self.daemon is not None
        self.daemon.kill()
        self.daemon.wait()

    def revive(self) -> None:
        """Start it if it is dead."""
        if self.daemon is None or self.daemon.poll() is not None:
            self.start()

    def end(self) -> None:
        """Nothing of this installation stays, whatever state a failure has left it in."""
        self.over = True
        if self.daemon is not None and self.daemon.poll() is None:
            self.kill()
        for pid in processes_of(self.directory):
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end; its machines run on."""
        assert self.daemon is not None
        self.daemon.terminate()
        assert self.daemon.wait(timeout=60) == 0, self.log.read_text(errors="replace")[-4000:]

    def ingle(
        self, *arguments: str, stdin: bytes = b"", check: bool = True, timeout: float = 300
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the command line and return what it said; `check` makes a failure show its words."""
        done = ingle(*arguments, stdin=stdin, environment=self.environment, timeout=timeout)
        if check and done.returncode != 0:
            raise AssertionError(
                f"ingle {' '.join(arguments)[:200]} exited {done.returncode}: {done.stderr.decode(errors='replace')[-2000:]}"
            )
        return done

    def popen(self, *arguments: str, **options: Any) -> subprocess.Popen[bytes]:
        """`bin/ingle` itself."""
        return subprocess.Popen([str(ROOT / "bin" / "ingle"), *arguments], env=self.environment, **options)

    def json(self, *arguments: str) -> Any:
        return msgspec.json.decode(self.ingle(*arguments, "--json").stdout)

    @contextmanager
    def machine(self, name: str, *command: str) -> Iterator[None]:
        """A busybox machine for a while; what runs on would take the processor from others."""
        self.ingle("create", "--name", name, "busybox", *(("--", *command) if command else ()))
        yield
        self.ingle("rm", "--force", name)

    @property
    def password(self) -> str:
        """The admin's, printed once at the first start."""
        found = re.search(r"password\s+(\S+)", self.log.read_text())
        assert found is not None
        return found[1]

    def machine_names(self) -> Sequence[str]:
        return [machine["name"] for machine in self.json("ls")]

    def clear(self) -> None:
        """Remove every machine."""
        transport = httpx.HTTPTransport(uds=str(self.directory / "data" / "ingle.sock"))
        with httpx.Client(base_url="http://ingle/api/v1", transport=transport, timeout=300) as operator:
            for machine in operator.get("/machines").raise_for_status().json()["items"]:
                operator.delete(f"/machines/{machine['id']}", params={"force": True}).raise_for_status()


@contextmanager
def house(
    engine: str = "qemu", settings: Mapping[str, str] | None = None, *, busybox: bool = False
) -> Iterator[House]:
    """`settings`: more of the daemon's environment. `busybox`: with that image."""
    with TemporaryDirectory(prefix="ingle-house-") as folder:
        made = House(Path(folder), engine, settings)
        try:
            if busybox:
                made.furnish()
            made.start()
            yield made
            if engine != "fake":  # whose machines are nothing but what the daemon knows
                made.clear()
            made.stop()
            wait_until(
                lambda: not processes_of(made.directory),
                timeout=20,
                explain=lambda: f"left running: {processes_of(made.directory)}",
            )
        finally:
            made.end()
