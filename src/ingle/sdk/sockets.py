"""WebSockets to the daemon, for streams that are not on the command line's fast path. The library behind them is imported when the first one is opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import msgspec

from ingle.sdk.http import API
from ingle.sdk.lean.place import Place

Message = str | bytes


class Socket(Protocol):
    """Messages both ways; failures are typed errors."""

    async def send(self, message: Message) -> None:
        """Waits while the connection takes no more."""
        ...

    async def receive(self) -> Message | None:
        """The next message; None when the daemon closed in good order."""
        ...


@asynccontextmanager
async def open_socket(place: Place, path: str) -> AsyncIterator[Socket]:
    """A WebSocket to a path of the API; closed on leaving."""
    from ingle.sdk.websocket import connect_socket  # a quarter of the SDK's import time

    async with connect_socket(place, API + path) as socket:
        yield socket


def encode(message: msgspec.Struct) -> str:
    return msgspec.json.encode(message).decode()
