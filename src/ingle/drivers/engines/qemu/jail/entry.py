"""From bubblewrap to the program: what we hold in the end is the program itself, so that pidfd, wait, exit and /proc are QEMU's, as without a jail.

bubblewrap makes the namespaces in a child of its own, which then becomes the program, while bubblewrap waits for it. Once the program runs, bubblewrap
is ended and we are its parent (`runtime/orphans.py`): a VMM is one process, and its exit is told to us.
"""

import json
import os
from pathlib import Path

import anyio
from anyio import to_thread

from ingle.drivers.engines.qemu.files import tail
from ingle.machines.errors import EngineError
from ingle.runtime import proc
from ingle.runtime.orphans import inherit
from ingle.runtime.processes import Process, hold

_LOOK_SECONDS = 0.001  # a jail is made in 5 to 10 ms
_PATIENCE_SECONDS = 60.0
_BWRAPS_WORDS = "bwrap: "


async def see_in(between: Process, told: int, bwrap: Path, log: Path) -> Process:
    """The program that this bubblewrap starts, a child of ours; `told` is the pipe on which it tells which process that is. A program that has ended
    meanwhile is answered with bubblewrap in its place, which has ended with its code (128 more than the number of a signal).

    Not to be cancelled: half-way there nobody holds the process. Raises EngineError with bubblewrap's words when it could not start it.
    """
    process = _child(between, await _read_json(told))
    if process is not None:
        await _becomes(process, await to_thread.run_sync(bwrap.stat))
        if process.alive:
            await inherit(between)
            return process
        process.release()
    exit_ = await between.wait()
    words = tail(log)
    if exit_.code != 0 and (process is None or words.startswith(_BWRAPS_WORDS)):
        between.release()
        raise EngineError(f"cannot make a jail: {words}", log_tail=words)
    return between


def _child(between: Process, told: bytes) -> Process | None:
    """The process that bubblewrap has made, held; None when it has made none, or that has ended and is reaped."""
    if not told:
        return None
    process = hold(json.loads(told)["child-pid"])
    if process is None:
        return None
    # While bubblewrap is not reaped its pid is its own, so a child of that pid is its child.
    if proc.parent(process.identity.pid) == between.identity.pid:
        return process
    process.release()
    return None


async def _becomes(process: Process, bwrap: os.stat_result) -> None:
    """Return when it runs the program, or has ended. Nothing tells that: bubblewrap executes it as the last thing it does."""
    with anyio.move_on_after(_PATIENCE_SECONDS):
        while process.alive and not _runs_another(process.identity.pid, bwrap):  # noqa: ASYNC110  # no event tells
            await anyio.sleep(_LOOK_SECONDS)
        return
    await process.kill()


def _runs_another(pid: int, program: os.stat_result) -> bool:
    try:
        return not os.path.samestat((proc.PROC / str(pid) / "exe").stat(), program)
    except OSError:  # it is just ending
        return False


async def _read_json(pipe: int) -> bytes:
    """One object, which bubblewrap writes in pieces; nothing when it ends before."""
    parts = b""
    while not parts.rstrip().endswith(b"}"):
        await anyio.wait_readable(pipe)
        part = os.read(pipe, 4096)
        if not part:
            return b""
        parts += part
    return parts
