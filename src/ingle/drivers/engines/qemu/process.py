"""VMM processes of ours: starting one, and recognising one that an earlier daemon started.

A process is ours when it runs as our user, its program is a QEMU, and its arguments name both the machine and the pid file in the machine's
directory. Nothing is ever signalled on the word of a pid file alone: pids are used again.

A start that its daemon did not live to see through is bubblewrap with the very same arguments behind its own, or a VMM that may still lack its memory,
or reach the host. Nobody has been told of it, so it is ended and not adopted.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from anyio import to_thread

from ingle.drivers.engines.qemu.command import NAME_PREFIX
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.runtime import proc
from ingle.runtime.processes import Process, hold

_PROGRAM_PREFIX = "qemu-system-"
_JAILER = "bwrap"


@dataclass(frozen=True)
class Claim:
    """What a VMM process says of itself in its arguments."""

    machine_id: str
    directory: Path


def claim_of(argv: tuple[str, ...]) -> Claim | None:
    """Whose VMM this command line would be; None for a stranger's. Pure."""
    options = dict(pairwise(argv))
    name, pid_file = options.get("-name", ""), Path(options.get("-pidfile", ""))
    if not name.startswith(NAME_PREFIX) or pid_file.name != VmmFiles(pid_file.parent).pid.name:
        return None
    return Claim(name.removeprefix(NAME_PREFIX), pid_file.parent)


def find(machine_id: str, directory: Path) -> Process | None:
    """The machine's running VMM, held. The pid file is looked at first; without one that tells the truth, every process is."""
    wanted = Claim(machine_id, directory.resolve())
    for pid in _candidates(VmmFiles(directory).pid):
        process = _hold(pid, wanted, _PROGRAM_PREFIX)
        if process is not None:
            return process
    return None


def running(root: Path) -> Iterator[tuple[Claim, proc.ProcessIdentity]]:
    """Every VMM whose machine directory is in this folder, after every start of one that is under way."""
    folder = root.resolve()
    for program in (_JAILER, _PROGRAM_PREFIX):
        for pid in proc.pids():
            claim = claim_at(pid, program)
            if claim is not None and claim.directory.parent == folder:
                identity = proc.identity(pid)
                if identity is not None:
                    yield claim, identity


def claimed() -> set[str]:
    """The machine of every VMM of our user, and of every start of one."""
    found = (claim_at(pid, program) for program in (_JAILER, _PROGRAM_PREFIX) for pid in proc.pids())
    return {claim.machine_id for claim in found if claim is not None}


async def end_unfinished(machine_id: str, directory: Path) -> None:
    """End the starts of this machine that another daemon left half-way; for who has none under way. Afterwards each is gone, or is a finished VMM.

    Looks again until there are none, because one that is ended may just have made another. A jailer whose VMM runs already is ended too: it only waits for it.
    """
    wanted = Claim(machine_id, await to_thread.run_sync(directory.resolve))
    while found := await to_thread.run_sync(_unfinished, wanted):
        for process in found:
            await process.kill()
            process.release()


def _unfinished(wanted: Claim) -> list[Process]:
    half_way = VmmFiles(wanted.directory).unfinished.exists()
    programs = (_JAILER, _PROGRAM_PREFIX) if half_way else (_JAILER,)
    held = (_hold(pid, wanted, program) for program in programs for pid in proc.pids())
    return [process for process in held if process is not None]


def _hold(pid: int, wanted: Claim, program_prefix: str) -> Process | None:
    """This process, if it runs such a program and makes this claim."""
    if claim_at(pid, program_prefix) != wanted:
        return None
    process = hold(pid)
    if process is None:
        return None
    # Between reading and holding the pid may have changed hands; held, it cannot.
    if process.alive and claim_at(pid, program_prefix) == wanted:
        return process
    process.release()
    return None


def claim_at(pid: int, program_prefix: str) -> Claim | None:
    """The claim of a running process of our user, if its program is called so."""
    claim = claim_of(proc.command_line(pid))
    if claim is None:
        return None
    program = proc.executable(pid)
    if program is None or not program.name.startswith(program_prefix):
        return None
    try:
        owner = (proc.PROC / str(pid)).stat().st_uid
    except FileNotFoundError:
        return None
    return claim if owner == os.geteuid() else None


def point_at(files: VmmFiles, pid: int) -> None:
    """Write into the pid file which process it is out here. QEMU, in a pid namespace of its own, has written the pid that it has in there."""
    files.pid.write_text(f"{pid}\n")


def _candidates(pid_file: Path) -> Iterator[int]:
    try:
        word = pid_file.read_text(errors="replace").strip()
    except FileNotFoundError:
        word = ""
    if word.isdecimal():
        yield int(word)
    yield from proc.pids()
