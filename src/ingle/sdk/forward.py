"""A port of a machine on this side: a listener here, a WebSocket per connection, half closes carried both ways."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import anyio
import msgspec
from anyio.abc import SocketAttribute, SocketStream

from ingle.sdk.errors import IngleError, InvalidError, from_problem
from ingle.sdk.groups import open_group
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import Socket, encode, open_socket
from ingle.wire.streams import MAX_CHUNK, Eof, Failed

_Message = Eof | Failed


@dataclass
class Forward:
    """A listener that is open: connect to `host:port`."""

    host: str
    port: int
    on_error: Callable[[IngleError], None] = lambda _error: (
        None
    )  # a connection could not reach the machine's port


@asynccontextmanager
async def forward(place: Place, path: str, host: str, local_port: int) -> AsyncIterator[Forward]:
    try:
        listener = await anyio.create_tcp_listener(local_host=host, local_port=local_port)
    except OSError as error:
        raise InvalidError(
            f"cannot listen on {host}:{local_port} ({error.strerror}); choose another port", code="port_taken"
        ) from error
    opened = Forward(host, listener.extra(SocketAttribute.local_port))  # noqa: S610 - not Django's

    async def serve(stream: SocketStream) -> None:
        async with stream:
            try:
                async with open_socket(place, path) as socket:
                    await _join(stream, socket)
            except IngleError as error:
                opened.on_error(error)

    async with listener, open_group() as group:
        group.start_soon(listener.serve, serve)
        yield opened
        group.cancel_scope.cancel()


async def _join(stream: SocketStream, socket: Socket) -> None:
    """Carry bytes both ways until both sides have ended, or one has vanished."""
    async with open_group() as group:
        group.start_soon(_outward, stream, socket)
        await _inward(stream, socket)
        group.cancel_scope.cancel()


async def _outward(stream: SocketStream, socket: Socket) -> None:
    try:
        while True:
            await socket.send(await stream.receive(MAX_CHUNK))
    except (anyio.EndOfStream, anyio.BrokenResourceError):
        await socket.send(encode(Eof()))


async def _inward(stream: SocketStream, socket: Socket) -> None:
    """Ends when the daemon closes, which it does once both directions have ended."""
    try:
        while (message := await socket.receive()) is not None:
            if isinstance(message, bytes):
                await stream.send(message)
                continue
            match msgspec.json.decode(message, type=_Message):
                case Eof():
                    await stream.send_eof()
                case Failed(problem=problem):
                    raise from_problem(msgspec.to_builtins(problem))
    except anyio.BrokenResourceError:
        return  # the local side has gone
