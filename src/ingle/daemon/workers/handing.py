"""What workers send to the house, over a socket pair that only the two have: datagrams in order, of one byte that says what it is and of open files.

A connection goes as its socket (SCM_RIGHTS in unix(7)) and a file in memory with what was read from it, which may be more than a datagram holds. So the house
has the very connection, with its peer's address, and nothing passes through the worker any more.
"""

import os
import socket
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_CONNECTION, _COUNTS, _READY = b"c", b"m", b"r"


@dataclass(frozen=True)
class Handed:
    """A connection, and what was read from it already."""

    connection: socket.socket
    read: bytes


@dataclass(frozen=True)
class Counts:
    """What the worker has counted, as Prometheus reads it."""

    rendered: bytes


@dataclass(frozen=True)
class Ready:
    """The worker accepts connections from now on."""


Message = Handed | Counts | Ready


def pair() -> tuple[socket.socket, socket.socket]:
    """The house's end, which never waits, and the worker's, which waits when hundreds of connections are on their way that the house has not taken yet."""
    house, worker = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    house.setblocking(False)
    return house, worker


def say_ready(channel: socket.socket) -> None:
    channel.send(_READY)


def send_counts(channel: socket.socket, rendered: bytes) -> None:
    _send(channel, _COUNTS, rendered)


def hand_over(channel: socket.socket, connection: int, read: bytes) -> None:
    """The caller closes its own descriptor. Raises OSError when the house is gone."""
    _send(channel, _CONNECTION, read, connection)


def receive(channel: socket.socket) -> Iterator[Message]:
    """All that have arrived. Raises EOFError when the worker is gone."""
    while True:
        try:
            kind, files = _receive_with_files(channel)
        except BlockingIOError:
            return
        except ConnectionResetError as error:
            raise EOFError from error
        if not kind:
            raise EOFError
        if kind == _READY:
            yield Ready()
            continue
        told = _read(files[0])
        yield Counts(told) if kind == _COUNTS else Handed(socket.socket(fileno=files[1]), told)


def _send(channel: socket.socket, kind: bytes, told: bytes, *more: int) -> None:
    file = os.memfd_create("told", os.MFD_CLOEXEC)
    try:
        with open(file, "wb", closefd=False) as writing:
            writing.write(told)
        socket.send_fds(channel, [kind], [file, *more])
    finally:
        os.close(file)


def _receive_with_files(channel: socket.socket) -> tuple[bytes, Sequence[int]]:
    """As socket.recv_fds, which hears no flags in Python 3.11: our own children must not inherit what arrives."""
    files = array("i")
    room = socket.CMSG_LEN(2 * files.itemsize)
    kind, told, _, _ = channel.recvmsg(1, room, socket.MSG_CMSG_CLOEXEC)
    for level, what, data in told:
        if (level, what) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            files.frombytes(data[: len(data) - len(data) % files.itemsize])
    return kind, files


def _read(file: int) -> bytes:
    with open(file, "rb") as reading:
        reading.seek(0)
        return reading.read()
