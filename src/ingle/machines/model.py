"""The words of machines as values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from ingle.machines.names import MachineId


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
    PAUSED = "paused"
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


@dataclass(frozen=True)
class Workload:
    """The process that the image or the create asked for."""

    state: Literal["none", "running", "exited"] = "none"
    exit: Exit | None = None


@dataclass(frozen=True)
class VmmRecord:
    """Which process was the VMM, kept to explain its absence."""

    pid: int
    started_ticks: int
    host_boot_id: str


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
    status: Status = field(default_factory=Status)

    @property
    def hostname(self) -> str:
        return self.request.hostname or self.name


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


@dataclass(frozen=True)
class ExecOutcome:
    session: str
    exit: Exit
    stdout: bytes
    stderr: bytes
    truncated: bool
