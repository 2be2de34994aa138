"""What is said to and by the agent in the guest, as values (schema/guest/protocol.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ingle.machines.model import Exit, TerminalSize


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
