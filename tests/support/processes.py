"""A daemon as a process of its own, for tests of how it starts and ends, and for clients that block."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from support.press import PressedDaemon
from support.stores import Place, lend
from support.waiting import wait_until

READY = re.compile(r"is ready: http://localhost:(\d+)\n")


class Daemon:
    """What it says is collected in files. The fake engine and a free port, unless the flags say otherwise."""

    def __init__(
        self, folder: Path, number: int, *flags: str, program: bool = False, place: Place | None = None
    ) -> None:
        """`program`: started as a person does, which takes seconds longer. `place`: another than the run's."""
        self.data = folder / "data"
        self._out, self._err = folder / f"{number}.out", folder / f"{number}.err"
        place = place or lend(self.data, until=lambda: self.process.poll() is not None)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("INGLE_")},
            **place.environment(),
        }
        given = ["--data-dir", str(self.data), "--engine", "fake", "--listen", "127.0.0.1:0", *flags]
        self._out.touch()
        self._err.touch()
        self.process: subprocess.Popen[bytes] | PressedDaemon
        if not program:
            self.process = PressedDaemon(*given, environment=environment, log=self._err, out=self._out)
            return
        with self._out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ingle.daemon", *given],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment,
            )

    @property
    def out(self) -> str:
        return self._out.read_text()

    @property
    def err(self) -> str:
        return self._err.read_text()

    def wait_ready(self) -> "Daemon":
        def ready_or_over() -> bool:
            return READY.search(self.out) is not None or self.process.poll() is not None

        wait_until(ready_or_over, timeout=60, explain=lambda: self.err)
        assert self.process.poll() is None, self.err
        return self

    @property
    def url(self) -> str:
        match = READY.search(self.out)
        assert match is not None
        return f"http://127.0.0.1:{match[1]}"

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """As the operator, on the Unix socket."""
        transport = httpx.HTTPTransport(uds=str(self.data / "ingle.sock"))
        with httpx.Client(base_url="http://ingle", transport=transport, timeout=60) as client:
            return client.request(method, path, **options)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=20)
