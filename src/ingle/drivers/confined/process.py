"""Running a confined program: its output as it comes, and whatever happens, its end."""

import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import IO

import anyio
from anyio import to_thread
from anyio.abc import Process

from ingle.drivers.confined.command import Bounds, confined_command
from ingle.runtime.processes import ProgramMissingError, find_program

_PIECE = 1 << 18
_NICE = ("nice", "-n", "10")


class Confined:
    """A program that runs."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def output(self) -> AsyncIterator[bytes]:
        """Its stdout; it waits while nobody takes it."""
        assert self._process.stdout is not None  # noqa: S101 - it was piped
        while True:
            try:
                yield await self._process.stdout.receive(_PIECE)
            except (anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError):
                return

    async def ended(self) -> int:
        """What it exited with; negative: the signal that ended it."""
        return await self._process.wait()


@asynccontextmanager
async def confined(
    argv: Sequence[str], stdin: IO[bytes], bounds: Bounds, *, seen: Sequence[Path] = ()
) -> AsyncIterator[Confined]:
    """`stdin`: what it works on. Its stderr is heard by nobody: who made the bytes could say anything there.

    Raises TimeoutError after `bounds.seconds`, ProgramMissingError; it is killed when the context ends.
    """
    bwrap = await to_thread.run_sync(find_bwrap)
    command = [*_NICE, *confined_command(find_program("prlimit"), bwrap, argv, bounds, seen=seen)]
    with anyio.fail_after(bounds.seconds):
        process = await anyio.open_process(
            command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield Confined(process)
        finally:
            with anyio.CancelScope(shield=True):
                if process.returncode is None:
                    process.kill()  # and all that is in its namespace, which dies with its parent
                await process.aclose()


@cache
def find_bwrap() -> Path | None:
    """None where it is not installed, or where this host lets nobody make namespaces; resources are held there, and no more."""
    try:
        bwrap = find_program("bwrap")
    except ProgramMissingError:
        return None
    tried = subprocess.run(
        [str(bwrap), "--unshare-all", "--ro-bind", "/", "/", "--", "/bin/true"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return bwrap if tried.returncode == 0 else None
