"""What goes from a worker to the house."""

import os
import socket
from pathlib import Path

import pytest

from ingle.daemon.workers.handing import (
    Counts,
    Handed,
    Ready,
    hand_over,
    pair,
    receive,
    say_ready,
    send_counts,
)


def test_a_connection_arrives_with_what_was_read_and_is_the_very_one() -> None:
    house, worker = pair()
    client, server = socket.socketpair()
    read = os.urandom(300_000)  # more than a datagram holds
    with house, worker, client:
        hand_over(worker, server.fileno(), read)
        server.close()
        (handed,) = receive(house)
        assert isinstance(handed, Handed)
        assert handed.read == read
        assert not os.get_inheritable(handed.connection.fileno())
        with handed.connection as connection:
            connection.sendall(b"hello")
            assert client.recv(5) == b"hello"


def test_messages_come_in_order_and_none_is_awaited() -> None:
    house, worker = pair()
    with house, worker:
        assert list(receive(house)) == []
        say_ready(worker)
        send_counts(worker, b"a 1\n")
        send_counts(worker, b"")
        assert list(receive(house)) == [Ready(), Counts(b"a 1\n"), Counts(b"")]


def test_the_end_of_either_is_heard_by_the_other() -> None:
    house, worker = pair()
    with house:
        say_ready(worker)
        worker.close()
        heard = receive(house)
        assert next(heard) == Ready()
        with pytest.raises(EOFError):
            next(heard)
    house, worker = pair()
    with worker:
        house.close()
        with pytest.raises(OSError, match="Broken pipe"):
            say_ready(worker)


def test_no_file_is_left_open() -> None:
    house, worker = pair()
    with house, worker:
        before = len([*Path("/proc/self/fd").iterdir()])
        for _ in range(10):
            send_counts(worker, b"x")
            list(receive(house))
        assert len([*Path("/proc/self/fd").iterdir()]) == before
