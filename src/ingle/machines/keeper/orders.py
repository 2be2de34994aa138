"""What requests post to a keeper, and how they learn of its end."""

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

import anyio

from ingle.machines.errors import MachineBusyError
from ingle.machines.model import Generation, Kind, Machine
from ingle.machines.names import GenerationId
from ingle.machines.policy.transitions import Verb


class Ticket:
    """The answer to one order. Who stops waiting for it changes nothing else."""

    def __init__(self) -> None:
        self._done = anyio.Event()
        self._machine: Machine | None = None
        self._error: Exception | None = None

    @property
    def done(self) -> bool:
        return self._done.is_set()

    def succeed(self, machine: Machine | None) -> None:
        self._machine = machine
        self._done.set()

    def fail(self, error: Exception) -> None:
        self._error = error
        self._done.set()

    async def wait(self) -> Machine | None:
        """The machine after the order, None when it was removed. Raises what went wrong."""
        await self._done.wait()
        if self._error is not None:
            raise self._error
        return self._machine


@dataclass(frozen=True)
class Wish:
    """The moment that is to be captured: under which id, for what, and by which name."""

    id: GenerationId
    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class Order:
    verb: Verb
    grace: timedelta = timedelta()
    wish: Wish | None = None  # of a capture
    moment: Generation | None = None  # that a revert goes back to
    if_idle: bool = False  # give up when somebody uses the machine by now
    ticket: Ticket = field(default_factory=Ticket, compare=False)


class Mailbox:
    """Orders that wait for their turn; a full one refuses more."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._orders: deque[Order] = deque()

    def put(self, order: Order) -> None:
        """Raises MachineBusyError."""
        if len(self._orders) >= self._limit:
            raise MachineBusyError("too many requests wait for this machine; try again when some are done")
        self._orders.append(order)

    def take(self) -> Order | None:
        return self._orders.popleft() if self._orders else None


class Bell:
    """Rings when something has changed; those who wait look whether it was what they wait for."""

    def __init__(self) -> None:
        self._event = anyio.Event()
        self.rings = 0

    def ring(self) -> None:
        self.rings += 1
        self._event.set()
        self._event = anyio.Event()

    async def wait(self, heard: int | None = None) -> None:
        """Until the next ring; or, for who has last seen `heard` rings, until one more."""
        if heard is None or heard == self.rings:
            await self._event.wait()
