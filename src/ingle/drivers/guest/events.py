"""What the agent of a link tells unasked and nobody has read yet."""

from collections import deque
from collections.abc import AsyncIterator

import anyio

from ingle.drivers.guest.messages import Event, MalformedError, unpack
from ingle.drivers.guest.values import to_event
from ingle.machines.ports import GuestEvent

MOST = 256  # the newest are kept


class Events:
    """For one reader; the writer never waits."""

    def __init__(self) -> None:
        self._waiting: deque[GuestEvent] = deque(maxlen=MOST)
        self._ended = False
        self._changed = anyio.Event()

    def put(self, payload: bytes) -> None:
        """The payload of an EVENT; what is malformed or unknown is left out, as an event is an answer to nothing."""
        try:
            event = to_event(unpack(payload, Event))
        except MalformedError:
            return
        if event is not None:
            self._waiting.append(event)
            self._changed.set()

    def end(self) -> None:
        """No more will come."""
        self._ended = True
        self._changed.set()

    async def __aiter__(self) -> AsyncIterator[GuestEvent]:
        while True:
            while self._waiting:
                yield self._waiting.popleft()
            if self._ended:
                return
            self._changed = anyio.Event()
            await self._changed.wait()
