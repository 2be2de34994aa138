"""Running a tool to its end: its own session, killed whole when the caller is cancelled, asked to stop when the daemon dies."""

import os
import shutil
import signal
import subprocess
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import anyio
from anyio.abc import ByteReceiveStream, Process
from anyio.streams.buffered import BufferedByteReceiveStream

from ingle.images.errors import tool_missing

GRACE_SECONDS = 10  # mmdebstrap removes its own chroot when it is told to end
# The Debian package that brings a tool, where it is called otherwise.
PACKAGES = {
    "apt-get": "apt",
    "apt-config": "apt",
    "dpkg-deb": "dpkg",
    "setpriv": "util-linux",
    "unshare": "util-linux",
}

_MAX_LINE = 64 * 1024
_TAIL_LINES = 40

# What stands between the daemon and a tool. When the daemon is killed, the kernel tells the shell (prctl(2), PR_SET_PDEATHSIG), and that
# tells the tool's whole process group, so that it cleans up: mmdebstrap alone would go on until its present child has ended.
# The umask is set here because what a tool makes in an image must not depend on the daemon's, and uvloop cannot set it for a child.
_KEPT = (
    "setpriv", "--pdeathsig", "TERM", "--", "/bin/sh", "-c",
    """umask 022; exec 3<&0; trap 'trap "" TERM; kill 0; wait' TERM; "$@" <&3 3<&- & exec 3<&- <&-; wait $!""", "sh",
)  # fmt: skip


@dataclass(frozen=True)
class Ended:
    code: int
    tail: str  # the last lines of stderr


def require_tool(name: str) -> None:
    """Raises ImageToolMissingError, which says what to type."""
    if shutil.which(name) is None:
        raise tool_missing(name, PACKAGES.get(name, name))


async def run_tool(
    argv: Sequence[str],
    *,
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] = lambda _: None,
    on_output: Callable[[str], None] = lambda _: None,
) -> Ended:
    """Run it; `on_line` hears each line of stderr, `on_output` each of stdout. Raises ImageToolMissingError."""
    require_tool(argv[0])
    tail: deque[str] = deque(maxlen=_TAIL_LINES)

    def remember(line: str) -> None:
        tail.append(line)
        on_line(line)

    async with _started(argv, cwd, env) as process, anyio.create_task_group() as tasks:
        tasks.start_soon(_each_line, process.stderr, remember)
        tasks.start_soon(_each_line, process.stdout, on_output)
        tasks.start_soon(_feed, process, stdin)
        code = await process.wait()
    return Ended(code, "\n".join(tail))


@asynccontextmanager
async def _started(
    argv: Sequence[str], cwd: Path | None, env: Mapping[str, str] | None
) -> AsyncIterator[Process]:
    # Who is cancelled on the way to a process kills it alone, without what it has begun already.
    with anyio.CancelScope(shield=True):
        process = await anyio.open_process(
            [*_KEPT, *argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=env,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with anyio.CancelScope(shield=True):
            await _end(process)
            await process.aclose()


async def _end(process: Process) -> None:
    """Ask its whole session to end, then kill; nothing to do when it has ended by itself."""
    if process.returncode is not None:
        return
    _signal(process.pid, signal.SIGTERM)
    with anyio.move_on_after(GRACE_SECONDS):
        await process.wait()
        return
    _signal(process.pid, signal.SIGKILL)
    await process.wait()


def _signal(session: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(session, number)


async def _feed(process: Process, data: bytes) -> None:
    if process.stdin is None:
        return
    with suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
        await process.stdin.send(data)
        await process.stdin.aclose()


async def _each_line(stream: ByteReceiveStream | None, tell: Callable[[str], None]) -> None:
    """Lines also end with a carriage return, as progress bars write them; an endless one is cut."""
    if stream is None:
        return
    buffered = BufferedByteReceiveStream(stream)
    rest = b""
    with suppress(anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError):
        while True:
            *lines, rest = (rest + await buffered.receive(_MAX_LINE)).replace(b"\r", b"\n").split(b"\n")
            for line in lines:
                tell(line.decode(errors="replace"))
            rest = rest[-_MAX_LINE:]
    if rest:
        tell(rest.decode(errors="replace"))
