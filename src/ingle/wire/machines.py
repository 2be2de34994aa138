"""Machines on the wire."""

from datetime import datetime
from typing import Literal

import msgspec

MachineState = Literal[
    "stopped",
    "starting",
    "running",
    "warm",
    "cold",
    "sleeping",
    "waking",
    "paused",
    "stopping",
    "failed",
    "removing",
]
"""Running is hot. A machine that nobody uses becomes warm (its processors stand still) and then cold (its memory is on disk and it has no process);
whoever uses it wakes it. Paused is what its owner asked for, and only its owner ends."""


class Timers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Seconds; null: as the daemon's settings say; 0: never."""

    keep_hot: bool = False  # never put to rest
    warm_after: float | None = None  # unused for so long
    cold_after: float | None = None
    stop_after: float | None = None  # after its start
    remove_after: float | None = None  # after its creation


class RestHabits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """GET and PUT /api/v1/me/rest: when your machines cool down that say nothing of their own. Seconds; null: as the daemon's settings say; 0: never."""

    warm_after: float | None = None
    cold_after: float | None = None


class Restart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whether the workload is started again when it has ended; after a pause that doubles from a tenth of a second up to a minute."""

    when: Literal["no", "on-failure", "always"] = "no"
    max_retries: int = 0  # in a row; 0: without a limit


class HealthCheck(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A command that is run in the machine again and again; exit 0 is healthy. Seconds."""

    argv: list[str]
    interval: float = 30.0
    timeout: float = 30.0
    start_period: float = 0.0  # failures in it do not count
    retries: int = 3  # failures in a row that make it unhealthy


class MachineCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/machines. Idempotent by name: the same request again answers 200 with the same machine,
    another request under a name in use is a conflict."""

    image: str = ""  # name or id; left out with `snapshot`
    snapshot: str = ""  # name or id: the machine begins as it; what it was made with is kept, so only name, timers and labels may be said
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
    restart: Restart = Restart()
    health: HealthCheck | None = None
    timers: Timers = Timers()
    start: bool = True  # False: only create


class ExitStatus(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Exactly one of both: how a process ended."""

    code: int | None = None
    signal: int | None = None


class Workload(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the image or the create asked for, looked after by the agent."""

    state: Literal["none", "running", "exited"]
    exit: ExitStatus | None = None
    restarts: int = 0  # how often it was started again since the machine's start
    health: Literal["none", "starting", "healthy", "unhealthy"] = "none"  # none: nobody checks it
    backing_off: bool = False  # it has ended, and is started again after a pause


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
    restart: Restart = Restart()
    health: HealthCheck | None = None
    timers: Timers = Timers()
    source: str = ""  # the machine or snapshot that it began as, as it was called then
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
    timers: Timers | None = None


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of GET …/history: what the machine became, when, and why where there is a reason."""

    at: datetime
    state: MachineState
    detail: str = ""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A machine at one moment, kept by name."""

    id: str
    name: str
    machine: str  # as it was called
    machine_id: str
    image: str
    image_id: str
    created_at: datetime
    vcpus: int
    memory_mib: int
    disk_mib: int
    memory: bool  # False: of a machine that stood; only its disk
    size_bytes: int = 0  # what was written for it: memory that differs from what it began as, and devices


class SnapshotCreate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST …/snapshots."""

    name: str = ""  # default: made up


class MachineRestore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST …/restore: what the machine has become since the snapshot is thrown away."""

    snapshot: str


class MachineFork(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST …/fork: machines that go on as this one is now. All or none."""

    name: str = ""  # default: made up
    count: int = 1  # more than one: name-1, name-2, …


class MachineRestored(msgspec.Struct, frozen=True, kw_only=True):
    """What the event machine.restored tells: which snapshot the machine has become."""

    snapshot: str  # its id
    name: str


class MachineForked(msgspec.Struct, frozen=True, kw_only=True):
    """What the event machine.forked tells: what goes on as the machine was."""

    machines: list[str]  # their ids


class TreeNode(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing in GET /api/v1/tree: a machine, or a snapshot; under what it came from, where that is still there."""

    kind: Literal["machine", "snapshot"]
    id: str
    name: str
    created_at: datetime
    parent: str | None = None  # the id of another node
    state: str = ""  # of a machine


class StorageUse(msgspec.Struct, frozen=True, kw_only=True):
    """One row of GET /api/v1/storage."""

    what: str
    count: int
    bytes: int  # that it takes on the disk


class StoragePrune(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """POST /api/v1/storage/prune."""

    templates: bool = False  # also what makes creates quick; the next create of an image boots


class StoragePruned(msgspec.Struct, frozen=True, kw_only=True):
    freed_bytes: int


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
    keep: bool = False  # hanging up detaches; without it hanging up ends the command (of a machine that sleeps: when it is awake again). A tty is always kept
    keep_awake: bool = False  # a terminal that nobody types at lets the machine sleep (and goes on after it) unless this is asked
    idle_after: float | None = None
    """Seconds. A kept command that nobody is attached to, and that neither says nor hears anything for so long, is ended; time in which the machine
    sleeps does not count. 0: never; null: as the daemon's settings say."""
    input: str = ""  # POST only: text for stdin
    timeout_seconds: float = 0.0  # POST only; 0: the daemon's own limit


class ExecResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Answer of POST …/exec. Output beyond 4 MiB of either pipe is cut and `truncated` says so; stream it instead."""

    session: str
    exit: ExitStatus | None = None  # None: detached
    stdout: str = ""
    stderr: str = ""
    truncated: bool = False


EndCause = Literal["", "idle"]
"""Why a session was ended: idle says that nobody used it for too long. Empty: its program ended by itself, or somebody ended it."""


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
    cause: EndCause = ""


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


class TreeUnpacked(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a PUT …/tree."""

    entries: int


class WatchedChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened to a file or directory. Of an `overflow` nothing more is known: changes were missed, and what is watched has to be looked at anew."""

    kind: Literal["created", "removed", "modified", "attributes", "moved", "overflow"]
    path: str = ""  # absolute
    to: str = ""  # of a move
    directory: bool = False


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


class MetricsSample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a machine took at one moment."""

    at: datetime
    cpu_seconds: float  # of the host's processors, since its VMM's start or last wake
    resident_bytes: int  # of the host's memory; machines that came from one moment share some of it
    own_bytes: int | None = (
        None  # with what is shared divided among those that share it; null: the host does not tell
    )
    guest: Metrics | None = None  # as the guest counts it; null: it stood still, or did not answer


class MetricsHistory(msgspec.Struct, frozen=True, kw_only=True):
    """GET …/metrics/history: the last hour that it was awake while this daemon ran, every 15 seconds, oldest first. Looking wakes nothing."""

    items: list[MetricsSample]


class ListeningPort(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A TCP port where a program of the machine listens."""

    port: int
    address: str  # "0.0.0.0" and "::" are all of its addresses
    pid: int | None = None  # in the machine; absent where it was not found
    process: str = ""


class PortList(msgspec.Struct, frozen=True, kw_only=True):
    """GET …/ports, by port; at most 256."""

    items: list[ListeningPort]


class LogChunk(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `GET …/logs` as NDJSON; with `Accept: text/plain` only the text is sent."""

    at: datetime
    stream: Literal["stdout", "stderr"]
    text: str
    lost: int = 0  # bytes of output missing before this text: they came while no daemon ran, and more than the agent keeps
