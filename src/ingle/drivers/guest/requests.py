"""The methods of the guest protocol (schema/guest/protocol.md, Methods): one struct per method, the payload of its OPEN."""

from typing import Literal

import msgspec

from ingle.drivers.guest.messages import U16, U32, U64, Message


class Request(Message, tag_field="method"):
    """The payload of an OPEN."""


class Interface(Message):
    address: str | None = None
    prefix: int | None = None
    gateway: str | None = None
    mac: str | None = None


class Configure(Request, tag="configure"):
    hostname: str | None = None
    interface: Interface | None = None
    dns: list[str] | None = None
    time_ns: U64 | None = None
    entropy: bytes | None = None
    machine_id: str | None = None
    env: dict[str, bytes] | None = None
    thaw: bool = False


class Freeze(Request, tag="freeze"):
    pass


class Thaw(Request, tag="thaw"):
    pass


class PowerOff(Request, tag="poweroff"):
    grace_ms: U32
    reboot: bool = False


class Sync(Request, tag="sync"):
    pass


class Metrics(Request, tag="metrics"):
    pass


class Activity(Request, tag="activity"):
    pass


class Ports(Request, tag="ports"):
    pass


class Terminal(Message):
    rows: U16
    cols: U16
    term: str | None = None


class Restart(Message):
    when: Literal["no", "on-failure", "always"]
    max_retries: U32 = 0


class Health(Message):
    argv: list[bytes]
    interval_ms: U32
    timeout_ms: U32
    retries: U32
    start_period_ms: U32 = 0


class Exec(Request, tag="exec"):
    session: str
    argv: list[bytes]
    env: dict[str, bytes] | None = None
    clear_env: bool = False
    cwd: bytes | None = None
    user: str | None = None
    tty: Terminal | None = None
    stdin: bool = False
    role: Literal["workload"] | None = None
    stop_signal: int | None = None
    keep: bool = False
    scrollback: U32 | None = None
    idle_ms: U32 | None = None
    restart: Restart | None = None
    health: Health | None = None


class Attach(Request, tag="attach"):
    session: str
    since: U64 | None = None
    tail: U32 | None = None
    input: bool = False


class Sessions(Request, tag="sessions"):
    pass


class SessionSignal(Request, tag="session_signal"):
    session: str
    signal: int
    leader: bool = False


class SessionRemove(Request, tag="session_remove"):
    session: str


class StatPath(Request, tag="stat"):
    path: bytes
    follow: bool = True


class List(Request, tag="list"):
    path: bytes


class Read(Request, tag="read"):
    path: bytes
    offset: U64 = 0
    limit: U64 | None = None


class Write(Request, tag="write"):
    path: bytes
    mode: U32 | None = None
    uid: U32 | None = None
    gid: U32 | None = None
    parents: bool = False
    exclusive: bool = False


class Mkdir(Request, tag="mkdir"):
    path: bytes
    mode: U32 = 0o755
    parents: bool = False


class Move(Request, tag="move"):
    source: bytes = msgspec.field(name="from")
    destination: bytes = msgspec.field(name="to")
    overwrite: bool = False


class Remove(Request, tag="remove"):
    path: bytes
    recursive: bool = False


class Pack(Request, tag="pack"):
    path: bytes
    one_filesystem: bool = False
    exclude: list[bytes] | None = None


class Unpack(Request, tag="unpack"):
    path: bytes


class Watch(Request, tag="watch"):
    path: bytes
    recursive: bool = False


class Connect(Request, tag="connect"):
    port: U16
    address: str | None = None


AnyRequest = (
    Configure
    | Freeze
    | Thaw
    | PowerOff
    | Sync
    | Metrics
    | Activity
    | Ports
    | Exec
    | Attach
    | Sessions
    | SessionSignal
    | SessionRemove
    | StatPath
    | List
    | Read
    | Write
    | Mkdir
    | Move
    | Remove
    | Pack
    | Unpack
    | Watch
    | Connect
)
