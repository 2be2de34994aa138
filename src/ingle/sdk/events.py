"""Facts as they happen."""

from collections.abc import AsyncGenerator

import msgspec

from ingle.sdk.errors import from_problem
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import open_socket
from ingle.wire.streams import EVENTS_OPENED, Event, Failed


async def follow_events(place: Place, after: int | None = None) -> AsyncGenerator[Event, None]:
    """What happens from now on, until the daemon ends; with `after` (the number of the last event that was heard), first what has been missed since.

    Raises ExhaustedError: with the code `events_missed` for who was too slow, who comes back with the last number; with `events_forgotten` for who was
    away for too long, who reads the present state again.
    """
    query = "" if after is None else f"?after={after}"
    async with open_socket(place, f"/events{query}") as socket:
        while (message := await socket.receive()) is not None:
            plain = msgspec.json.decode(message)
            if plain.get("type") == "failed" and "problem" in plain:
                raise from_problem(msgspec.to_builtins(msgspec.convert(plain, Failed).problem))
            if plain["type"] != EVENTS_OPENED:
                yield msgspec.convert(plain, Event)
