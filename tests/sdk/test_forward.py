"""Forwarded ports carry bytes and half closes both ways."""

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest

from ingle.sdk.errors import InvalidError
from ingle.sdk.sync.machines import Machine


class Echo(socketserver.StreamRequestHandler):
    """Answers only once the client has ended its half."""

    def handle(self) -> None:
        data = self.rfile.read()
        self.wfile.write(b"got:" + data)


@pytest.fixture
def echo() -> Iterator[int]:
    """A TCP port, here, where the stand-in's machine would have it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_bytes_and_half_closes_go_both_ways(one: Machine, echo: int) -> None:
    data = bytes(range(256)) * 4000
    with one.forward(0, echo) as opened:
        for _ in range(3):
            with socket.create_connection((opened.host, opened.port), 10) as connection:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                received = b"".join(iter(lambda: connection.recv(65536), b""))
            assert received == b"got:" + data


def test_the_listener_ends_with_its_block(one: Machine, echo: int) -> None:
    with one.forward(0, echo) as opened:
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((opened.host, opened.port), 10)


def test_a_taken_port_is_said(one: Machine, echo: int) -> None:
    with pytest.raises(InvalidError, match="choose another port"), one.forward(echo, 80):
        pass
