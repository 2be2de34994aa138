"""A program in a machine over a WebSocket: exec and attach.

Nothing is queued here: output is read from the guest when the client has taken what came before, and input from the client when the program has.
"""

from collections.abc import Sequence
from typing import Annotated, Any

import anyio
from litestar.params import QueryParameter

from ingle.base.errors import InvalidError
from ingle.edge.errors import BadMessageError
from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import NORMAL, Socket, decode, receive, receive_value, send_value
from ingle.machines import views
from ingle.machines.errors import GuestLostError
from ingle.machines.names import EXEC
from ingle.machines.policy.launching import signal_number
from ingle.machines.ports import Ended, Output, OutputEnd, OutputLost, ProcessStream, TerminalSize
from ingle.machines.service import MachineService
from ingle.wire.machines import ExecRequest
from ingle.wire.streams import MAX_CHUNK, STDIN, ClientMessage, Eof, Exited, Lost, Resize, Signal, Started

_MOST_CELLS = 65535  # struct winsize holds unsigned shorts
Tail = Annotated[
    int | None, QueryParameter(ge=0, description="only the newest so many bytes of the scrollback")
]


def process_routes(service: MachineService) -> Sequence[Any]:
    @websocket("/machines/{machine:str}/exec", scope=EXEC)
    async def exec_stream(socket: Socket, machine: str, caller: Caller) -> None:
        await socket.accept()
        request = await receive_value(socket, ExecRequest)
        await converse(
            socket, await service.sessions.exec(caller.user_id, machine, views.command_of(request))
        )

    @websocket("/machines/{machine:str}/sessions/{session:str}/attach", scope=EXEC)
    async def attach_stream(
        socket: Socket, machine: str, session: str, caller: Caller, tail: Tail = None
    ) -> None:
        process = await service.sessions.attach(caller.user_id, machine, session, tail=tail)
        try:
            await socket.accept()
        except BaseException:
            await process.aclose()
            raise
        await converse(socket, process)

    return [exec_stream, attach_stream]


async def converse(socket: Socket, process: ProcessStream) -> None:
    """Until the program ends or the client goes; what the latter means for the program was said when it was started."""
    try:
        await send_value(socket, Started(session=process.session, pid=process.pid, lost=process.lost))
        async with anyio.create_task_group() as group:
            group.start_soon(_take_input, socket, process)
            ended = await _give_output(socket, process)
            group.cancel_scope.cancel()
        await send_value(
            socket, Exited(exit=views.exit_of(ended.exit), cause=views.end_cause(idle=ended.idle))
        )
        await socket.close(NORMAL)
    finally:
        await process.aclose()


async def _give_output(socket: Socket, process: ProcessStream) -> Ended:
    async for event in process:
        match event:
            case Output(channel, data):
                await socket.send_bytes(bytes([channel]) + data)
            case OutputEnd(channel):
                await send_value(socket, Eof(channel=channel))
            case OutputLost(lost):
                await send_value(socket, Lost(bytes=lost))
            case Ended():
                return event
    raise GuestLostError


async def _take_input(socket: Socket, process: ProcessStream) -> None:
    while True:
        message = await receive(socket)
        if isinstance(message, bytes):
            await process.send(_stdin(message))
        else:
            await _obey(process, decode(message, ClientMessage))


def _stdin(message: bytes) -> bytes:
    if not message or message[0] != STDIN:
        raise BadMessageError(
            "a binary message begins with its channel, and a client writes to channel 0 only"
        )
    if len(message) > MAX_CHUNK + 1:
        raise BadMessageError(f"a binary message carries {MAX_CHUNK} bytes at most")
    return message[1:]


async def _obey(process: ProcessStream, message: Resize | Signal | Eof) -> None:
    match message:
        case Resize(rows, cols):
            if not (0 < rows <= _MOST_CELLS and 0 < cols <= _MOST_CELLS):
                raise InvalidError("a terminal has 1 to 65535 rows and columns", field="rows")
            await process.resize(TerminalSize(rows, cols))
        case Signal(name):
            await process.signal(signal_number(name))
        case Eof():
            await process.send_eof()
