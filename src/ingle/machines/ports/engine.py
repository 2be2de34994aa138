"""The engine: what starts, adopts and ends VMMs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from anyio.abc import ByteStream


class Feature(StrEnum):
    """What an engine can do beyond booting; policy reads this instead of trying and catching."""

    PAUSE = "pause"
    SNAPSHOT = "snapshot"  # capture and restore: sleep, fork, templates
    RECLAIM = "reclaim"  # memory of a paused VMM can be given back to the host
    LOAD = "load"  # what a VMM takes of the host can be told


@dataclass(frozen=True)
class Kernel:
    """A bootable kernel with its initramfs (which holds the agent as /init)."""

    kernel: Path
    initrd: Path
    version: str
    kind: Literal["lean", "debian", "fake"]


@dataclass(frozen=True)
class Layer:
    """One file of a writable disk: a sparse raw file with an ext4 file system, or a qcow2 that holds what differs from an older layer."""

    path: Path
    format: Literal["raw", "qcow2"]


@dataclass(frozen=True)
class VmmSpec:
    """Everything an engine needs to start one VMM. Nothing of the workload: that goes over the guest link."""

    machine_id: str
    directory: Path  # the machine's own; sockets, pid file and console log live here
    kernel: Kernel
    root_image: Path  # read-only SquashFS or EROFS, shared between machines
    disk: tuple[
        Layer, ...
    ]  # newest first: the one that is written, then those it stands on, which never change
    disk_mib: int
    vcpus: int
    memory_mib: int
    mac: str
    network: str  # the machine's own, like 10.64.0.0/24: gateway .2, names at .3, the guest at .15


@dataclass(frozen=True)
class MemoryImage:
    """A machine's memory at a moment: a sparse file as large as the memory, and what changed since then, oldest first. None of them ever changes."""

    flat: Path
    deltas: tuple[Path, ...] = ()
    shared: bool = True  # other machines may begin as `flat`, too, so no VMM may be able to write into it


@dataclass(frozen=True)
class Frozen:
    """What a VMM can be restored from, beside its disk: the state of its devices, and its memory, both of one moment. The files
    stay where they are as long as a VMM restored from them runs: its next capture refers to them."""

    devices: Path
    memory: MemoryImage


@dataclass(frozen=True)
class Capture:
    """What `SnapshotVmm.capture` has written, durably. `base` is the flat image that the delta is to be laid over; None: `memory` is flat itself.

    A delta holds all that differs from its base, so it takes the place of the deltas that the VMM was restored with."""

    devices: Path
    memory: Path
    base: Path | None
    changed_bytes: int  # of memory, that were written
    paused: timedelta  # how long the vCPUs stood still for it (up to its end, when it left them paused)


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
    reason: str = ""  # why the host ended it, in a sentence for its owner, where that is known


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


class SnapshotVmm(PausableVmm, Protocol):
    """A VMM of an engine with Feature.SNAPSHOT."""

    async def capture(self, into: Path, *, overlay: Layer | None, stay_paused: bool) -> Capture:
        """Write devices and memory, as they are at one moment, as files into the directory (which exists); pausing costs what the changed memory costs.

        From that moment on the VMM writes its disk to `overlay`, an empty layer over the present one that `SnapshotEngine.branch` has made; None: it
        goes on with the same layer (as when it is put to sleep). Durable when this returns. Afterwards it runs again if it ran before, unless
        `stay_paused`. On failure it runs as before, on the layer it had, and neither the directory nor the overlay is of any use.

        Raises EngineError (kind exhausted when the host's disk is full), VmmGoneError.
        """
        ...


class ReclaimableVmm(Vmm, Protocol):
    """A VMM of an engine with Feature.RECLAIM."""

    async def reclaim(self) -> None:
        """Ask the host to take back what memory it can; what is needed again comes back by itself. Best effort, never raises for a refusal."""
        ...


class Engine(Protocol):
    """Runs VMMs. Each is its own process in its own session and outlives the daemon."""

    @property
    def name(self) -> str:
        """`qemu/kvm`, `qemu/tcg`, `fake`."""
        ...

    @property
    def features(self) -> frozenset[Feature]: ...

    async def prepare(self, spec: VmmSpec) -> None:
        """Make what boot needs: spec.directory, and the bottom layer of the disk when it is absent and the only one. Idempotent; never touches
        an existing layer.

        Raises EngineError (kind exhausted when the disk is full).
        """
        ...

    async def boot(self, spec: VmmSpec) -> Vmm:
        """Start the VMM process; returns once it runs (not once the guest is up). Raises EngineError."""
        ...

    async def adopt(self, machine_id: str, directory: Path) -> Vmm | None:
        """The VMM that already runs for this machine (from an earlier daemon), or None. Proves identity by what the VMM itself holds
        in the directory (pid file, lock) and /proc; never by asking the guest (a paused one cannot answer). A start of it that an earlier daemon left
        half-way is ended; so this is for who has none under way."""
        ...

    async def running(self, root: Path) -> Mapping[str, VmmIdentity]:
        """Every VMM of ours whose machine directory lies in `root`, by machine id; also of machines that nobody knows any more (adopt and
        kill those), and starts that are half-way there. Other people's, and those of another data directory, are never seen."""
        ...

    async def is_paused(self, vmm: Vmm) -> bool:
        """Observe: whether the vCPUs are stopped."""
        ...


class SnapshotEngine(Engine, Protocol):
    """An engine with Feature.SNAPSHOT."""

    @property
    def fingerprint(self) -> str:
        """What a capture depends on beside the spec: the program, its version, its accelerator. A capture is restored only where this is the same."""
        ...

    async def branch(self, layers: Sequence[Layer], fresh: Layer, *, disk_mib: int) -> None:
        """Make an empty qcow2 layer that stands on these (newest first). Durable when this returns. Raises EngineError."""
        ...

    async def restore(self, spec: VmmSpec, frozen: Frozen) -> Vmm:
        """Start a VMM with this memory and these devices; it is loaded and paused when this returns. The files are shared and not written to.

        The spec's image, kernel, vcpus, memory_mib and disk size are those of the captured one; directory, network and mac may be others (the guest keeps
        its old mac and addresses until it is told), and so may the disk, as long as its content is the captured one's. Raises EngineError.
        """
        ...

    async def flatten(self, memory: MemoryImage, into: Path) -> None:
        """Write one flat image that is the same memory. Durable when this returns; a crash leaves a whole one or none. Raises EngineError."""
        ...

    async def merge(self, layers: Sequence[Layer], into: Layer) -> None:
        """Write a layer that reads as the first of these does (newest first, each standing on the next; none of them changes any more), over the last
        one alone, and as well over all the others: it may take the first one's place before those that stand on it are told. Durable when this
        returns, of the same format, and in the first one's directory. Other machines may run on the layers meanwhile. Takes what their content takes to
        be read, some of it at a low priority. Raises EngineError, and `into` is of no use then.
        """
        ...
