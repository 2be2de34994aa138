"""The caller's events as a WebSocket: facts about things that are theirs, and that their scopes let them see."""

from collections.abc import Mapping, Sequence
from typing import Any

import anyio
import msgspec

from ingle.daemon.names import SCOPE_EVENTS
from ingle.edge.errors import HungUpError
from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import Socket, receive, send_value
from ingle.runtime.bus import Bus, Fact
from ingle.wire.streams import Event


def stream_routes(bus: Bus, scope_of: Mapping[str, str]) -> Sequence[Any]:
    """`scope_of`: the scope that each type of event needs. A type that nobody declared is heard by no one."""

    @websocket("/events", scope=SCOPE_EVENTS)
    async def events(socket: Socket, caller: Caller) -> None:
        def wants(fact: Fact) -> bool:
            needed = scope_of.get(fact.type)
            return fact.owner == caller.user_id and needed is not None and caller.may(needed)

        with bus.subscribe(
            wants
        ) as facts:  # before the client knows that it is connected, so it misses nothing
            await socket.accept()
            async with anyio.create_task_group() as group:
                group.start_soon(_until_hung_up, socket, group.cancel_scope)
                async for fact in facts:
                    await send_value(socket, event_of(fact))

    return [events]


def event_of(fact: Fact) -> Event:
    data = {} if fact.data is None else msgspec.to_builtins(fact.data, str_keys=True)
    return Event(id=fact.id, at=fact.at, type=fact.type, subject=fact.subject, data=data)


async def _until_hung_up(socket: Socket, scope: anyio.CancelScope) -> None:
    """Clients have nothing to say here; reading tells when one goes."""
    try:
        while True:
            await receive(socket)
    except HungUpError:
        scope.cancel()
