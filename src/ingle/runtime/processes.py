"""Processes: long-lived ones that outlive the daemon, held by pidfd, and short tools that are run to their end. Nothing here knows what they are for.

A `Process` is held by a pidfd, so a signal can never reach a stranger that got the pid later, and waiting needs no polling and works for
processes that are not our children (those that an earlier daemon started).
"""

import errno
import os
import resource
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.base.errors import IngleError, Kind, UnavailableError
from ingle.runtime import proc
from ingle.runtime.cgroups import ControlGroup
from ingle.runtime.proc import ProcessIdentity

ERROR_TAIL = 2000  # characters of a tool's stderr that go into its error
SYSTEM_PATH = (
    "/usr/local/sbin:/usr/sbin:/sbin"  # where mkfs and its like are; an ordinary user's PATH lacks it
)


class ProgramMissingError(UnavailableError):
    code = "program_missing"

    def __init__(self, program: str) -> None:
        super().__init__(f"{program} is not installed; `ingle doctor` says what to type", program=program)


class ToolError(IngleError):
    """A tool failed; `stderr` is what it said."""

    code = "tool_failed"

    def __init__(self, program: str, what: str, stderr: str) -> None:
        super().__init__(f"{program} {what}" + (f": {stderr}" if stderr else ""), program=program)
        self.stderr = stderr


class ToolTimeoutError(ToolError):
    kind = Kind.TIMEOUT
    code = "tool_timeout"


@dataclass(frozen=True)
class ProcessExit:
    """How a process ended; both are None for one that was not our child."""

    code: int | None = None
    signal: int | None = None


class Process:
    """A running or ended process, held by its pidfd. `release` lets go of it without touching it."""

    def __init__(self, pidfd: int, identity: ProcessIdentity) -> None:
        self.identity = identity
        self._pidfd = pidfd
        self._exit: ProcessExit | None = None
        self._companions: list[Process] = []

    def accompany(self, companion: "Process") -> None:
        """From now on the other one is of no use without this one: it is killed and reaped with it, and released with it."""
        self._companions.append(companion)

    @property
    def alive(self) -> bool:
        """Whether it has not ended. A zombie has."""
        if self._exit is not None or self._pidfd < 0:
            return False
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return not poll.poll(0)

    async def wait(self) -> ProcessExit:
        """Return when it has ended. Any number may wait, and each may be cancelled."""
        if self._exit is not None:
            return self._exit
        own = os.dup(self._pidfd)  # the loop takes one waiter per descriptor
        try:
            await anyio.wait_readable(own)
            if self._exit is None:
                self._exit = _reap(own)
            await self._dismiss()
            return self._exit
        finally:
            os.close(own)

    async def _dismiss(self) -> None:
        with anyio.CancelScope(shield=True):
            while self._companions:
                companion = self._companions.pop()
                await companion.kill()
                companion.release()

    def signal(self, number: int) -> None:
        """Send a signal; nothing happens when it has ended."""
        if self._exit is None and self._pidfd >= 0:
            try:
                signal.pidfd_send_signal(self._pidfd, number)
            except ProcessLookupError:
                return

    async def kill(self) -> ProcessExit:
        """SIGKILL, and wait until it is gone."""
        self.signal(signal.SIGKILL)
        return await self.wait()

    def release(self) -> None:
        """Close the descriptor. The process goes on, and so do its companions."""
        while self._companions:
            self._companions.pop().release()
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1


def _reap(pidfd: int) -> ProcessExit:
    """How the ended process ended."""
    try:
        status = os.waitid(os.P_PIDFD, pidfd, os.WEXITED)
    except ChildProcessError:  # not our child: its parent learns how it ended
        return ProcessExit()
    if status is None:  # only ever with WNOHANG
        return ProcessExit()
    if status.si_code == os.CLD_EXITED:
        return ProcessExit(code=status.si_status)
    return ProcessExit(signal=status.si_status)


def hold(pid: int) -> Process | None:
    """A process that somebody else started, or None when there is none. The caller proves that it is the one it means *after* this:
    from now on the pid cannot be given to another."""
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return None
    identity = proc.identity(pid)
    if identity is None:
        os.close(pidfd)
        return None
    return Process(pidfd, identity)


@dataclass(frozen=True)
class Detached:
    """A process to start that shall outlive us: own session, no terminal, nothing inherited but what is named."""

    argv: Sequence[str]
    log: Path  # stdout and stderr; emptied first
    cwd: Path
    env: Mapping[str, str]
    descriptors: Sequence[int] = ()  # kept open under the same numbers
    file_limit: int | None = None  # bytes that any file it writes may have (RLIMIT_FSIZE)
    group: ControlGroup | None = None  # that it is born in


async def spawn(spec: Detached) -> Process:
    """Start it. Raises ProgramMissingError, or OSError as the system says it."""
    return await to_thread.run_sync(_spawn, spec)


def _spawn(spec: Detached) -> Process:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
    log = os.open(spec.log, flags, 0o600)
    try:
        child = subprocess.Popen(
            _entering(spec),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=spec.cwd,
            env=dict(spec.env),
            pass_fds=tuple(spec.descriptors),
            start_new_session=True,
            restore_signals=False,  # SIGXFSZ stays ignored: beyond the file limit a write fails, the process lives
        )
    except FileNotFoundError as error:
        raise ProgramMissingError(spec.argv[0]) from error
    finally:
        os.close(log)
    # Until it is reaped its pid stays its own, so this pidfd is surely the child's.
    pidfd = os.pidfd_open(child.pid)
    child.returncode = 0  # we reap by pidfd; Popen must neither do so nor warn about a running child
    if spec.file_limit is not None:
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (spec.file_limit, spec.file_limit))
    identity = proc.identity(child.pid)
    if identity is None:  # cannot be: it lives, or is a zombie that only we can reap
        raise ProcessLookupError(errno.ESRCH, f"process {child.pid} is not in /proc")
    return Process(pidfd, identity)


def _entering(spec: Detached) -> Sequence[str]:
    """The program, or a shell that goes into the group and then becomes the program."""
    if spec.group is None:
        return spec.argv
    if not Path(spec.argv[0]).exists():  # which only the shell would say
        raise ProgramMissingError(spec.argv[0])
    return spec.group.born_in(spec.argv)


def find_program(name: str) -> Path:
    """Where a program is, system directories included. Raises ProgramMissingError."""
    found = shutil.which(name, path=os.environ.get("PATH", os.defpath) + os.pathsep + SYSTEM_PATH)
    if found is None:
        raise ProgramMissingError(name)
    return Path(found)


async def run(
    argv: Sequence[str], *, timeout: float, cwd: Path | None = None, stdin: bytes | None = None
) -> bytes:
    """Run a tool to its end and return its stdout. It is killed after `timeout` seconds, and when the caller is cancelled.

    Raises ToolError with what it wrote to stderr, ToolTimeoutError, ProgramMissingError.
    """
    program = find_program(argv[0])
    with anyio.move_on_after(timeout):
        with _readable(stdin) as given:
            done = await anyio.run_process([str(program), *argv[1:]], check=False, cwd=cwd, stdin=given)
        if done.returncode != 0:
            stderr = done.stderr.decode(errors="replace").strip()[-ERROR_TAIL:]
            raise ToolError(program.name, f"failed with status {done.returncode}", stderr)
        return done.stdout
    raise ToolTimeoutError(program.name, f"took longer than {timeout:g} s", "")


@contextmanager
def _readable(content: bytes | None) -> Iterator[int]:
    """A descriptor for a tool's stdin: of a file, since a pipe breaks when the tool ends without reading it, and then nobody hears what it said."""
    if content is None:
        yield subprocess.DEVNULL
        return
    with os.fdopen(os.memfd_create("stdin"), "w+b") as file:
        file.write(content)
        file.seek(0)
        yield file.fileno()
