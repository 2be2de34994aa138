"""HTTP's opening handshake for a WebSocket (RFC 6455, section 4), over a socket that is connected already."""

import os
import socket
from base64 import b64encode

from ingle.sdk.errors import ConnectionLostError, FailedError, from_answer
from ingle.sdk.lean.place import Place

_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_MAX_HEAD = 65536
_MAX_REFUSAL = 65536  # of a refusal's body


def upgrade(connection: socket.socket, place: Place, path: str) -> bytes:
    """Turn the connection into a WebSocket; the bytes that came after the server's answer (frames already).

    Raises the typed error of a refusal, ConnectionLostError when the server hangs up.
    """
    _scheme, _, rest = place.url.partition("://")
    host, _, prefix = rest.partition("/")
    key = b64encode(os.urandom(16))
    lines = [
        f"GET {'/' + prefix if prefix else ''}{path} HTTP/1.1",
        f"Host: {host}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key.decode()}",
    ]
    if place.token:
        lines.append(f"Authorization: Bearer {place.token}")
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    proof = _proof(key)
    head, rest_of_body = _read_head(connection)
    status, headers = _parse_head(head)
    if status != 101:
        raise from_answer(status, _read_refusal(connection, headers, rest_of_body))
    if headers.get("sec-websocket-accept", "") != proof:
        raise FailedError("the server does not prove that it speaks WebSocket", code="not_ingle")
    return rest_of_body


def _proof(key: bytes) -> str:
    from hashlib import sha1  # slow, so imported while the daemon works

    return b64encode(sha1(key + _MAGIC, usedforsecurity=False).digest()).decode()


def _read_head(connection: socket.socket) -> tuple[bytes, bytes]:
    received = b""
    while b"\r\n\r\n" not in received:
        data = connection.recv(65536)
        if not data:
            raise ConnectionLostError("the daemon hung up before it answered", code="connection_lost")
        received += data
        if len(received) > _MAX_HEAD:
            raise FailedError("the server's answer is not HTTP", code="not_ingle")
    head, _, rest = received.partition(b"\r\n\r\n")
    return head, rest


def _parse_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ", 2)
    if len(words) < 2 or not words[0].startswith("HTTP/1.") or not words[1].isdigit():
        raise FailedError("the server's answer is not HTTP", code="not_ingle")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(words[1]), headers


def _read_refusal(connection: socket.socket, headers: dict[str, str], body: bytes) -> bytes:
    length = headers.get("content-length", "0")
    wanted = min(int(length) if length.isdigit() else 0, _MAX_REFUSAL)
    while len(body) < wanted:
        data = connection.recv(65536)
        if not data:
            break
        body += data
    return body
