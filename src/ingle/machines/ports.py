"""What machines need from outside: an engine that runs VMMs, a link to the agent in the guest, images, and boot files.

Drivers implement these (`ingle.drivers.engines`, `ingle.drivers.guest`, `ingle.drivers.boot`); wiring puts them together. Each has a fake twin that passes the same
contract suite (`tests/contracts`).
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from anyio.abc import ByteStream

from ingle.machines.model import Exit

# --- engines ----------------------------------------------------------------------------------------------------------


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

    async def is_paused(self, vmm: Vmm) -> bool:
        """Observe: whether the vCPUs are stopped."""
        ...


# --- the guest --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class GuestSession:
    """A session as the agent tells it."""

    id: str
    argv: tuple[bytes, ...]
    pid: int
    tty: bool
    running: bool
    exit: Exit | None
    started_at: datetime
    attached: int
    role: Literal["exec", "workload"]
    first: int  # offset of the oldest kept byte of output
    next: int  # offset after the newest


@dataclass(frozen=True)
class GuestReady:
    """The agent's answer to a hello."""

    boot_id: str
    agent: str
    kernel: str
    configured: bool
    sessions: tuple[GuestSession, ...]


@dataclass(frozen=True)
class GuestConfiguration:
    """The machine's identity, told over the link. None: leave alone."""

    hostname: str | None = None
    address: str | None = None  # "10.0.2.15/24"
    gateway: str | None = None
    dns: tuple[str, ...] = ()
    time: datetime | None = None
    entropy: bytes | None = None
    machine_id: str | None = None  # 32 hex digits
    env: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class TerminalSize:
    rows: int
    cols: int


@dataclass(frozen=True)
class ProcessSpec:
    """A process to start in the guest. argv never passes through a shell."""

    session: str
    argv: tuple[bytes, ...]
    env: Mapping[str, bytes] = field(default_factory=dict)
    clear_env: bool = False
    cwd: bytes | None = None
    user: str | None = None
    tty: TerminalSize | None = None
    term: str = "xterm-256color"
    stdin: bool = False
    keep: bool = False
    role: Literal["exec", "workload"] = "exec"
    stop_signal: int | None = None
    scrollback: int | None = None  # bytes kept


@dataclass(frozen=True)
class Output:
    """Bytes that a process wrote: channel 1 stdout (and a terminal), 2 stderr."""

    channel: int
    data: bytes


@dataclass(frozen=True)
class OutputEnd:
    channel: int


@dataclass(frozen=True)
class OutputLost:
    """This reader was too slow among several; so many bytes are missing here."""

    bytes: int


@dataclass(frozen=True)
class Ended:
    exit: Exit


ProcessEvent = Output | OutputEnd | OutputLost | Ended


class ProcessStream(Protocol):
    """An attachment to a session. Iterating yields its events; nothing is read from the guest faster than it is consumed here."""

    @property
    def session(self) -> str: ...

    @property
    def pid(self) -> int: ...

    @property
    def lost(self) -> int:
        """Bytes older than the kept output that an attach asked for."""
        ...

    def __aiter__(self) -> AsyncIterator[ProcessEvent]:
        """Ends after Ended. Raises GuestLostError when the link ends first, GuestError when the agent says so."""
        ...

    async def send(self, data: bytes) -> None:
        """To stdin; waits for credit."""
        ...

    async def send_eof(self) -> None: ...

    async def resize(self, size: TerminalSize) -> None: ...

    async def signal(self, number: int) -> None: ...

    async def aclose(self) -> None:
        """Detach. What that means for the process is ProcessSpec.keep's matter."""
        ...


@dataclass(frozen=True)
class GuestFile:
    """One entry of the guest's file system; mode are the full st_mode bits."""

    name: bytes
    type: Literal["file", "directory", "symlink", "char", "block", "fifo", "socket"]
    mode: int
    uid: int
    gid: int
    size: int
    mtime: datetime
    target: bytes | None = None


@dataclass(frozen=True)
class GuestMetrics:
    cpu_seconds: float
    uptime_seconds: float
    memory_total: int
    memory_available: int
    load: tuple[float, float, float]
    processes: int
    disk_total: int
    disk_free: int
    net_rx: int
    net_tx: int
    disk_read: int
    disk_written: int


class GuestFiles(Protocol):
    """Files in the guest; paths are absolute bytes. All raise GuestError with the protocol's code."""

    async def stat(self, path: bytes, *, follow: bool = True) -> GuestFile: ...

    def list(self, path: bytes) -> AsyncIterator[Sequence[GuestFile]]: ...

    def read(
        self, path: bytes, *, offset: int = 0, limit: int | None = None
    ) -> AbstractAsyncContextManager[tuple[GuestFile, AsyncIterator[bytes]]]: ...

    async def write(
        self,
        path: bytes,
        content: AsyncIterator[bytes],
        *,
        mode: int | None = None,
        uid: int | None = None,
        gid: int | None = None,
        parents: bool = False,
    ) -> GuestFile:
        """Atomic: a failure of the content, of the guest or of the link leaves the old file."""
        ...

    async def mkdir(self, path: bytes, *, mode: int = 0o755, parents: bool = False) -> None: ...

    async def move(self, source: bytes, destination: bytes, *, overwrite: bool = False) -> None: ...

    async def remove(self, path: bytes, *, recursive: bool = False) -> None: ...


class GuestLink(Protocol):
    """A live, synchronised conversation with the agent of one machine. Every method raises GuestLostError once it has ended."""

    @property
    def ready(self) -> GuestReady: ...

    @property
    def files(self) -> GuestFiles: ...

    async def configure(self, configuration: GuestConfiguration) -> None: ...

    async def exec(self, spec: ProcessSpec) -> ProcessStream: ...

    async def attach(
        self, session: str, *, since: int | None = None, tail: int | None = None
    ) -> ProcessStream: ...

    async def sessions(self) -> Sequence[GuestSession]: ...

    async def signal(self, session: str, number: int) -> None: ...

    async def forget(self, session: str) -> None:
        """Drop an ended session and its output."""
        ...

    async def connect(self, port: int) -> ByteStream: ...

    async def metrics(self) -> GuestMetrics: ...

    async def sync(self) -> None: ...

    async def power_off(self, grace_seconds: float) -> None:
        """Ask; the VMM's end tells that it has happened."""
        ...

    async def wait_lost(self) -> None:
        """Return when the link has ended, for whatever reason."""
        ...


class GuestConnector(Protocol):
    """Opens links."""

    def open(self, channel: ByteStream, *, fresh: bool) -> AbstractAsyncContextManager[GuestLink]:
        """Say hello over the channel and yield the link when the agent is ready; leaving the context ends the link and closes the channel.

        `fresh`: nobody has spoken on this channel before (first boot), so no half frame can be in it. Waits for readiness without a limit of
        its own. Raises GuestError (code `version`) when the agent speaks another protocol, GuestLostError when the channel ends.
        """
        ...


# --- others -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MachineImage:
    """What machines need to know of an image."""

    id: str
    name: str
    root: Path
    entrypoint: tuple[str, ...]
    cmd: tuple[str, ...]
    env: Mapping[str, str]
    user: str
    working_dir: str
    stop_signal: str


class Images(Protocol):
    """Satisfied by the images capability's front door."""

    def find(self, owner: str, reference: str) -> MachineImage:
        """By name or id. Raises ImageNotFoundError, ImageNotReadyError."""
        ...


class Kernels(Protocol):
    def best(self) -> Kernel:
        """The lean kernel when built, else Debian's. Raises UnavailableError that says what to type."""
        ...
