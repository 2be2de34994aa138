"""What goes over the WebSockets.

**exec** `WS /api/v1/machines/{machine}/exec`, **attach** `WS /api/v1/machines/{machine}/sessions/{session}/attach?tail=BYTES`:
binary messages are output or input, their first byte the channel (0 stdin, 1 stdout, 2 stderr), the rest raw bytes, at most 65536;
text messages are one of the JSON objects below, told apart by `type`. The client's first message on exec is an `ExecRequest` (wire.machines) as text.
The server ends with `exited` and close code 1000, or `failed` and close code 4400 + n (see CLOSE_CODES). Neither side buffers: a slow reader slows the process.

**connect** `WS /api/v1/machines/{machine}/connect/{port}`: binary messages are the TCP connection's bytes; text `{"type":"eof"}` is a half close.

**watch** `WS /api/v1/machines/{machine}/files/watch?path=PATH&recursive=BOOL`: the server sends `changes`, a first empty one once everything is listened
at; the client nothing. A client that reads slowly misses some and is told so (`overflow`), as is one whose machine has slept meanwhile. It ends with `failed`:
code `gone` when the path itself was removed, `machine_gone` when the machine was stopped.

**events** `WS /api/v1/events?after=N`: the server sends one `Event` a text message; the first is `events.opened`. A client that was cut off comes back with
the last number that it heard (of an event with a number, or of `events.opened`) and hears what it has missed, then what happens; without `after`, only what
happens. It is told `events_missed` when it reads too slowly, and comes back in the same way; `events_forgotten` when it was away for too long, and reads the
present state again.
"""

from datetime import datetime
from typing import Any

import msgspec

from ingle.wire.machines import EndCause, ExitStatus, WatchedChange
from ingle.wire.problems import Problem

# WebSocket close codes by error kind (the 4000s are for applications, RFC 6455 section 7.4.2).
CLOSE_CODES = {
    "invalid": 4400,
    "unauthenticated": 4401,
    "forbidden": 4403,
    "not_found": 4404,
    "timeout": 4408,
    "conflict": 4409,
    "too_large": 4413,
    "rate_limited": 4429,
    "failed": 4500,
    "unavailable": 4503,
    "exhausted": 4507,
}

STDIN, STDOUT, STDERR = 0, 1, 2
MAX_CHUNK = 65536


class Resize(msgspec.Struct, frozen=True, tag="resize"):
    """Client: the terminal's new size."""

    rows: int
    cols: int


class Signal(msgspec.Struct, frozen=True, tag="signal"):
    """Client: to the process group, or the terminal's foreground group."""

    signal: str


class Eof(msgspec.Struct, frozen=True, tag="eof"):
    """Either side: no more bytes on this channel."""

    channel: int = 0


class Started(msgspec.Struct, frozen=True, tag="started"):
    """Server: the session to attach to again. `lost`: bytes of output older than what was kept."""

    session: str
    pid: int = 0
    lost: int = 0


class Lost(msgspec.Struct, frozen=True, tag="lost"):
    """Server: this many bytes were dropped because several readers are attached and this one is too slow."""

    bytes: int


class Changes(msgspec.Struct, frozen=True, tag="changes"):
    """Server: what has changed, in order."""

    items: list[WatchedChange]


class Exited(msgspec.Struct, frozen=True, tag="exited", omit_defaults=True):
    exit: ExitStatus
    cause: EndCause = ""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    problem: Problem


ClientMessage = Resize | Signal | Eof
ServerMessage = Started | Eof | Lost | Exited | Failed


EVENTS_OPENED = "events.opened"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """A fact: something has happened. `subject` is the id of what it happened to; `data` is the thing as its GET would show it, unless the event's own
    type says something else."""

    id: int  # its number, which grows; 0: it is not kept, and only tells how far something is or what can be read anew
    at: datetime
    type: str  # "machine.changed", "machine.removed", "image.changed", "image.progress", "image.removed", …
    subject: str
    data: dict[str, Any] = {}
