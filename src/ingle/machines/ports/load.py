"""What machines take of the host, and who is told what their keepers do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ingle.machines.model import Kind
from ingle.machines.ports.engine import Vmm
from ingle.machines.ports.guest_values import GuestMetrics


@dataclass(frozen=True)
class VmmLoad:
    """What one VMM process takes of the host, as the host counts it."""

    cpu_seconds: float  # since the process began: guest, devices and all
    resident_bytes: (
        int  # memory that it maps and that is there; machines from one memory image share some of it
    )
    own_bytes: (
        int | None
    )  # with what is shared divided among those that share it; None: the host does not tell


class MeasurableVmm(Vmm, Protocol):
    """A VMM of an engine with Feature.LOAD."""

    async def load(self) -> VmmLoad:
        """Read from the host; a paused VMM answers as well, and the guest notices nothing. Raises VmmGoneError."""
        ...


@dataclass(frozen=True)
class Sample:
    """What a machine took at one moment. `guest`: as the guest counts it, where that could be asked."""

    at: datetime
    vmm: VmmLoad
    guest: GuestMetrics | None = None


class Work(StrEnum):
    """What keepers do that takes time."""

    BOOT = "boot"
    CREATE = "create"  # as a fork of its image's template
    TAKE = "take"  # the same, with a VMM that waited: until its guest knows who it is
    SLEEP = "sleep"
    WAKE = "wake"
    FORK = "fork"  # a fork's first wake; each fork counts
    BEGIN = "begin"  # the first wake from a snapshot


class Meter(Protocol):
    """Counts what keepers do. Called on the event loop: it must be quick."""

    def took(self, work: Work, seconds: float, *, failed: bool) -> None:
        """Something was done, or could not be."""
        ...

    def stood_still(self, why: Kind, seconds: float) -> None:
        """A machine's vCPUs were paused while it was captured."""
        ...

    def waiting(self, count: int) -> None:
        """So many VMMs wait for a machine to begin with."""
        ...
