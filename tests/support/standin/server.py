"""The stand-in served on a Unix socket and on a port of loopback, in a thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from support.standin.app import make_app
from support.standin.world import World
from support.waiting import wait_until


class StandIn:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.world = World(directory / "machines")
        self.socket = directory / "ingle.sock"
        self.url = ""


@contextmanager
def stand_in(directory: Path, certificate: tuple[Path, Path] | None = None) -> Iterator[StandIn]:
    """`certificate`: files of a certificate and its key; it is https then, on the port and on the socket."""
    made = StandIn(directory)
    unix = socket.socket(socket.AF_UNIX)
    unix.bind(str(made.socket))
    port = socket.socket()
    port.bind(("127.0.0.1", 0))
    made.url = f"{'https' if certificate else 'http'}://localhost:{port.getsockname()[1]}"
    config = uvicorn.Config(
        make_app(made.world),
        ws="websockets-sansio",
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=2,
        ssl_certfile=certificate[0] if certificate else None,
        ssl_keyfile=certificate[1] if certificate else None,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [unix, port]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    try:
        yield made
    finally:
        server.should_exit = True
        thread.join(20)
        unix.close()
        port.close()
