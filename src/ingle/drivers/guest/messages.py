"""Control payloads of the guest protocol as MessagePack: the link's own, and what methods answer (schema/guest/protocol.md).

Both the host and the fake agent are built on them. Unknown keys are ignored.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

import msgspec

U16 = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]
U32 = Annotated[int, msgspec.Meta(ge=0, le=0xFFFFFFFF)]
U64 = Annotated[int, msgspec.Meta(ge=0)]
S = TypeVar("S")
VERSION = 1


class Message(msgspec.Struct, omit_defaults=True):
    """A map with string keys; what has its default is left out."""


class MalformedError(ValueError):
    """The payload is not MessagePack, or not of the form that the protocol gives it."""


_encoder = msgspec.msgpack.Encoder()
_decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {}


def pack(message: Message | Sequence[Message]) -> bytes:
    return _encoder.encode(message)


def unpack(payload: bytes, form: type[S]) -> S:
    """Raises MalformedError, whatever the bytes."""
    decoder = _decoders.get(form)
    if decoder is None:
        decoder = _decoders[form] = msgspec.msgpack.Decoder(form)
    try:
        result: S = decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError) as error:
        raise MalformedError(str(error) or type(error).__name__) from error
    return result


# --- the link ---------------------------------------------------------------------------------------------------------


class Hello(Message):
    version: int
    nonce: U32


class ExitStatus(Message):
    code: int | None = None
    signal: int | None = None
    core: bool = False


class Session(Message):
    id: str
    argv: list[bytes]
    pid: int
    tty: bool
    state: Literal["running", "exited"]
    started_ns: U64
    first: U64
    next: U64
    attached: int
    exit: ExitStatus | None = None
    idle: bool = False
    role: Literal["exec", "workload"] = "exec"
    restarts: U32 = 0
    health: Literal["none", "starting", "healthy", "unhealthy"] = "none"
    lost: U64 = 0  # in the answer to an attach: bytes older than what is kept


class Ready(Message):
    """Only the version is sure to be there: the agent may speak another protocol."""

    version: int
    boot_id: str = ""
    agent: str = ""
    kernel: str = ""
    configured: bool = False
    frozen: bool = False
    uptime_ns: U64 = 0
    sessions: list[Session] = []


class AgentError(Message):
    code: str
    message: str = ""
    errno: int | None = None


class Closed(Message):
    """The part of a CLOSE that every method shares."""

    error: AgentError | None = None


class Size(Message):
    rows: U16
    cols: U16


class Opened(Message):
    """What began: of exec and attach the process; `lost` counts the bytes older than what is kept, which lies from `first` up to `next`."""

    pid: int = 0
    lost: U64 = 0
    first: U64 = 0
    next: U64 = 0


class ProcessMessage(Message):
    """A MESSAGE of a process's stream, either way."""

    exit: ExitStatus | None = None
    idle: bool = False  # the exit's cause
    lost: U64 | None = None
    resize: Size | None = None
    signal: int | None = None


class SessionList(Message):
    sessions: list[Session]


class Stat(Message):
    type: Literal["file", "directory", "symlink", "char", "block", "fifo", "socket"]
    mode: U32
    uid: U32
    gid: U32
    size: U64
    mtime_ns: int
    inode: U64 = 0
    nlink: U64 = 1
    target: bytes | None = None
    name: bytes = b""


class Entries(Message):
    entries: list[Stat]


class Sent(Message):
    """The end of a read: so many bytes were sent."""

    size: U64


class Packed(Message):
    """The end of a pack: so many entries, and the size of the archive."""

    entries: U64
    bytes: U64


class Unpacked(Message):
    entries: U64


ChangeKind = Literal["created", "removed", "modified", "attributes", "moved", "overflow"]


class Change(Message):
    """One thing that a watch tells; a DATA carries a list of them."""

    kind: ChangeKind
    path: bytes = b""
    to: bytes = b""
    directory: bool = False


class MetricsReport(Message):
    cpu_ns: U64
    uptime_ns: U64
    memory_total: U64
    memory_available: U64
    load: tuple[float, float, float]
    processes: U64
    disk_total: U64
    disk_free: U64
    net_rx: U64
    net_tx: U64
    disk_read: U64
    disk_written: U64
    swap_total: U64 = 0
    swap_free: U64 = 0


class ListeningPort(Message):
    port: U16
    address: str
    pid: int | None = None
    name: str | None = None


class PortList(Message):
    ports: list[ListeningPort]


class ActivityReport(Message):
    busy: bool
    reasons: list[str] = []


class Event(Message):
    """What the agent tells unasked. The keys beside `event` are those of the protocol's events together."""

    event: str
    session: str | None = None
    exit: ExitStatus | None = None
    role: str | None = None
    restarts: U32 = 0
    state: Literal["running", "backing_off"] | None = None
    health: Literal["none", "starting", "healthy", "unhealthy"] | None = None
    output: bytes = b""
    ports: list[ListeningPort] | None = None
