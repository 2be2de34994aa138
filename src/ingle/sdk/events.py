"""Facts as they happen."""

from collections.abc import AsyncGenerator

import msgspec

from ingle.sdk.errors import from_problem
from ingle.sdk.lean.place import Place
from ingle.sdk.sockets import open_socket
from ingle.wire.streams import Event, Failed


async def follow_events(place: Place) -> AsyncGenerator[Event, None]:
    """What happens from now on, until the daemon ends. A gap in the ids means that some were missed."""
    async with open_socket(place, "/events") as socket:
        while (message := await socket.receive()) is not None:
            plain = msgspec.json.decode(message)
            if plain.get("type") == "failed" and "problem" in plain:
                raise from_problem(msgspec.to_builtins(msgspec.convert(plain, Failed).problem))
            yield msgspec.convert(plain, Event)
