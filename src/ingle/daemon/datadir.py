"""The data directory: made, private to its user, and in the hands of one daemon at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingle.base.errors import ConflictError, UnavailableError


@contextmanager
def hold(directory: Path) -> Iterator[None]:
    """Own the directory. The lock is the kernel's, so it ends with the process, however that ends; `daemon.pid` only tells people who has it.

    Raises ConflictError when another daemon has it, UnavailableError when it cannot be written.
    """
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(directory / "daemon.pid", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UnavailableError(f"cannot use the data directory {directory}: {error.strerror}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pid = _pid_in(lock)
        os.close(lock)
        raise ConflictError(
            f"another daemon (process {pid or 'unknown'}) uses {directory}; stop it, or name another --data-dir"
        ) from None
    try:
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.ftruncate(lock, 0)
        os.close(lock)


def holder(directory: Path) -> int | None:
    """The pid of the daemon that has the directory; None when nobody has."""
    try:
        lock = os.open(directory / "daemon.pid", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _pid_in(lock)
    finally:
        os.close(lock)
    return None


def _pid_in(lock: int) -> int | None:
    """What the holder has written; None in the moment before it has."""
    written = os.read(lock, 32).strip()
    return int(written) if written.isdigit() else None
