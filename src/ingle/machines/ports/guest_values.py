"""What is said to and by the agent in the guest, as values (schema/guest/protocol.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from ingle.machines.model import Exit, Health, HealthCheck, RestartPolicy, TerminalSize


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
    restarts: int = 0  # how often its program was started again
    health: Health = "none"
    idle: bool = False  # it was ended because nobody used it


@dataclass(frozen=True)
class GuestReady:
    """The agent's answer to a hello."""

    boot_id: str
    agent: str
    kernel: str
    configured: bool
    sessions: tuple[GuestSession, ...]
    frozen: bool = False  # or about to be: programs stand still until `thaw`


@dataclass(frozen=True)
class GuestConfiguration:
    """The machine's identity, told over the link. None: leave alone."""

    hostname: str | None = None
    address: str | None = None  # "10.64.0.15/24"
    gateway: str | None = None
    mac: str | None = None  # a fork's guest has another's; without an address its link only comes up
    dns: tuple[str, ...] = ()
    time: datetime | None = None
    entropy: bytes | None = None
    machine_id: str | None = None  # 32 hex digits
    env: Mapping[str, bytes] = field(default_factory=dict)
    thaw: bool = False  # let programs go on once all of it holds; not when any of it failed


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
    idle_after: timedelta = (
        timedelta()
    )  # ended when nobody is attached and it is silent for so long; zero: never
    restart: RestartPolicy | None = None  # of a workload: its session goes on over its restarts
    health: HealthCheck | None = None  # of a workload


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
    idle: bool = False  # it was ended because nobody used it


ProcessEvent = Output | OutputEnd | OutputLost | Ended


@dataclass(frozen=True)
class WorkloadChanged:
    """A supervised workload has ended and will be started again (then `exit` says how it ended), or has been."""

    session: str
    restarts: int
    state: Literal["running", "backing_off"]
    exit: Exit | None = None


@dataclass(frozen=True)
class HealthChanged:
    """What the health check thinks now, and the last 4 KiB that the check which changed it has said."""

    session: str
    health: Health
    output: bytes = b""


@dataclass(frozen=True)
class GuestPort:
    """A TCP port where a program of the guest listens; pid and name where they were found."""

    port: int
    address: str  # "0.0.0.0", "127.0.0.1", "::"
    pid: int | None = None
    name: str | None = None


@dataclass(frozen=True)
class PortsChanged:
    """All that listen now."""

    ports: tuple[GuestPort, ...]


GuestEvent = WorkloadChanged | HealthChanged | PortsChanged


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
class GuestChange:
    """What happened to an entry of the guest's file system; paths are absolute. Of an overflow nothing else is known than that changes were missed."""

    kind: Literal["created", "removed", "modified", "attributes", "moved", "overflow"]
    path: bytes = b""
    to: bytes = b""  # of a move
    directory: bool = False


@dataclass(frozen=True)
class GuestActivity:
    """Work that goes on in the guest though nobody talks to it; the reasons are for people, such as `session ses_x: make -j2`."""

    busy: bool
    reasons: tuple[str, ...] = ()


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
