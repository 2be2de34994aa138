"""Tokens on their way from the page where a person allows something to the page that asked, where the browser lets neither hear the other.

They wait in memory, for a minute, under a name that the asking page has made up and told nobody else. Only who has a token leaves one, so strangers who wait
take nobody's place.
"""

from collections import OrderedDict

import anyio

from ingle.base.clock import Clock

LIFE_SECONDS = 60.0
MOST = 1000  # that wait; of more the oldest go


class Handover:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._left: OrderedDict[str, tuple[str, float]] = OrderedDict()  # token, and when it came
        self._news = anyio.Event()  # of the next one that is left

    def leave(self, name: str, token: str) -> None:
        self._left.pop(name, None)
        self._left[name] = (token, self._clock.monotonic())
        self._forget()
        self._news.set()
        self._news = anyio.Event()

    async def take(self, name: str, *, patience: float) -> str | None:
        """What was left under this name, once; None when nothing came in so many seconds."""
        with anyio.move_on_after(patience):
            while True:
                self._forget()
                if name in self._left:
                    return self._left.pop(name)[0]
                await self._news.wait()
        return None

    def _forget(self) -> None:
        oldest = self._clock.monotonic() - LIFE_SECONDS
        while self._left and (len(self._left) > MOST or next(iter(self._left.values()))[1] < oldest):
            self._left.popitem(last=False)
