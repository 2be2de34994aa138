"""Daemons that begin at once: a process that has imported all of one forks another each time that it is told to. Each is as real as any, and dies alone.

Importing is most of what a start costs. Tests of starting itself start the program.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import TimeoutExpired

_fork = multiprocessing.get_context("forkserver")
_fork.set_forkserver_preload(["ingle.daemon.main", "ingle.daemon.catalogue", "ingle.drivers.engines.qemu"])


class PressedDaemon:
    """A running daemon; to its test like one that subprocess.Popen has started. It ends with the test's process at the latest."""

    def __init__(
        self, *flags: str, environment: Mapping[str, str], log: Path, out: Path | None = None
    ) -> None:
        """What it says goes to the end of `log`, its answer too unless `out` is given."""
        told = (flags, dict(environment), str(log), str(out or log))
        self._process = _fork.Process(target=_live, args=told, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit code, below zero for a signal; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Raises TimeoutExpired."""
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise TimeoutExpired("ingle serve", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


def _live(flags: Sequence[str], environment: Mapping[str, str], log: str, out: str) -> None:
    """The new process from here on."""
    gc.freeze()
    os.setsid()
    for number, path, how in (
        (0, os.devnull, os.O_RDONLY),
        (1, out, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
        (2, log, os.O_WRONLY | os.O_APPEND | os.O_CREAT),
    ):
        opened = os.open(path, how, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environment)
    from ingle.daemon.main import run

    raise SystemExit(run([*flags]))
