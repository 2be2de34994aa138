"""WebSockets by the library; entered through `sockets`.

No compression (it costs more than loopback or a LAN), no queue beyond a few messages, and no keep-alive pings: a slow consumer pauses reading, and with it
the pongs, which must not end its stream.
"""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import anyio.to_thread
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConcurrencyError, ConnectionClosed, InvalidHandshake, InvalidStatus

from ingle.sdk.errors import ConnectionLostError, FailedError, IngleError, from_answer, from_problem
from ingle.sdk.lean.dial import CONNECT_SECONDS, dial_unix, unreachable
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import Message
from ingle.wire.streams import CLOSE_CODES

_MAX_MESSAGE = 1 << 20
_CLOSE_SECONDS = 2.0
_MAX_QUEUE = 4  # messages of at most 64 KiB


class LibrarySocket:
    """Messages both ways; failures are typed errors."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def send(self, message: Message) -> None:
        """Waits while the connection takes no more."""
        try:
            await self._connection.send(message)
        except ConnectionClosed as error:
            raise closed(error) from error

    async def receive(self) -> Message | None:
        """The next message; None when the daemon closed in good order."""
        try:
            return await self._connection.recv()
        except ConnectionClosed as error:
            if error.rcvd is not None and error.rcvd.code in (1000, 1001):
                return None
            raise closed(error) from error


@asynccontextmanager
async def connect_socket(place: Place, path: str) -> AsyncIterator[LibrarySocket]:
    """A WebSocket to a path of the API; closed on leaving."""
    url = "ws" + place.url.removeprefix("http") + path
    options: dict[str, Any] = {}
    try:
        if place.socket:
            options["sock"] = await anyio.to_thread.run_sync(dial_unix, place.socket)
        elif place.url.startswith("https"):
            options["ssl"] = ssl.create_default_context()
        connection = await connect(
            url,
            additional_headers={"Authorization": f"Bearer {place.token}"} if place.token else None,
            user_agent_header=None,
            compression=None,
            max_size=_MAX_MESSAGE,
            max_queue=_MAX_QUEUE,
            ping_interval=None,
            open_timeout=CONNECT_SECONDS,
            close_timeout=None,
            proxy=None,
            **options,
        )
    except InvalidStatus as error:
        raise from_answer(error.response.status_code, bytes(error.response.body or b"")) from error
    except InvalidHandshake as error:
        raise FailedError(f"the server does not speak WebSocket: {error}", code="not_ingle") from error
    except (OSError, TimeoutError) as error:
        raise unreachable(place, error) from error
    try:
        yield LibrarySocket(connection)
    finally:
        await _hang_up(connection)


async def _hang_up(connection: ClientConnection) -> None:
    """Close in good order, so that what we said last arrives; what the daemon still says is dropped, because it reads our close only when it can go on.

    The time limit is ours: the library's own is asyncio's, which anyio's cancellation confuses.
    """
    with anyio.CancelScope(shield=True):
        with anyio.move_on_after(_CLOSE_SECONDS):
            async with anyio.create_task_group() as group:
                group.start_soon(_drop_rest, connection)
                await connection.close()
        connection.transport.abort()
        await connection.wait_closed()


async def _drop_rest(connection: ClientConnection) -> None:
    with suppress(ConnectionClosed, ConcurrencyError):  # or another task of the caller reads on
        while True:
            await connection.recv()


def closed(error: ConnectionClosed) -> IngleError:
    """What a close that was not in good order means; the daemon's codes carry the kind."""
    kinds = {code: kind for kind, code in CLOSE_CODES.items()}
    frame = error.rcvd
    if frame is not None and frame.code in kinds:
        return from_problem({"kind": kinds[frame.code], "code": frame.reason, "detail": frame.reason})
    return ConnectionLostError("the connection to the daemon was lost", code="connection_lost")
