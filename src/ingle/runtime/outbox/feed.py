"""Following the kept facts: this process's bus hears each once, and a client hears them from where it left off."""

from asyncio import get_running_loop
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import NamedTuple

import anyio
import structlog
from sqlalchemy.exc import SQLAlchemyError

from ingle.base.clock import Clock
from ingle.base.errors import IngleError, Kind
from ingle.runtime.bus import Bus, Fact
from ingle.runtime.db import Database
from ingle.runtime.outbox import rows
from ingle.runtime.outbox.bells import ringing

log = structlog.get_logger()

KEEP = timedelta(days=3)  # how long somebody may be away and still resume
KEEP_MOST = 100_000  # facts
PRUNE_SECONDS = 600.0
PRUNE_BATCH = 1000
PAGE = 200
AGAIN_SECONDS = 1.0  # after the database went away


class FactsForgottenError(IngleError):
    """Whoever asks was away for longer than facts are kept, or asks for a number of another database."""

    kind = Kind.EXHAUSTED
    code = "events_forgotten"

    def __init__(self) -> None:
        super().__init__(
            "what happened since then is no longer known; read the present state again, and follow from now on"
        )


class Hearing(NamedTuple):
    position: int  # the number to come back with, should nothing be heard
    facts: AsyncGenerator[Fact, None]


class Outbox:
    """One for each process. `position` is the number up to which its bus has heard."""

    def __init__(self, *, db: Database, bus: Bus, clock: Clock) -> None:
        self._db = db
        self._bus = bus
        self._clock = clock
        self.position = 0

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """The bus hears what is put from now on, by any process, for as long as the context lasts."""
        _, self.position = await self._db.read(rows.bounds)
        bell = _Bell()
        loop = get_running_loop()

        def ring() -> None:
            loop.call_soon_threadsafe(bell.ring)

        with ringing(self._db.engine, ring):
            async with anyio.create_task_group() as group:
                group.start_soon(self._follow, bell)
                group.start_soon(self._prune_for_ever)
                yield
                group.cancel_scope.cancel()

    @asynccontextmanager
    async def hear(
        self, owner: str, wants: Callable[[Fact], bool], *, after: int | None = None
    ) -> AsyncIterator[Hearing]:
        """What one client hears from now on; with `after`, also all kept facts behind that number, without a gap. Nothing is held for who reads
        slowly beyond the bus's queue: they are cut off, and come back.

        Raises FactsForgottenError; while facts are read EventsMissedError.
        """
        with self._bus.subscribe(lambda fact: fact.owner == owner and wants(fact)) as live:
            position = self.position if after is None else after
            if after is not None:
                await self._check_kept(after)
            earlier = self._kept(owner, wants, position) if after is not None else _nothing()
            async with aclosing(_joined(earlier, live, position)) as facts:
                yield Hearing(position, facts)

    async def missed(self, owner: str, after: int, most: int) -> Sequence[Fact]:
        """All kept facts of this owner behind that number. Raises FactsForgottenError, also when they are more than `most`."""
        await self._check_kept(after)
        found = await self._db.read(partial(rows.read_after, number=after, limit=most + 1, owner=owner))
        if len(found) > most:
            raise FactsForgottenError
        return found

    async def _check_kept(self, after: int) -> None:
        oldest, newest = await self._db.read(rows.bounds)
        if not oldest - 1 <= after <= newest:
            raise FactsForgottenError

    async def _kept(
        self, owner: str, wants: Callable[[Fact], bool], after: int
    ) -> AsyncGenerator[Fact, None]:
        while True:
            page = await self._db.read(partial(rows.read_after, number=after, limit=PAGE, owner=owner))
            for fact in page:
                if wants(fact):
                    yield fact
            if len(page) < PAGE:
                return
            after = page[-1].id

    async def _follow(self, bell: "_Bell") -> None:
        while True:
            try:
                await bell.wait()
                while await self._publish_some():
                    pass
            except (SQLAlchemyError, IngleError) as error:
                log.warning("outbox_not_read", reason=str(error))
                await anyio.sleep(AGAIN_SECONDS)
                bell.ring()

    async def _publish_some(self) -> bool:
        """Whether there may be more."""
        page = await self._db.glance(lambda c: rows.read_after(c, self.position, PAGE))
        for fact in page:
            self._bus.pass_on(fact)
            self.position = fact.id
        return len(page) == PAGE

    async def _prune(self) -> None:
        before = self._clock.now() - KEEP
        while await self._db.write(lambda c: rows.prune(c, before, KEEP_MOST, PRUNE_BATCH)):
            pass

    async def _prune_for_ever(self) -> None:
        while True:
            try:
                await self._prune()
            except (SQLAlchemyError, IngleError) as error:
                log.warning("outbox_not_pruned", reason=str(error))
            await anyio.sleep(PRUNE_SECONDS)


async def _joined(
    earlier: AsyncGenerator[Fact, None], live: AsyncIterator[Fact], heard: int
) -> AsyncGenerator[Fact, None]:
    """What is told live while the earlier ones are still being read is among those too."""
    async with aclosing(earlier):
        async for fact in earlier:
            heard = fact.id
            yield fact
    async for fact in live:
        if fact.id == 0 or fact.id > heard:
            yield fact


async def _nothing() -> AsyncGenerator[Fact, None]:
    return
    yield  # makes it a generator


class _Bell:
    """Rings until it is heard."""

    def __init__(self) -> None:
        self._rung = anyio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self) -> None:
        await self._rung.wait()
        self._rung = anyio.Event()
