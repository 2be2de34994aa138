"""VMM processes of ours: starting one, and recognising one that an earlier daemon started.

A process is ours when it runs as our user, its program is a QEMU, and its arguments name both the machine and the pid file in the machine's
directory. Nothing is ever signalled on the word of a pid file alone: pids are used again.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingle.drivers.engines.qemu.command import NAME_PREFIX
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.runtime import proc
from ingle.runtime.processes import Process, hold

_PROGRAM_PREFIX = "qemu-system-"


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
        if claim_at(pid) != wanted:
            continue
        process = hold(pid)
        if process is None:
            continue
        # Between reading and holding the pid may have changed hands; held, it cannot.
        if process.alive and claim_at(pid) == wanted:
            return process
        process.release()
    return None


def running(root: Path) -> Iterator[tuple[Claim, proc.ProcessIdentity]]:
    """Every VMM whose machine directory is in this folder."""
    folder = root.resolve()
    for pid in proc.pids():
        claim = claim_at(pid)
        if claim is not None and claim.directory.parent == folder:
            identity = proc.identity(pid)
            if identity is not None:
                yield claim, identity


def claim_at(pid: int) -> Claim | None:
    """The claim of a running process, if it is a QEMU of our user."""
    claim = claim_of(proc.command_line(pid))
    if claim is None:
        return None
    program = proc.executable(pid)
    if program is None or not program.name.startswith(_PROGRAM_PREFIX):
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
