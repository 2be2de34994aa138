"""Changes of files in a machine, as they happen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec

from ingle.sdk.errors import ConnectionLostError, from_problem
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import Socket, open_socket
from ingle.wire.machines import WatchedChange
from ingle.wire.streams import Changes, Failed

_Message = Changes | Failed


@asynccontextmanager
async def watch_files(place: Place, path: str) -> AsyncIterator[AsyncIterator[WatchedChange]]:
    """Entered once everything is listened at."""
    async with open_socket(place, path) as socket:
        await _receive(socket)
        yield _changes(socket)


async def _changes(socket: Socket) -> AsyncIterator[WatchedChange]:
    while True:
        for change in await _receive(socket):
            yield change


async def _receive(socket: Socket) -> list[WatchedChange]:
    message = await socket.receive()
    if message is None:
        raise ConnectionLostError("the daemon has ended, and with it the watch", code="connection_lost")
    told: _Message = msgspec.json.decode(message, type=_Message)
    if isinstance(told, Failed):
        raise from_problem(msgspec.to_builtins(told.problem))
    return told.items
