"""A connected byte stream to a daemon: its Unix socket, TCP, or TLS."""

import os
import socket

from ingle.sdk.errors import UnreachableError
from ingle.sdk.lean.place import Place

CONNECT_SECONDS = 15.0
_LONGEST_SOCKET_PATH = 107  # sun_path of struct sockaddr_un holds 108 bytes, one of them the ending NUL


def dial(place: Place) -> socket.socket:
    """Connect, in blocking mode. Raises UnreachableError, whose sentence says what to do."""
    try:
        return dial_unix(place.socket) if place.socket else _dial_tcp(place.url)
    except OSError as error:
        raise unreachable(place, error) from error


def unreachable(place: Place, cause: BaseException) -> UnreachableError:
    if place.socket:
        if isinstance(cause, PermissionError):
            hint = "the daemon there is another user's; log in instead (ingle login)"
        else:
            hint = "start one with scripts/up or `ingle serve`"
        return UnreachableError(f"no daemon answers at {place.socket}: {hint}", code="daemon_unreachable")
    if "CERTIFICATE_VERIFY_FAILED" in str(cause):
        return UnreachableError(
            f"the certificate of {place.url} is not trusted here; if it is the right one, name it in SSL_CERT_FILE",
            code="certificate_not_trusted",
        )
    reason = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return UnreachableError(
        f"no daemon answers at {place.url} ({reason}): is it running, and is the address right?",
        code="daemon_unreachable",
    )


def dial_unix(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(CONNECT_SECONDS)
        if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            connection.connect(path)
        else:
            _connect_through_directory(connection, path)
        connection.settimeout(None)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_through_directory(connection: socket.socket, path: str) -> None:
    """A path too long for a socket address, by a short name for its directory."""
    folder, _, name = path.rpartition("/")
    directory = os.open(folder or "/", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        connection.connect(f"/proc/self/fd/{directory}/{name}")
    finally:
        os.close(directory)


def _dial_tcp(url: str) -> socket.socket:
    from urllib.parse import urlsplit  # the Unix socket does not need it

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    host = parts.hostname or "localhost"
    connection = socket.create_connection((host, parts.port or (443 if secure else 80)), CONNECT_SECONDS)
    try:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            import ssl  # slow to import

            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        connection.settimeout(None)
    except BaseException:
        connection.close()
        raise
    return connection
