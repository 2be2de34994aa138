"""The engine: what starts, adopts and ends VMMs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from anyio.abc import ByteStream


class Feature(StrEnum):
    """What an engine can do beyond booting; policy reads this instead of trying and catching."""

    PAUSE = "pause"
    SNAPSHOT = "snapshot"
    FORK = "fork"


@dataclass(frozen=True)
class Kernel:
    """A bootable kernel with its initramfs (which holds the agent as /init)."""

    kernel: Path
    initrd: Path
    version: str
    kind: Literal["lean", "debian", "fake"]


@dataclass(frozen=True)
class VmmSpec:
    """Everything an engine needs to start one VMM. Nothing of the workload: that goes over the guest link."""

    machine_id: str
    directory: Path  # the machine's own; sockets, pid file, console log and the writable layer live here
    kernel: Kernel
    root_image: Path  # read-only SquashFS or EROFS, shared between machines
    disk: Path  # the writable layer, an ext4 file system in a sparse raw file; made by prepare()
    disk_mib: int
    vcpus: int
    memory_mib: int
    mac: str


@dataclass(frozen=True)
class VmmIdentity:
    """Which process a VMM is, so that a pid used again is never taken for it."""

    pid: int
    started_ticks: int  # field 22 of /proc/PID/stat: clock ticks since the host's boot
    host_boot_id: str  # /proc/sys/kernel/random/boot_id


@dataclass(frozen=True)
class VmmExit:
    """How a VMM process ended; code and signal are unknown (None) for an adopted one."""

    code: int | None
    signal: int | None
    log_tail: str  # the last lines it wrote to stderr, to explain a failure


class Vmm(Protocol):
    """One VMM process: alive, or dead and waiting to be noticed."""

    @property
    def identity(self) -> VmmIdentity: ...

    async def connect(self) -> ByteStream:
        """Open the agent's channel. One connection at a time; a new one replaces the old. Raises VmmGoneError."""
        ...

    async def wait(self) -> VmmExit:
        """Return when the process has ended (immediately if it has). Any number may wait."""
        ...

    async def kill(self) -> None:
        """SIGKILL and wait until it is gone. Never fails for a process already gone."""
        ...

    def release(self) -> None:
        """Forget the process without touching it (the daemon is stopping); closes descriptors."""
        ...


class PausableVmm(Vmm, Protocol):
    """A VMM of an engine with Feature.PAUSE."""

    async def pause(self) -> None: ...

    async def resume(self) -> None: ...


class Engine(Protocol):
    """Runs VMMs. Each is its own process in its own session and outlives the daemon."""

    @property
    def name(self) -> str:
        """`qemu/kvm`, `qemu/tcg`, `fake`."""
        ...

    @property
    def features(self) -> frozenset[Feature]: ...

    async def prepare(self, spec: VmmSpec) -> None:
        """Make what boot needs in spec.directory (the writable layer when absent). Idempotent; never touches an existing disk.

        Raises EngineError (kind exhausted when the disk is full).
        """
        ...

    async def boot(self, spec: VmmSpec) -> Vmm:
        """Start the VMM process; returns once it runs (not once the guest is up). Raises EngineError."""
        ...

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        """The VMM that already runs for this machine (from an earlier daemon), or None. Proves identity by what the VMM itself holds
        in the directory (pid file, lock) and /proc; never by asking the guest (a paused one cannot answer)."""
        ...

    async def running(self, root: Path) -> Mapping[str, VmmIdentity]:
        """Every VMM of ours whose machine directory lies in `root`, by machine id; also of machines that nobody knows any more (adopt and
        kill those). Other people's, and those of another data directory, are never seen."""
        ...

    async def is_paused(self, vmm: Vmm) -> bool:
        """Observe: whether the vCPUs are stopped."""
        ...
