"""Machines on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

MachineState = Literal["stopped", "starting", "running", "paused", "stopping", "failed", "removing"]


class MachineCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/machines. Idempotent by name: the same request again answers 200 with the same machine,
    another request under a name in use is a conflict."""

    image: str  # name or id
    name: str = ""  # default: made up
    vcpus: int = 1
    memory_mib: int = 512
    disk_mib: int = 4096  # the most that the writable layer may hold
    command: list[str] | None = None  # replaces the image's cmd; entrypoint stays
    entrypoint: list[str] | None = None
    env: dict[str, str] = {}
    user: str = ""
    working_dir: str = ""
    hostname: str = ""  # default: the name
    labels: dict[str, str] = {}
    tty: bool = False  # the workload gets a terminal
    start: bool = True  # False: only create


class ExitStatus(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Exactly one of both: how a process ended."""

    code: int | None = None
    signal: int | None = None


class Workload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    state: Literal["none", "running", "exited"]
    exit: ExitStatus | None = None


class Machine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: str
    state: MachineState
    image: str
    image_id: str
    vcpus: int
    memory_mib: int
    disk_mib: int
    hostname: str
    created_at: datetime
    command: list[str] = []  # what runs: entrypoint and cmd joined
    env: dict[str, str] = {}
    user: str = ""
    working_dir: str = ""
    labels: dict[str, str] = {}
    tty: bool = False
    started_at: datetime | None = None
    stopped_at: datetime | None = None
    workload: Workload = Workload(state="none")
    engine: str = ""  # "qemu/kvm", "qemu/tcg", "fake"
    kernel: str = ""
    address: str = ""
    stop_cause: Literal["", "asked", "killed", "guest", "lost"] = ""
    """How it came to stand: it shut down as asked, its VMM was killed (the grace was over, or by force), its guest powered itself off, or it
    was gone when the daemon came back."""
    error: str = ""  # why it is failed, or was lost


class MachineUpdate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PATCH /api/v1/machines/{machine}."""

    name: str | None = None
    labels: dict[str, str] | None = None


class MachineStop(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/machines/{machine}/stop and /restart: how long it may take to end by itself."""

    grace_seconds: float = 10.0


class Terminal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rows: int = 24
    cols: int = 80
    term: str = "xterm-256color"


class ExecRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first message on WS /api/v1/machines/{machine}/exec, and the body of POST …/exec.

    argv arrives byte for byte; text that is not UTF-8 is carried as Python's surrogateescape does (RFC 8259 allows lone surrogates).
    """

    argv: list[str]
    env: dict[str, str] = {}
    working_dir: str = ""
    user: str = ""
    tty: Terminal | None = None
    stdin: bool = False
    detach: bool = False  # leave it running, answer with the session only (POST only)
    keep: bool = False  # hanging up detaches; without it hanging up ends the command. A tty is always kept
    input: str = ""  # POST only: text for stdin
    timeout_seconds: float = 0.0  # POST only; 0: the daemon's own limit


class ExecResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Answer of POST …/exec. Output beyond 4 MiB of either pipe is cut and `truncated` says so; stream it instead."""

    session: str
    exit: ExitStatus | None = None  # None: detached
    stdout: str = ""
    stderr: str = ""
    truncated: bool = False


class Session(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A process group in the machine whose output is kept; GET /api/v1/machines/{machine}/sessions."""

    id: str
    argv: list[str]
    tty: bool
    state: Literal["running", "exited"]
    started_at: datetime
    attached: int
    role: Literal["exec", "workload"]
    exit: ExitStatus | None = None


class SessionSignal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    signal: str  # "TERM", "SIGTERM" or "15"


class FileStat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    name: str
    type: Literal["file", "directory", "symlink", "char", "block", "fifo", "socket"]
    mode: int  # permission bits, 0o7777
    uid: int
    gid: int
    size: int
    modified_at: datetime
    target: str = ""


class FileList(msgspec.Struct, frozen=True, kw_only=True):
    items: list[FileStat]


class FileMake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST …/files/mkdir."""

    path: str
    mode: int = 0o755
    parents: bool = False


class FileMove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    source: str
    destination: str
    overwrite: bool = False


class FileRemove(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    recursive: bool = False


class Metrics(msgspec.Struct, frozen=True, kw_only=True):
    """GET …/metrics: bytes and counters since the machine's boot."""

    cpu_seconds: float
    uptime_seconds: float
    memory_total: int
    memory_available: int
    load: list[float]
    processes: int
    disk_total: int
    disk_free: int
    net_rx: int
    net_tx: int
    disk_read: int
    disk_written: int


class LogChunk(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `GET …/logs` as NDJSON; with `Accept: text/plain` only the text is sent."""

    at: datetime
    stream: Literal["stdout", "stderr"]
    text: str
    lost: int = 0  # bytes of output missing before this text: they came while no daemon ran, and more than the agent keeps
