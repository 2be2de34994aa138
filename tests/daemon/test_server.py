"""Addresses to listen on."""

import socket
from pathlib import Path

import pytest

from ingle.base.errors import InvalidError, UnavailableError
from ingle.daemon.server import listen_operator, listen_tcp, url_of


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("127.0.0.1:0", "http://localhost:{}"),
        ("[::1]:0", "http://localhost:{}"),
        ("127.0.0.2:0", "http://127.0.0.2:{}"),
    ],
)
def test_an_address_becomes_a_url_for_people(address: str, url: str) -> None:
    listener = listen_tcp(address, optional=True)
    if listener is None:
        pytest.skip("this host has no IPv6")
    with listener:
        assert url_of(listener) == url.format(listener.getsockname()[1])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "4747",
        ":4747",
        "localhost:4747",
        "127.0.0.1",
        "127.0.0.1:x",
        "127.0.0.1:65536",
        "[::1]",
        "::1::",
        "1.2.3:4",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InvalidError):
        listen_tcp(address)


def test_an_ipv6_address_that_the_host_lacks_may_be_left_out() -> None:
    absent = "[2001:db8::1]:0"  # reserved for documentation
    assert listen_tcp(absent, optional=True) is None
    with pytest.raises(UnavailableError, match="2001:db8"):
        listen_tcp(absent)


def test_clients_wait_from_the_moment_of_listening(tmp_path: Path) -> None:
    listener = listen_tcp("127.0.0.1:0")
    assert listener is not None
    with listener, socket.create_connection(listener.getsockname()):
        pass
    with listen_operator(tmp_path / "ingle.sock"), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(tmp_path / "ingle.sock"))


def test_a_socket_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="nowhere"):
        listen_operator(tmp_path / "nowhere" / "ingle.sock")
