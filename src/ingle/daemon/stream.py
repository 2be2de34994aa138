"""The caller's events as a WebSocket: facts about things that are theirs, and that their scopes let them see."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import anyio
import msgspec
from litestar.params import QueryParameter

from ingle.base.clock import Clock
from ingle.daemon.names import SCOPE_EVENTS
from ingle.edge.capability import Event as Declared
from ingle.edge.identity import Caller
from ingle.edge.routes import websocket
from ingle.edge.sockets import Socket, send_value, until_hung_up
from ingle.runtime.bus import Fact
from ingle.runtime.outbox import Outbox
from ingle.wire.streams import EVENTS_OPENED, Event

After = Annotated[int | None, QueryParameter(ge=0, description="the number of the last event that was heard")]


def stream_routes(outbox: Outbox, clock: Clock, declared: Mapping[str, Declared]) -> Sequence[Any]:
    """`declared`: by the type of event. A type that nobody declared is heard by no one."""

    @websocket("/events", scope=SCOPE_EVENTS)
    async def events(socket: Socket, caller: Caller, after: After = None) -> None:
        def wants(fact: Fact) -> bool:
            event = declared.get(fact.type)
            narrow = bool(caller.app_id) or caller.restricted
            return event is not None and caller.may(event.scope) and not (event.wide and narrow)

        async with outbox.hear(caller.user_id, wants, after=after) as heard:
            await socket.accept()  # not before it is heard, so the client misses nothing once it is connected
            opened = Event(id=heard.position, at=clock.now(), type=EVENTS_OPENED, subject="")
            async with anyio.create_task_group() as group:
                group.start_soon(until_hung_up, socket, group.cancel_scope)
                await send_value(socket, opened)
                async for fact in heard.facts:
                    await send_value(socket, event_of(fact))

    return [events]


def event_of(fact: Fact) -> Event:
    return Event(id=fact.id, at=fact.at, type=fact.type, subject=fact.subject, data=_told(fact.data))


def _told(data: Any) -> Any:
    if data is None:
        return {}
    return data if isinstance(data, msgspec.Raw) else msgspec.to_builtins(data, str_keys=True)
