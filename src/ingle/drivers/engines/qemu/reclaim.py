"""Giving a VMM's memory back to the host: its changed pages to swap, and what is the file's dropped (process_madvise(2), MADV_PAGEOUT)."""

import ctypes
import os
import subprocess
from pathlib import Path

from ingle.drivers.engines.qemu.command import memory_path
from ingle.drivers.engines.qemu.pages import IoVec, find_memory
from ingle.machines.errors import EngineError
from ingle.runtime import proc
from ingle.runtime.processes import Process

_PROCESS_MADVISE = 440  # the same number on every architecture
_PAGEOUT = 21
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def works_here() -> bool:
    """Whether this process may do it to another one: that takes CAP_SYS_NICE, and a kernel that knows it. Tried on a process that waits for us."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        pidfd = os.pidfd_open(child.pid)
        try:
            return _advise(pidfd, 0, 0)
        finally:
            os.close(pidfd)


def reclaim(process: Process) -> None:
    """Best effort: what is refused, or gone meanwhile, is left as it is. Blocks."""
    pid = process.identity.pid
    path = memory_path(proc.command_line(pid))
    if path is not None:
        _reclaim(process, path)


def _reclaim(process: Process, path: Path) -> None:
    try:
        memory = find_memory(process.identity.pid, path)
        pidfd = os.pidfd_open(process.identity.pid)
    except (EngineError, OSError):
        return
    try:
        if process.alive:  # so that pid was its own a moment ago
            _advise(pidfd, memory.start, memory.size)
    finally:
        os.close(pidfd)


def _advise(pidfd: int, start: int, size: int) -> bool:
    area = IoVec(start, size)
    words = (pidfd, ctypes.byref(area), ctypes.c_size_t(1 if size else 0), _PAGEOUT, 0)
    return bool(_libc.syscall(_PROCESS_MADVISE, *words) >= 0)
