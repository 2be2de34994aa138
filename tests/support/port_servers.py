"""Servers in the twin's machines: programs whose input and output are a connection."""

from collections.abc import Callable

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from ingle.drivers.guest.fake.kernel import Context, Program, Read, Write

Server = Callable[[Context], Program]


class Heard:
    """What servers were told, by connection."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []

    def head(self, number: int = -1) -> bytes:
        return self.requests[number].partition(b"\r\n\r\n")[0]

    def body(self, number: int = -1) -> bytes:
        return self.requests[number].partition(b"\r\n\r\n")[2]

    def headers(self, number: int = -1) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self.head(number).decode("latin-1").split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            found.setdefault(name.lower(), []).append(value)
        return found


def answering(
    *parts: bytes, heard: Heard | None = None, end: bytes = b"\r\n\r\n", hold: bool = False
) -> Server:
    """Reads a request that ends so, then says these. `hold`: it hangs up only when the other side does."""

    def serve(_context: Context) -> Program:
        said = b""
        while not said.endswith(end):
            data = yield Read()
            if not data:
                return 0
            said += data
        if heard is not None:
            heard.requests.append(said)
        for part in parts:
            yield Write(1, part)
        while hold and (yield Read()):
            pass
        return 0

    return serve


def ok(body: bytes = b"hello", *headers: bytes) -> bytes:
    return b"".join(
        [
            b"HTTP/1.1 200 OK\r\n",
            b"".join(one + b"\r\n" for one in headers),
            b"Content-Length: %d\r\n\r\n" % len(body),
            body,
        ]
    )


def endless(block: bytes, written: list[int]) -> Server:
    """Says more and more, and counts how much of it was taken."""

    def serve(_context: Context) -> Program:
        yield Read()
        yield Write(1, b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
        while True:
            yield Write(1, block)
            written.append(len(block))

    return serve


def sockets(
    speak: Callable[[ServerProtocol, Request | Frame], None],
    heard: list[Request] | None = None,
    *,
    offered: list[Subprotocol] | None = None,
) -> Server:
    """A WebSocket server, by websockets' own protocol: `speak` does with each event what it likes."""

    def serve(_context: Context) -> Program:
        protocol = ServerProtocol(subprotocols=offered, max_size=None)
        while data := (yield Read()):
            protocol.receive_data(data)
            for event in protocol.events_received():
                if isinstance(event, Request) and heard is not None:
                    heard.append(event)
                if isinstance(event, Request | Frame):
                    speak(protocol, event)
            for out in protocol.data_to_send():
                if not out:
                    return 0
                yield Write(1, out)
        return 0

    return serve


def echo(protocol: ServerProtocol, event: Request | Frame) -> None:
    if isinstance(event, Request):
        protocol.send_response(protocol.accept(event))
    elif event.opcode is Opcode.TEXT:
        protocol.send_text(event.data)
    elif event.opcode is Opcode.BINARY:
        protocol.send_binary(event.data)
