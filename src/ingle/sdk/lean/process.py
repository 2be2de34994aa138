"""A process in a machine as seen over a WebSocket (wire.streams), for a caller that polls descriptors itself. Nothing here blocks once it is open.

The JSON is written by hand because msgspec is slow to import; a test holds it to the wire types.
"""

import json
import os
from socket import socket
from typing import Any, NamedTuple

from ingle.sdk.errors import ConnectionLostError, FailedError, IngleError, from_problem
from ingle.sdk.lean.dial import dial, unreachable
from ingle.sdk.lean.frames import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    TEXT,
    FrameReader,
    Message,
    ProtocolError,
    encode_frame,
)
from ingle.sdk.lean.place import Place
from ingle.sdk.lean.upgrade import upgrade

STDIN, STDOUT, STDERR = 0, 1, 2
MAX_INPUT = 65536  # wire.streams.MAX_CHUNK
_RECEIVE = 262144


class Started(NamedTuple):
    session: str
    lost: int  # bytes of output that are older than what was kept


class Output(NamedTuple):
    channel: int
    data: bytes


class Lost(NamedTuple):
    bytes: int


class Exited(NamedTuple):
    code: int  # as a shell says it: the exit code, or 128 + the signal's number
    cause: str = ""  # wire's EndCause


Event = Started | Output | Lost | Exited


class Process:
    """Events come from `receive`, when the descriptor is readable; what was said waits in a buffer until `flush`, when it is writable."""

    def __init__(self, connection: socket, received: bytes = b"") -> None:
        connection.setblocking(False)
        self._connection = connection
        self._reader = FrameReader()
        self._early = received
        self._outgoing = bytearray()
        self.session = ""
        self.ended = False

    def fileno(self) -> int:
        return self._connection.fileno()

    def close(self) -> None:
        self._connection.close()

    @property
    def unsent(self) -> int:
        """Bytes that wait to be flushed; a caller gives no more input while there are many."""
        return len(self._outgoing)

    @property
    def has_received(self) -> bool:
        """Whether `receive` has something without the descriptor being readable: bytes that came with the handshake, or inside TLS."""
        pending = getattr(self._connection, "pending", None)
        return bool(self._early) or (pending is not None and pending() > 0)

    def write(self, data: bytes) -> None:
        for start in range(0, len(data), MAX_INPUT):
            self._say(BINARY, bytes((STDIN,)) + data[start : start + MAX_INPUT])

    def end_input(self) -> None:
        self._say_json({"type": "eof", "channel": STDIN})

    def resize(self, rows: int, cols: int) -> None:
        self._say_json({"type": "resize", "rows": rows, "cols": cols})

    def signal(self, name: str) -> None:
        self._say_json({"type": "signal", "signal": name})

    def flush(self) -> None:
        """Send what the connection takes now. When it takes no more for good, what is still to be received says why."""
        while self._outgoing:
            try:
                sent = self._connection.send(self._outgoing)
            except OSError as error:
                if _would_block(error):
                    return
                self._outgoing.clear()
                return
            del self._outgoing[:sent]

    def receive(self) -> list[Event]:
        """What has happened. Raises the typed error when the daemon says that it failed, ConnectionLostError when it vanished."""
        data, self._early = self._early, b""
        if not data:
            try:
                data = self._connection.recv(_RECEIVE)
            except OSError as error:
                if _would_block(error):
                    return []
                raise _lost() from error
            if not data:
                raise _lost()
        try:
            messages = self._reader.feed(data)
        except ProtocolError as error:
            raise FailedError(f"the daemon's stream is broken: {error}", code="not_ingle") from error
        return [event for message in messages for event in self._events(message)]

    def _events(self, message: Message) -> list[Event]:
        opcode, payload = message
        if opcode == BINARY and payload:
            return [Output(payload[0], payload[1:])]
        if opcode == TEXT:
            return self._told(json.loads(payload))
        if opcode == PING:
            self._say(PONG, payload)
        elif opcode == CLOSE and not self.ended:
            raise _lost()
        return []

    def _told(self, value: dict[str, Any]) -> list[Event]:
        match value.get("type"):
            case "started":
                self.session = value["session"]
                return [Started(self.session, value.get("lost", 0))]
            case "lost":
                return [Lost(value["bytes"])]
            case "exited":
                self.ended = True
                return [Exited(exit_code(value["exit"]), value.get("cause", ""))]
            case "failed":
                raise from_problem(value["problem"])
        return []

    def _say_json(self, value: dict[str, Any]) -> None:
        self._say(TEXT, json.dumps(value).encode())

    def _say(self, opcode: int, payload: bytes) -> None:
        self._outgoing += encode_frame(opcode, payload)


def exit_code(exit_: dict[str, int]) -> int:
    """An ExitStatus of the wire as a shell tells it."""
    code = exit_.get("code")
    return code if code is not None else 128 + exit_.get("signal", 0)


def start(place: Place, machine: str, request: dict[str, Any]) -> Process:
    """Start a command; `request` is a wire ExecRequest as plain values."""
    process = _open(place, f"/api/v1/machines/{quote(machine)}/exec")
    process._say_json(request)  # noqa: SLF001 - the first message, which only this function may say
    return process


def attach(place: Place, machine: str, session: str, tail: int | None = None) -> Process:
    """Attach to a session; first comes its kept output, or the newest `tail` bytes of it."""
    query = "" if tail is None else f"?tail={tail}"
    return _open(place, f"/api/v1/machines/{quote(machine)}/sessions/{quote(session)}/attach{query}")


def _open(place: Place, path: str) -> Process:
    connection = dial(place)
    try:
        received = upgrade(connection, place, path)
        return Process(connection, received)
    except IngleError:
        connection.close()
        raise
    except OSError as error:
        connection.close()
        raise unreachable(place, error) from error


def quote(text: str) -> str:
    """Percent-encoding of one path segment."""
    safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
    return "".join(chr(byte) if byte in safe else f"%{byte:02X}" for byte in os.fsencode(text))


def _would_block(error: OSError) -> bool:
    return isinstance(error, BlockingIOError) or type(error).__name__ in (
        "SSLWantReadError",
        "SSLWantWriteError",
    )


def _lost() -> ConnectionLostError:
    return ConnectionLostError("the connection to the daemon was lost", code="connection_lost")
