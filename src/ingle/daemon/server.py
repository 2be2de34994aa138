"""uvicorn on sockets that are already bound, inside our own task group.

The WebSocket protocol is uvicorn's `websockets-sansio`: its `send` waits for the transport to drain, and it stops reading from the client after each
message until that is received, so neither side can fill our memory. Pings are sent, which keeps proxies awake, but answers are not demanded: a client
that does not read, to slow its command down, cannot answer them either. A vanished one is noticed by TCP keep-alive.
"""

import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
import uvicorn
from litestar.types import ASGIApp
from pydantic import IPvAnyNetwork
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ingle.base.errors import InvalidError, Kind, UnavailableError
from ingle.base.units import KIB, MIB
from ingle.edge.peers import remember_peer
from ingle.edge.problems import PROBLEM_JSON
from ingle.runtime.unix_sockets import listen as listen_unix
from ingle.wire.problems import Problem

WS_MAX_MESSAGE = MIB
MAX_HEAD = 64 * KIB  # of a request: its line and headers
BACKLOG = 512
_KEEPALIVE = {
    socket.TCP_KEEPIDLE: 60,
    socket.TCP_KEEPINTVL: 15,
    socket.TCP_KEEPCNT: 4,
}  # seconds, seconds, probes
_CREDENTIALS = struct.Struct("3i")  # struct ucred (unix(7)): pid, uid, gid


class PeerProtocol(HttpToolsProtocol):
    """HTTP that knows who is at the other end of a Unix socket, and that bounds the head of a request, which the parser would collect
    without end. A WebSocket inherits the connection's state from here."""

    _head = 0  # bytes received since a request's head began; -1 while its body is read

    def data_received(self, data: bytes) -> None:
        if self._head >= 0:
            self._head += len(data)
            if self._head > MAX_HEAD + len(data):  # one piece may be large: it is mostly body
                self.send_400_response("The request line and headers are too large.")
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """What is no request meets no handler, and is told as every other mistake all the same."""
        status = HTTPStatus.BAD_REQUEST
        problem = Problem(
            title=status.phrase, status=int(status), detail=msg, code="no_request", kind=Kind.INVALID
        )
        body = msgspec.json.encode(problem)
        head = (
            f"HTTP/1.1 {status} {status.phrase}\r\ncontent-type: {PROBLEM_JSON}\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def on_message_begin(self) -> None:
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head = -1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._head = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        peer = transport.get_extra_info("socket")
        if peer is not None and peer.family == socket.AF_UNIX:
            told = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
            _, uid, _ = _CREDENTIALS.unpack(told)
            self.app_state = remember_peer(self.app_state, uid)


class Server(uvicorn.Server):
    """Signals are main's business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def make_server(
    app: ASGIApp, *, stop_seconds: float, trusted_proxies: Sequence[IPvAnyNetwork] = ()
) -> Server:
    """Anyone on this host could claim to be any address, so only proxies that the operator names are believed."""
    config = uvicorn.Config(
        app,
        http=PeerProtocol,
        ws="websockets-sansio",
        ws_max_size=WS_MAX_MESSAGE,
        ws_per_message_deflate=False,
        ws_ping_interval=20.0,
        ws_ping_timeout=None,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=[str(each) for each in trusted_proxies],
        server_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=max(1, round(stop_seconds)),
        backlog=BACKLOG,
    )
    return Server(config)


def listen_tcp(address: str, *, optional: bool = False) -> socket.socket | None:
    """A listening socket. None when the address is optional and this host has no such one.

    Raises InvalidError for what is no address, UnavailableError when it is taken.
    """
    try:
        return _listen(address, beside_others=False)
    except UnavailableError:
        if optional and address.startswith("["):
            return None
        raise


def listen_together(listener: socket.socket, count: int) -> Sequence[socket.socket]:
    """So many sockets that listen in the place of this one, which is closed: the kernel spreads connections among them (SO_REUSEPORT in socket(7)).
    The one has shown that nobody else is there, with whom they would share without a word. Raises UnavailableError."""
    address = address_of(listener)
    listener.close()
    return [_listen(address, beside_others=True) for _ in range(count)]


def _listen(address: str, *, beside_others: bool) -> socket.socket:
    host, port = _split(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, beside_others)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # accepted connections inherit these
        for option, value in _KEEPALIVE.items():
            listener.setsockopt(socket.IPPROTO_TCP, option, value)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)  # from now on clients wait instead of being refused
    except OSError as error:
        listener.close()
        raise UnavailableError(
            f"cannot listen on {address}: {error.strerror}; another daemon may run there (`--listen` takes another address)",
            address=address,
        ) from error
    return listener


def listen_operator(path: Path) -> socket.socket:
    """The Unix socket, for the daemon's own user and root. Raises UnavailableError."""
    try:
        return listen_unix(path, backlog=BACKLOG)
    except OSError as error:
        raise UnavailableError(
            f"cannot listen on the Unix socket {path}: {error.strerror or error}"
        ) from error


def _split(address: str) -> tuple[str, int]:
    host, colon, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise InvalidError(
            f"{address!r} is not an address; write it like 127.0.0.1:4747 or [::1]:4747", field="listen"
        )
    for family in (socket.AF_INET6, socket.AF_INET):
        try:
            socket.inet_pton(family, host)
        except OSError:
            continue
        return host, int(port)
    raise InvalidError(
        f"{host!r} is not an IP address; a host name may mean several, so name the address", field="listen"
    )


def address_of(listener: socket.socket) -> str:
    """Where it listens, as `listen_tcp` takes it."""
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def url_of(listener: socket.socket) -> str:
    """What to type in a browser on this host."""
    host, port = listener.getsockname()[:2]
    if host in {"127.0.0.1", "::1", "0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
