"""One event bus: facts go to whoever subscribed, in order, and a slow subscriber can hurt only itself.

Publishing never waits. A subscriber whose queue is full is cut off: it finds out by `EventsMissedError` and subscribes again, reading the present state
anew or, of the facts that are kept (runtime/outbox), those that it has missed; facts are never silently skipped.
"""

from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import anyio

from ingle.base.clock import Clock
from ingle.base.errors import IngleError, Kind

QUEUE_LIMIT = 1024


class EventsMissedError(IngleError):
    """The subscriber was too slow and has lost events."""

    kind = Kind.EXHAUSTED
    code = "events_missed"


@dataclass(frozen=True)
class Fact:
    """Something that has happened. `owner` is the user who may see it; `data` the thing as its view shows it."""

    id: int  # its number among the facts that are kept; 0: it is not
    at: datetime
    type: str
    owner: str
    subject: str
    data: Any = field(compare=False, default=None)


class Subscription:
    def __init__(self, wants: Callable[[Fact], bool], limit: int) -> None:
        self._wants = wants
        self._limit = limit
        self._queue: deque[Fact] = deque()
        self._arrived = anyio.Event()
        self._missed = False

    def offer(self, fact: Fact) -> None:
        if self._missed or not self._wants(fact):
            return
        if len(self._queue) >= self._limit:
            self._missed = True
            self._queue.clear()
        else:
            self._queue.append(fact)
        self._arrived.set()

    def __aiter__(self) -> AsyncIterator[Fact]:
        return self

    async def __anext__(self) -> Fact:
        while True:
            if self._missed:
                raise EventsMissedError(
                    "events were missed because they were not read fast enough; come back with the number of the last one (after=N)"
                )
            if self._queue:
                return self._queue.popleft()
            self._arrived = anyio.Event()
            await self._arrived.wait()


class Bus:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._subscriptions: set[Subscription] = set()

    def publish(self, type_: str, *, owner: str, subject: str, data: Any = None) -> Fact:
        """Tell everyone who wants to know, in this process only. Called on the event loop, after the fact is recorded."""
        fact = Fact(0, self._clock.now(), type_, owner, subject, data)
        self.pass_on(fact)
        return fact

    def pass_on(self, fact: Fact) -> None:
        """Tell one that is kept."""
        for subscription in tuple(self._subscriptions):
            subscription.offer(fact)

    @contextmanager
    def subscribe(
        self, wants: Callable[[Fact], bool] = lambda _: True, *, limit: int = QUEUE_LIMIT
    ) -> Iterator[Subscription]:
        """Facts from now on, for as long as the context lasts."""
        subscription = Subscription(wants, limit)
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)
