"""Memory that several processes of one installation share: a number that only grows, and room for rows that are changed under a lock.

The memory has no name and ends with the last process that has it. Locks are the kernel's (fcntl(2)), so one that is held by a process that dies is free.
"""

import fcntl
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

_NUMBER = struct.Struct("=Q")


class Count(Protocol):
    """How often something has happened."""

    def read(self) -> int: ...

    def add(self) -> None: ...


class OwnCount:
    """Of one process."""

    def __init__(self) -> None:
        self._number = 0

    def read(self) -> int:
        return self._number

    def add(self) -> None:
        self._number += 1


class SharedMemory:
    """So many bytes, zeros at first. `descriptor` is what another process opens it by."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.bytes = mmap.mmap(descriptor, 0)

    @classmethod
    def make(cls, size: int) -> "SharedMemory":
        descriptor = os.memfd_create("ingle", os.MFD_CLOEXEC)
        os.ftruncate(descriptor, size)
        return cls(descriptor)

    def close(self) -> None:
        self.bytes.close()
        os.close(self.descriptor)

    @contextmanager
    def locked(self, offset: int, size: int) -> Iterator[None]:
        """No other process has these bytes locked meanwhile. Other threads of this one may: it is for one thread."""
        fcntl.lockf(self.descriptor, fcntl.LOCK_EX, size, offset)
        try:
            yield
        finally:
            fcntl.lockf(self.descriptor, fcntl.LOCK_UN, size, offset)


class SharedCount:
    """Eight bytes of shared memory, to which one process adds and which all read."""

    SIZE = _NUMBER.size

    def __init__(self, memory: SharedMemory, offset: int = 0) -> None:
        self._memory = memory
        self._offset = offset

    def read(self) -> int:
        (number,) = _NUMBER.unpack_from(self._memory.bytes, self._offset)
        return int(number)

    def add(self) -> None:
        _NUMBER.pack_into(self._memory.bytes, self._offset, self.read() + 1)
