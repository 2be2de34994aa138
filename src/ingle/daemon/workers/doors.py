"""The listening sockets of the house and of its workers: one for each address and process."""

import socket
from collections.abc import Sequence

from ingle.daemon.server import listen_together


def spread(listeners: Sequence[socket.socket], processes: int) -> list[list[socket.socket]]:
    """Those of each process, the house first. The operator's socket is the house's alone. Raises UnavailableError."""
    if processes == 1:
        return [[*listeners]]
    alone = [listener for listener in listeners if listener.family == socket.AF_UNIX]
    together = [
        listen_together(listener, processes) for listener in listeners if listener.family != socket.AF_UNIX
    ]
    house, *workers = [[*each] for each in zip(*together, strict=True)]
    return [[*house, *alone], *workers]
