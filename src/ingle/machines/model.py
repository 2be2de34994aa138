"""The words of machines as values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from ingle.machines.names import GenerationId, LayerId, MachineId


@dataclass(frozen=True)
class Exit:
    """How a process ended: exactly one of both is set."""

    code: int | None = None
    signal: int | None = None


class State(StrEnum):
    """What a machine is, as far as its keeper knows."""

    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"
    WARM = "warm"  # nobody used it: its vCPUs stand still, its memory is in memory
    COLD = "cold"  # nobody used it for longer: its memory is on disk, there is no VMM
    SLEEPING = "sleeping"  # on its way to cold
    WAKING = "waking"  # on its way from cold
    PAUSED = "paused"  # its owner asked for it; nothing but its owner ends it
    STOPPING = "stopping"
    FAILED = "failed"
    REMOVING = "removing"


class Intent(StrEnum):
    """What its owner last asked it to be; recorded before anything is done about it."""

    STOPPED = "stopped"
    RUNNING = "running"
    RESTARTED = "restarted"  # stopped, then running
    PAUSED = "paused"
    REMOVED = "removed"


class StopCause(StrEnum):
    """How a machine came to stand."""

    ASKED = "asked"  # the guest shut down as it was told
    KILLED = "killed"  # its VMM was killed: the grace was over, or it was forced
    GUEST = "guest"  # the guest powered itself off
    LOST = "lost"  # its VMM was gone when the daemon came back


Health = Literal["none", "starting", "healthy", "unhealthy"]


@dataclass(frozen=True)
class Workload:
    """The process that the image or the create asked for, as the agent that looks after it tells."""

    state: Literal["none", "running", "exited"] = "none"
    exit: Exit | None = None
    restarts: int = 0  # how often it was started again since the machine's start
    health: Health = "none"  # none: nobody checks it
    backing_off: bool = False  # it has ended, and is started again after a pause


@dataclass(frozen=True)
class VmmRecord:
    """Which process was the VMM, kept to explain its absence."""

    pid: int
    started_ticks: int
    host_boot_id: str


@dataclass(frozen=True)
class Timers:
    """When a machine that nobody uses cools down, and when it ends by itself. Seconds; None: as the daemon's settings say; 0: never."""

    keep_hot: bool = False
    warm_after: float | None = None  # idle for so long: vCPUs paused
    cold_after: float | None = None  # idle for so long: asleep on disk
    stop_after: float | None = None  # after its start
    remove_after: float | None = None  # after its creation


@dataclass(frozen=True)
class RestHabits:
    """When a person's machines cool down that say nothing of their own. Seconds; None: as the daemon's settings say; 0: never."""

    warm_after: float | None = None
    cold_after: float | None = None


@dataclass(frozen=True)
class RestartPolicy:
    """When the agent starts the workload again. The pause before it doubles from a tenth of a second up to a minute, and starts over once the
    workload has run for ten seconds."""

    when: Literal["no", "on-failure", "always"] = "no"
    max_retries: int = 0  # in a row; 0: without a limit


@dataclass(frozen=True)
class HealthCheck:
    """A program that the agent runs again and again while the workload runs: exit 0 is healthy. Seconds; the meaning is that of OCI images'
    HEALTHCHECK."""

    argv: tuple[str, ...]
    interval: float = 30.0
    timeout: float = 30.0
    start_period: float = 0.0  # failures in it do not count
    retries: int = 3  # failures in a row that make it unhealthy


@dataclass(frozen=True)
class MachineRequest:
    """What a person asked for, kept as asked: the same request again finds the same machine."""

    image: str
    vcpus: int = 1
    memory_mib: int = 512
    disk_mib: int = 4096
    command: tuple[str, ...] | None = None
    entrypoint: tuple[str, ...] | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    working_dir: str = ""
    hostname: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    tty: bool = False
    restart: RestartPolicy = RestartPolicy()
    health: HealthCheck | None = None
    timers: Timers = Timers()
    source: str = ""  # the snapshot or the machine that it was made from, as it was called


@dataclass(frozen=True)
class Launch:
    """How programs run in the machine: the image's configuration with the request laid over it."""

    argv: tuple[str, ...] = ()  # of the workload; empty: the machine idles
    env: Mapping[str, str] = field(default_factory=dict)
    user: str = ""
    working_dir: str = ""
    stop_signal: int = 15


@dataclass(frozen=True)
class Status:
    """What changes while a machine lives. Its keeper is the only writer."""

    intent: Intent = Intent.STOPPED
    state: State = State.STOPPED
    boot: int = 0  # how often it was started; output of different boots is told apart by it
    vmm: VmmRecord | None = None
    workload: Workload = field(default_factory=Workload)
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    stop_cause: StopCause | None = None
    error: str = ""  # why it failed, or was lost
    engine: str = ""
    kernel: str = ""
    layer: LayerId | None = None  # the newest layer of its disk, the one that is written; None: never started
    asleep_in: GenerationId | None = (
        None  # what it wakes from; None as soon as it has: old memory never meets a newer disk
    )
    base: GenerationId | None = None  # whose memory its VMM maps


@dataclass(frozen=True)
class Machine:
    id: MachineId
    owner: str
    name: str
    created_at: datetime
    image_id: str
    request: MachineRequest
    launch: Launch
    labels: Mapping[str, str] = field(default_factory=dict)
    timers: Timers = Timers()
    parent: GenerationId | None = None  # the moment of another machine that it began as
    source: MachineId | None = None  # that other machine
    status: Status = field(default_factory=Status)

    @property
    def hostname(self) -> str:
        return self.request.hostname or self.name


@dataclass(frozen=True)
class Beginning:
    """The VMM that has waited for a machine: the machine is called as it is, and is being started with it from the first."""

    id: MachineId
    status: Status


@dataclass(frozen=True)
class TerminalSize:
    rows: int
    cols: int


@dataclass(frozen=True)
class Command:
    """A program to run. Text that is not UTF-8 is carried as surrogateescape does, so argv arrives byte for byte."""

    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    working_dir: str = ""  # empty: the machine's
    user: str = ""  # empty: the machine's
    tty: TerminalSize | None = None
    term: str = "xterm-256color"
    stdin: bool = False
    keep: bool = False  # hanging up leaves it running
    keep_awake: bool = False  # a terminal that nobody types at lets the machine sleep, unless asked
    idle_after: float | None = None  # seconds; see ProcessSpec. None: as the daemon's settings say


@dataclass(frozen=True)
class ExecOutcome:
    session: str
    exit: Exit
    stdout: bytes
    stderr: bytes
    truncated: bool


class Kind(StrEnum):
    """What a generation is kept for."""

    TEMPLATE = "template"  # a guest that is up and knows nothing yet; creates of its image begin as it
    SNAPSHOT = "snapshot"  # a person's, with a name
    FORK = "fork"  # between a fork's capture and its wake; or let go as another kind, and still needed
    SLEEP = "sleep"  # one machine's memory while it is cold


@dataclass(frozen=True)
class DiskLayer:
    """One file of machines' disks, and what it stands on. The newest of a machine is written by it; all older ones never change."""

    id: LayerId
    format: Literal["raw", "qcow2"]
    parent: LayerId | None
    created_at: datetime


@dataclass(frozen=True)
class Generation:
    """A machine at one moment: memory, devices and disk. It never changes; a directory of the vault holds its files."""

    id: GenerationId
    kind: Kind
    owner: str  # empty: nobody's (a template holds nothing of anybody)
    name: str  # of a snapshot; else empty
    key: str  # of a template: what it depends on, as a digest; else empty
    created_at: datetime
    machine_id: MachineId
    machine_name: str
    image_id: str
    request: MachineRequest
    launch: Launch
    layer: LayerId  # the disk at that moment
    base: GenerationId | None = None  # whose flat memory its own is laid over; None: its own is flat
    has_memory: bool = True  # False: the machine stood, so there is only the disk
    fingerprint: str = ""  # of the engine; memory is restored only where it is the same
    size_bytes: int = 0  # of what it adds: memory and devices
    boot: int = 0
    workload: Workload = field(default_factory=Workload)
    kernel: str = ""
    parent: GenerationId | None = None  # what the machine had begun as
