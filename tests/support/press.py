"""Daemons that begin at once: a process that has imported all of one forks another each time that it is told to. Each is as real as any, and dies alone.

Importing is most of what a start costs. Tests of starting itself start the program.
"""

import gc
import multiprocessing
import os
from collections.abc import Mapping
from pathlib import Path
from subprocess import TimeoutExpired

_fork = multiprocessing.get_context("forkserver")
_fork.set_forkserver_preload(["ingle.daemon.main", "ingle.daemon.catalogue", "ingle.drivers.engines.qemu"])


class PressedDaemon:
    """A running daemon; to its test like one that subprocess.Popen has started. It ends with the test's process at the latest."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        """Its settings are the environment; what it says goes to the end of `log`."""
        self._process = _fork.Process(target=_live, args=(dict(environment), str(log)), daemon=True)
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

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()


def _live(environment: Mapping[str, str], log: str) -> None:
    """The new process from here on."""
    gc.freeze()
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    for there, number in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(there, number)
    os.close(nothing)
    os.close(said)
    os.environ.clear()
    os.environ.update(environment)
    from ingle.daemon.main import run

    raise SystemExit(run([]))
