"""Becoming the parent of a grandchild: some tools start a program for us and stay between us and it, so that only they learn how it ends."""

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import anyio

from ingle.runtime.processes import Process

_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_libc = ctypes.CDLL(None, use_errno=True)
_lock = threading.Lock()
_collectors = 0


async def inherit(between: Process) -> None:
    """End a child of ours, and be the parent of its children: from now on they are waited for like our own. Cannot be cancelled, and takes no time.

    The kernel gives orphans to the nearest ancestor that wants them. We want them only now, because at other times they would be nobody's and stay zombies.
    """
    with _collecting(), anyio.CancelScope(shield=True):
        await between.kill()
    between.release()


@contextmanager
def _collecting() -> Iterator[None]:
    global _collectors
    with _lock:
        _collectors += 1
        _want_orphans(True)
    try:
        yield
    finally:
        with _lock:
            _collectors -= 1
            if _collectors == 0:
                _want_orphans(False)


def _want_orphans(wanted: bool) -> None:
    if _libc.prctl(_PR_SET_CHILD_SUBREAPER, int(wanted), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
