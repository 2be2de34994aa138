"""Programs that begin at once: a process that has imported all of the daemon and of the command line forks another each time that it is told to.
Each is as real as any, and dies alone.

Importing is most of what a start costs. Tests of starting itself start the program.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from multiprocessing import connection, reduction
from pathlib import Path
from pkgutil import iter_modules
from subprocess import TimeoutExpired
from typing import Any

from ingle.cli import commands

_fork = multiprocessing.get_context("forkserver")
_fork.set_forkserver_preload(
    [
        *("ingle.daemon.main", "ingle.daemon.catalogue", "ingle.drivers.engines.qemu"),
        # What these import when the first request comes, or the first application is made.
        *("litestar.plugins.pydantic", "litestar.plugins.attrs", "litestar._kwargs", "sqlite3", "uvloop"),
        *("uvicorn.lifespan.off", "uvicorn.protocols.websockets.websockets_sansio_impl"),
        *("anyio._backends._asyncio", "anyio.streams.tls", "httpcore", "certifi"),
        *("ingle.cli.app", "ingle.cli.fast", "ingle.cli.console.comeback", "ingle.sdk.sync.client"),
        *(f"ingle.cli.commands.{module.name}" for module in iter_modules(commands.__path__)),
    ]
)
# Whoever begins or asks for one looks at all others as well, and reads how they ended; only one may at a time.
_turns = threading.Lock()

Program = Callable[[Sequence[str]], Any]


class Pressed:
    """A running program; to its test like one that subprocess.Popen has started. It ends with the test's process at the latest."""

    def __init__(
        self,
        program: Program,
        words: Sequence[str],
        *,
        environment: Mapping[str, str],
        folder: Path,
        stdin: int,
        stdout: int,
        stderr: int,
    ) -> None:
        """`program`: what it is, a function of a module. Its descriptors are copies of these."""
        files = [_Passed(number) for number in (stdin, stdout, stderr)]
        told = (program, list(words), dict(environment), folder, files)
        with _turns:
            self._process = _fork.Process(target=_live, args=told, daemon=True)
            self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit code, below zero for a signal; None while it runs."""
        with _turns:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Raises TimeoutExpired."""
        connection.wait([self._process.sentinel], timeout)
        code = self.poll()
        if code is None:
            raise TimeoutExpired("a pressed program", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # who began it, and waits for it, may be a step ahead
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class PressedDaemon(Pressed):
    """`ingle serve`."""

    def __init__(
        self, *flags: str, environment: Mapping[str, str], log: Path, out: Path | None = None
    ) -> None:
        """What it says goes to the end of `log`, its answer too unless `out` is given."""
        with ExitStack() as files:
            stdin = files.enter_context(Path(os.devnull).open("rb"))
            stdout, stderr = (files.enter_context(path.open("ab")) for path in (out or log, log))
            super().__init__(
                serve,
                flags,
                environment=environment,
                folder=Path.cwd(),
                stdin=stdin.fileno(),
                stdout=stdout.fileno(),
                stderr=stderr.fileno(),
            )


class _Passed:
    """A descriptor that goes along to the new process."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any]]:
        return _received, (reduction.DupFd(self.number),)


def _received(passed: Any) -> _Passed:
    return _Passed(passed.detach())


def _live(
    program: Program,
    words: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    files: Sequence[_Passed],
) -> None:
    """The new process from here on."""
    gc.freeze()
    for place, file in enumerate(files):
        os.dup2(file.number, place)
        os.close(file.number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    raise SystemExit(program(words))


def serve(flags: Sequence[str]) -> int:
    """`ingle serve` that makes ready only what is asked for, and that passwords cost nothing."""
    os.setsid()
    from ingle.daemon.main import run
    from support.cheap import cheap_passwords

    return run([*flags], eager=False, passwords=cheap_passwords())
