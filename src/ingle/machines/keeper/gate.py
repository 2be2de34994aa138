"""A bounded number at a time, and people take turns: who asks for a hundred waits behind himself, not before others."""

from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio


class Gate:
    def __init__(self, limit: int) -> None:
        self._free = limit
        self._inside: dict[object, anyio.Event] = {}  # set when they leave
        self._queues: OrderedDict[str, deque[anyio.Event]] = OrderedDict()  # whose turn is next stands first

    @asynccontextmanager
    async def turn(self, owner: str) -> AsyncIterator[None]:
        """Wait for a place, and have it until the context is left."""
        await self._enter(owner)
        visit, left = object(), anyio.Event()
        self._inside[visit] = left
        try:
            yield
        finally:
            del self._inside[visit]
            left.set()
            self._leave()

    @property
    def idle(self) -> bool:
        """Nobody is inside."""
        return not self._inside

    async def emptied(self) -> None:
        """Until everybody who is inside now has left; others may have come."""
        for left in list(self._inside.values()):
            await left.wait()

    @property
    def waiting(self) -> int:
        return sum(len(queue) for queue in self._queues.values())

    async def _enter(self, owner: str) -> None:
        if self._free:
            self._free -= 1
            return
        called = anyio.Event()
        self._queues.setdefault(owner, deque()).append(called)
        try:
            await called.wait()
        except BaseException:
            if called.is_set():
                self._leave()  # called and cancelled at once: the place goes on to the next
            else:
                self._withdraw(owner, called)
            raise

    def _withdraw(self, owner: str, called: anyio.Event) -> None:
        queue = self._queues[owner]
        queue.remove(called)
        if not queue:
            del self._queues[owner]

    def _leave(self) -> None:
        if not self._queues:
            self._free += 1
            return
        owner, queue = self._queues.popitem(last=False)
        queue.popleft().set()
        if queue:
            self._queues[owner] = queue  # behind everybody else who waits
