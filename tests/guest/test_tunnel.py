"""connect: a stream is a TCP connection, both ways, with half closes."""

import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from guest.wire import CLOSE, CREDIT, DATA, EOF, Host, RefusedError


@contextmanager
def server(
    serve: Callable[[socket.socket], None], family: int = socket.AF_INET, address: str = "127.0.0.1"
) -> Iterator[int]:
    """A loopback server for one connection."""
    listener = socket.create_server((address, 0), family=family)
    listener.settimeout(60)

    def run() -> None:
        connection, _ = listener.accept()
        with connection:
            serve(connection)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join(60)
        listener.close()
        assert not thread.is_alive()


def echo(connection: socket.socket) -> None:
    while piece := connection.recv(65536):
        connection.sendall(piece)
    connection.sendall(b"!")


def test_both_ways_and_a_half_close(host: Host) -> None:
    with server(echo) as port:
        stream = host.open("connect", port=port)
        assert host.opened(stream) == {}
        host.send(DATA, stream, b"hello")
        assert host.next(stream, DATA).payload == b"hello"
        host.send(EOF, stream)
        result = host.collect(stream, {})
        assert (bytes(result.out[0]), result.eofs, result.closed) == (b"!", [0], {})


def test_much_of_it(host: Host) -> None:
    content = os.urandom(65536)
    with server(echo) as port:
        stream = host.open("connect", port=port)
        host.opened(stream)
        sent, got, credit = 0, bytearray(), 262144
        while len(got) < 5_000_000:
            while credit >= 65536 and sent < 5_000_000:
                host.send(DATA, stream, content)
                sent += 65536
                credit -= 65536
            frame = host.next(stream)
            if frame.kind == CREDIT:
                credit += struct.unpack("<I", frame.payload)[0]
            else:
                got += frame.payload
                host.send(CREDIT, stream, struct.pack("<I", len(frame.payload)))
        host.send(EOF, stream)
        got += host.collect(stream, {}).out[0]
    assert bytes(got) == content * (sent // 65536) + b"!"


def test_the_server_speaks_first_and_leaves(host: Host) -> None:
    with server(lambda connection: connection.sendall(b"RFB 003.008\n")) as port:
        stream = host.open("connect", port=port)
        host.opened(stream)
        assert host.next(stream, DATA).payload == b"RFB 003.008\n"
        host.next(stream, EOF)
        host.send(EOF, stream)
        assert host.next(stream, CLOSE).body == {}


def test_closing_closes(host: Host) -> None:
    ended = threading.Event()

    def wait_for_end(connection: socket.socket) -> None:
        connection.settimeout(60)
        assert connection.recv(1) == b""
        ended.set()

    with server(wait_for_end) as port:
        stream = host.open("connect", port=port)
        host.opened(stream)
        host.send(CLOSE, stream, {})
    assert ended.is_set()


def test_version_six(host: Host) -> None:
    with server(echo, socket.AF_INET6, "::1") as port:
        stream = host.open("connect", port=port, address="::1")
        host.opened(stream)
        host.send(EOF, stream)
        assert host.next(stream, DATA).payload == b"!"


def test_nobody_there(host: Host) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(RefusedError, match="connection_refused"):
        host.opened(host.open("connect", port=port))
    with pytest.raises(RefusedError, match="invalid"):
        host.opened(host.open("connect", port=port, address="example"))
