"""Unix sockets at paths of any length. An address holds 107 bytes (unix(7)), a data directory may lie deeper: so the folder is opened and the
socket reached through /proc/self/fd."""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from anyio.abc import ByteStream, SocketAttribute, SocketStream


@contextmanager
def _short(path: Path) -> Iterator[str]:
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def listen(path: Path, *, backlog: int = 8) -> socket.socket:
    """A listening socket that only its owner may connect to; one that was left at the path is replaced."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.fchmod(listener.fileno(), 0o600)  # bind(2) gives the file the socket's own mode
        with _short(path) as address:
            listener.bind(address)
        listener.listen(backlog)
    except BaseException:
        listener.close()
        raise
    return listener


async def connect(path: Path) -> ByteStream:
    """Raises OSError when nobody listens there, BlockingIOError among them when its queue is full."""
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        client.setblocking(False)
        with _short(path) as address:
            client.connect(address)
        return await wrap(client)
    except BaseException:
        client.close()
        raise


def send_with(stream: ByteStream, data: bytes, descriptor: int) -> None:
    """Send a few bytes, and an open file with them (SCM_RIGHTS in unix(7)). Nothing sent before may be on its way still. Raises OSError."""
    with socket.socket(fileno=os.dup(stream.extra(SocketAttribute.raw_socket).fileno())) as same:  # noqa: S610  # not Django's
        if socket.send_fds(same, [data], [descriptor]) != len(data):
            raise OSError(errno.EMSGSIZE, os.strerror(errno.EMSGSIZE))


async def pair() -> tuple[ByteStream, ByteStream]:
    """Two ends of one connection."""
    left, right = socket.socketpair()
    return await wrap(left), await wrap(right)


async def wrap(connected: socket.socket) -> ByteStream:
    """A connected socket as a stream, which owns it from now on. Not anyio's own UNIXSocketStream: when that is closed or cancelled just as bytes arrive, the
    loop reports an InvalidStateError (anyio 4.16); the transport under SocketStream does not care which family the socket is of."""
    connected.setblocking(False)
    return await SocketStream.from_socket(connected)
