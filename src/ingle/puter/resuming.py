"""How a socket goes on where its predecessor ended: connection state recovery of the socket.io protocol (version 4.6 on), over the facts that the house keeps.

The server says a `pid` when it lets a client in, and adds an offset, a string, to each event as its last argument; a client that comes back says both. Here the
offset is the fact's number, and the pid holds the number up to which the house had told when the socket was opened, for who comes back having heard nothing.
A client that is told its own pid again has missed nothing; any other pid says that it must read anew. Source: the protocol's own documentation
(socket.io, "Connection state recovery") and its client.
"""

import secrets
from contextvars import ContextVar
from typing import Any, NamedTuple

from socketio import packet

MAX_MISSED = 200  # facts that a socket is told when it comes back; who has missed more reads anew
_pid: ContextVar[str] = ContextVar("pid")


class Left(NamedTuple):
    """Where a client says that it was when it went."""

    pid: str
    number: int  # of the last fact that it knows of


def where_left(said: Any) -> Left | None:
    """Of what a client says when it connects; None: it is new, or says nothing that could be."""
    pid = said.get("pid") if isinstance(said, dict) else None
    if not isinstance(pid, str):
        return None
    offset = said.get("offset") or pid.partition(".")[0]
    if not isinstance(offset, str) or not (offset.isascii() and offset.isdigit() and len(offset) < 16):
        return None
    return Left(pid[:64], int(offset))


def new_pid(number: int) -> str:
    return f"{number}.{secrets.token_hex(8)}"


def offset(number: int) -> tuple[str, ...]:
    """What follows an event's own arguments; nothing for what is not kept."""
    return (str(number),) if number else ()


def tell_pid(pid: str) -> None:
    """To the client that is being let in by this task."""
    _pid.set(pid)


class Packet(packet.Packet):  # type: ignore[misc] # the library tells no types
    """The library's own, whose answer to who is let in has the pid too."""

    def __init__(self, packet_type: int = packet.EVENT, data: Any = None, *rest: Any, **more: Any) -> None:
        if packet_type == packet.CONNECT and isinstance(data, dict) and "sid" in data:
            data = {**data, "pid": _pid.get()}
        super().__init__(packet_type, data, *rest, **more)
