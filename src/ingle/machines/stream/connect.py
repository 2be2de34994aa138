"""A TCP connection into a machine over a WebSocket: bytes both ways, and half closes."""

from collections.abc import Sequence
from typing import Any

import anyio
from anyio.abc import ByteStream

from ingle.edge.errors import BadMessageError
from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import NORMAL, Socket, decode, receive, send_value
from ingle.machines.errors import ConnectionBrokenError
from ingle.machines.names import EXEC
from ingle.machines.service import MachineService
from ingle.wire.streams import MAX_CHUNK, Eof


def connect_routes(service: MachineService) -> Sequence[Any]:
    @websocket("/machines/{machine:str}/connect/{port:int}", scope=EXEC)
    async def connect_stream(socket: Socket, machine: str, port: int, caller: Caller) -> None:
        async with await service.guests.connect(caller.user_id, machine, port) as connection:
            await socket.accept()
            await relay(socket, connection)

    return [connect_stream]


async def relay(socket: Socket, connection: ByteStream) -> None:
    """Until both sides have closed, or the client goes. Raises ConnectionBrokenError."""
    async with anyio.create_task_group() as group:
        finished = _Both(group.cancel_scope)
        group.start_soon(_inward, socket, connection, finished)
        await _outward(socket, connection)
        finished.one()
    await socket.close(NORMAL)


class _Both:
    """Ends the conversation when both directions are over; until then the client is listened to, to notice its going."""

    def __init__(self, scope: anyio.CancelScope) -> None:
        self._scope = scope
        self._open = 2

    def one(self) -> None:
        self._open -= 1
        if self._open == 0:
            self._scope.cancel()


async def _outward(socket: Socket, connection: ByteStream) -> None:
    try:
        while True:
            await socket.send_bytes(await connection.receive(MAX_CHUNK))
    except anyio.EndOfStream:
        await send_value(socket, Eof())
    except anyio.BrokenResourceError as error:
        raise ConnectionBrokenError from error


async def _inward(socket: Socket, connection: ByteStream, finished: _Both) -> None:
    closed = False
    while True:
        message = await receive(socket)
        if closed:
            raise BadMessageError("nothing may follow an eof")
        try:
            if isinstance(message, bytes):
                await connection.send(message)
                continue
            decode(message, Eof)
            await connection.send_eof()
        except anyio.BrokenResourceError as error:
            raise ConnectionBrokenError from error
        closed = True
        finished.one()
