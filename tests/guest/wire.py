"""A host in a hundred lines: just enough of the guest protocol to drive an agent in tests, blocking and by the letter.

The product's own driver is elsewhere; this one exists so that the agent is not only tested by its partner.
"""

from __future__ import annotations

import secrets
import struct
import threading
import time
import zlib
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

HELLO, READY, OPEN, OPENED, DATA, EOF, CREDIT, MESSAGE, CLOSE, EVENT = (
    0x01, 0x02, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x20,
)  # fmt: skip
RESYNC = bytes(262164)
PATIENCE_S = 60.0


class RefusedError(Exception):
    """The agent closed a stream with an error."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error)
        self.code: str = error["code"]
        self.errno: int | None = error.get("errno")


def seal(key: int, kind: int, stream: int, payload: bytes = b"", channel: int = 0) -> bytes:
    head = struct.pack("<BBBBII", 0x49, 0xE7, kind, channel, stream, len(payload))
    check = zlib.crc32(head, key)
    return head + struct.pack("<I", check) + payload + struct.pack("<I", check ^ 0xFFFFFFFF)


def eventually(condition: Callable[[], bool]) -> None:
    """Ask until it is so; what never is fails."""
    deadline = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        pause.wait(0.01)


@dataclass(frozen=True)
class Frame:
    kind: int
    channel: int
    stream: int
    payload: bytes

    @property
    def body(self) -> dict[str, Any]:
        return msgspec.msgpack.decode(self.payload)


@dataclass
class Result:
    """What an exec brought."""

    opened: dict[str, Any]
    out: dict[int, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    messages: list[dict[str, Any]] = field(default_factory=list)
    eofs: list[int] = field(default_factory=list)
    closed: dict[str, Any] = field(default_factory=dict)

    @property
    def stdout(self) -> bytes:
        return bytes(self.out[1])

    @property
    def stderr(self) -> bytes:
        return bytes(self.out[2])

    @property
    def exit(self) -> dict[str, Any]:
        return next(message["exit"] for message in self.messages if "exit" in message)


class Host:
    """One link over one connected socket."""

    def __init__(self, channel: socket.socket, *, fresh: bool = True, version: int = 1) -> None:
        self.channel = channel
        self.channel.settimeout(PATIENCE_S)
        self.nonce = secrets.randbelow(2**32 - 1) + 1
        self.buffer = bytearray()
        self.waiting: dict[int, deque[Frame]] = defaultdict(deque)
        self.last_stream = 0
        if not fresh:
            self.channel.sendall(RESYNC)
        self.channel.sendall(
            seal(0, HELLO, 0, msgspec.msgpack.encode({"version": version, "nonce": self.nonce}))
        )
        self.ready = self.next(0, READY).body

    def send(self, kind: int, stream: int, payload: bytes | dict[str, Any] = b"", channel: int = 0) -> None:
        raw = msgspec.msgpack.encode(payload) if isinstance(payload, dict) else payload
        self.channel.sendall(seal(self.nonce, kind, stream, raw, channel))

    def receive(self) -> Frame:
        """The next frame under our nonce; whatever stands before it is skipped."""
        while True:
            frame = self._cut()
            if frame is not None:
                return frame
            piece = self.channel.recv(1 << 20)
            if not piece:
                raise ConnectionError("the agent hung up")
            self.buffer += piece

    def _cut(self) -> Frame | None:
        while len(self.buffer) >= 16:
            start = self.buffer.find(b"\x49\xe7")
            if start < 0:
                del self.buffer[:-1]
                return None
            if start > 0:
                del self.buffer[:start]
            if len(self.buffer) < 16:
                return None
            _, _, kind, channel, stream, length, check = struct.unpack_from("<BBBBIII", self.buffer)
            if length > 262144 or zlib.crc32(self.buffer[:12], self.nonce) != check:
                del self.buffer[:1]
                continue
            if len(self.buffer) < length + 20:
                return None
            assert struct.unpack_from("<I", self.buffer, 16 + length)[0] == check ^ 0xFFFFFFFF
            frame = Frame(kind, channel, stream, bytes(self.buffer[16 : 16 + length]))
            del self.buffer[: length + 20]
            return frame
        return None

    def next(self, stream: int, kind: int | None = None) -> Frame:
        """The next frame of a stream (of a kind: others of that stream are skipped)."""
        while True:
            queue = self.waiting[stream]
            while queue:
                frame = queue.popleft()
                if kind is None or frame.kind == kind:
                    return frame
            frame = self.receive()
            self.waiting[frame.stream].append(frame)

    def event(self, name: str) -> dict[str, Any]:
        while True:
            body = self.next(0, EVENT).body
            if body["event"] == name:
                return body

    def open(self, method: str, **parameters: Any) -> int:
        self.last_stream += 1
        self.send(OPEN, self.last_stream, {"method": method, **parameters})
        return self.last_stream

    def opened(self, stream: int) -> dict[str, Any]:
        frame = self.next(stream)
        if frame.kind == CLOSE:
            raise RefusedError(frame.body["error"])
        assert frame.kind == OPENED
        return frame.body

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """A method that answers with CLOSE at once."""
        body = self.next(self.open(method, **parameters), CLOSE).body
        if "error" in body:
            raise RefusedError(body["error"])
        return body

    def collect(self, stream: int, opened: dict[str, Any], *, grant: bool = True) -> Result:
        """Everything of a stream until its CLOSE."""
        result = Result(opened)
        while True:
            frame = self.next(stream)
            if frame.kind == DATA:
                result.out[frame.channel] += frame.payload
                if grant:
                    self.send(CREDIT, stream, struct.pack("<I", len(frame.payload)))
            elif frame.kind == EOF:
                result.eofs.append(frame.channel)
            elif frame.kind == MESSAGE:
                result.messages.append(frame.body)
            elif frame.kind == CLOSE:
                result.closed = frame.body
                if "error" in result.closed:
                    raise RefusedError(result.closed["error"])
                return result

    def start(
        self, *argv: str | bytes, session: str | None = None, **parameters: Any
    ) -> tuple[int, dict[str, Any]]:
        raw = [item.encode() if isinstance(item, str) else item for item in argv]
        stream = self.open(
            "exec", session=session or f"s{self.last_stream}-{secrets.token_hex(4)}", argv=raw, **parameters
        )
        return stream, self.opened(stream)

    def run(self, *argv: str | bytes, **parameters: Any) -> Result:
        stream, opened = self.start(*argv, **parameters)
        return self.collect(stream, opened)
