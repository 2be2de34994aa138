"""WebSockets by the library; entered through `sockets`.

No compression (it costs more than loopback or a LAN), no queue beyond a few messages, and no keep-alive pings: a slow consumer pauses reading, and with it
the pongs, which must not end its stream.
"""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from ingle.sdk.errors import ConnectionLostError, FailedError, IngleError, from_answer, from_problem
from ingle.sdk.lean.dial import CONNECT_SECONDS, dial_unix, unreachable
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import Message
from ingle.wire.streams import CLOSE_CODES

_MAX_MESSAGE = 1 << 20
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
            close_timeout=2,
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
        with anyio.CancelScope(shield=True):
            await connection.close()


def closed(error: ConnectionClosed) -> IngleError:
    """What a close that was not in good order means; the daemon's codes carry the kind."""
    kinds = {code: kind for kind, code in CLOSE_CODES.items()}
    frame = error.rcvd
    if frame is not None and frame.code in kinds:
        return from_problem({"kind": kinds[frame.code], "code": frame.reason, "detail": frame.reason})
    return ConnectionLostError("the connection to the daemon was lost", code="connection_lost")
