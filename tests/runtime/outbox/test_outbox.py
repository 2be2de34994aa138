"""Facts that are kept, on both databases: in order, once, from any number on, in every process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

import anyio
import msgspec
import pytest

from ingle.base.clock import ManualClock, SystemClock
from ingle.runtime.bus import Bus, EventsMissedError, Fact
from ingle.runtime.db import Database, make_engine
from ingle.runtime.outbox import FactsForgottenError, Outbox, put
from ingle.runtime.outbox.rows import bounds, prune, read_after

PATIENCE = 60.0


def everything(fact: Fact) -> bool:
    return True


@pytest.fixture
def outbox(db: Database) -> Outbox:
    return Outbox(db=db, bus=Bus(SystemClock()), clock=SystemClock())


async def tell(db: Database, *subjects: str, owner: str = "ann", at: datetime | None = None) -> None:
    moment = at or SystemClock().now()
    for subject in subjects:
        fact = {"owner": owner, "subject": subject, "at": moment, "data": {"n": subject}}
        await db.write(partial(put, type_="thing.changed", **fact))  # type: ignore[arg-type] # the test's own words


async def take(facts: AsyncIterator[Fact], number: int) -> list[Fact]:
    with anyio.fail_after(PATIENCE):
        return [await anext(facts) for _ in range(number)]


async def test_what_is_put_is_heard_by_its_owner_once_it_is_true(db: Database, outbox: Outbox) -> None:
    await tell(db, "before")

    def undone(connection: object) -> None:
        put(connection, "thing.changed", owner="ann", subject="never", at=SystemClock().now())  # type: ignore[arg-type]
        raise RuntimeError

    async with outbox.following(), outbox.hear("ann", everything) as heard:
        await tell(db, "his", owner="bob")
        with pytest.raises(RuntimeError):
            await db.write(undone)
        await tell(db, "one", "two")
        facts = await take(heard.facts, 2)
    assert [fact.subject for fact in facts] == ["one", "two"]
    assert heard.position < facts[0].id < facts[1].id
    assert msgspec.json.decode(msgspec.json.encode(facts[0].data)) == {"n": "one"}


async def test_who_comes_back_hears_what_was_missed_and_what_happens(db: Database, outbox: Outbox) -> None:
    async with outbox.following():
        async with outbox.hear("ann", everything) as heard:
            await tell(db, "one")
            (last,) = await take(heard.facts, 1)
        await tell(db, "two", "three")
        await tell(db, "his", owner="bob")
        async with outbox.hear("ann", everything, after=last.id) as heard:
            await tell(db, "four")
            assert [fact.subject for fact in await take(heard.facts, 3)] == ["two", "three", "four"]
        async with outbox.hear("ann", lambda fact: fact.subject == "three", after=last.id) as heard:
            assert [fact.subject for fact in await take(heard.facts, 1)] == ["three"]


async def test_nothing_is_lost_or_heard_twice_while_many_put(db: Database, outbox: Outbox) -> None:
    """A client that comes and goes all the while."""
    names = [f"{writer}-{number}" for writer in range(4) for number in range(25)]
    heard: list[Fact] = []

    async def write(writer: int) -> None:
        await tell(db, *(name for name in names if name.startswith(f"{writer}-")))

    async with outbox.following():
        async with outbox.hear("ann", everything) as first:
            after = first.position
        async with anyio.create_task_group() as group:
            for writer in range(4):
                group.start_soon(write, writer)
            with anyio.fail_after(PATIENCE):
                while len(heard) < len(names):
                    async with outbox.hear("ann", everything, after=after) as hearing:
                        heard += await take(hearing.facts, min(7, len(names) - len(heard)))
                        after = heard[-1].id
    numbers = [fact.id for fact in heard]
    assert numbers == sorted(set(numbers))
    assert sorted(fact.subject for fact in heard) == sorted(names)


@asynccontextmanager
async def neighbour(url: str) -> AsyncIterator[tuple[Database, Outbox]]:
    """Another process's, as far as the database can tell."""
    db = Database(make_engine(url))
    outbox = Outbox(db=db, bus=Bus(SystemClock()), clock=SystemClock())
    try:
        async with outbox.following():
            yield db, outbox
    finally:
        db.close()


async def test_every_process_hears_of_the_others(db: Database, outbox: Outbox) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    async with (
        outbox.following(),
        neighbour(url) as (other_db, other),
        outbox.hear("ann", everything) as here,
        other.hear("ann", everything) as there,
    ):
        await tell(db, "from here")
        await tell(other_db, "from there")
        for hearing in (here, there):
            assert [fact.subject for fact in await take(hearing.facts, 2)] == ["from here", "from there"]


async def test_who_is_too_slow_is_cut_off_and_resumes(db: Database, outbox: Outbox) -> None:
    async with outbox.following():
        async with outbox.hear("ann", everything) as slow:
            for number in range(1100):  # more than the bus holds for one; of a kind that is not kept
                outbox._bus.publish("thing.progress", owner="ann", subject=str(number))
            with pytest.raises(EventsMissedError):
                await take(slow.facts, 1)
        await tell(db, "one")
        async with outbox.hear("ann", everything, after=slow.position) as back:
            assert [fact.subject for fact in await take(back.facts, 1)] == ["one"]


async def test_who_was_away_too_long_is_told_so(db: Database) -> None:
    clock = ManualClock()
    outbox = Outbox(db=db, bus=Bus(clock), clock=clock)
    await tell(db, *map(str, range(5)), at=clock.now())
    await tell(db, *map(str, range(5, 10)), at=clock.now() + timedelta(days=1))
    later = clock.now() + timedelta(hours=1)
    while db.write_now(lambda c: prune(c, later, 1000, 2)):
        pass
    oldest, newest = db.read_now(bounds)
    assert newest - oldest == 4
    async with outbox.following():
        for after in (oldest - 2, newest + 1):
            with pytest.raises(FactsForgottenError):
                async with outbox.hear("ann", everything, after=after):
                    pass
        async with outbox.hear("ann", everything, after=oldest - 1) as heard:
            assert [fact.subject for fact in await take(heard.facts, 5)] == ["5", "6", "7", "8", "9"]


@pytest.mark.parametrize(
    ("before", "most", "left"), [(timedelta(days=9), 1000, 1), (timedelta(0), 3, 3), (timedelta(0), 1000, 6)]
)
async def test_the_newest_is_never_forgotten_and_no_number_given_twice(
    db: Database, before: timedelta, most: int, left: int
) -> None:
    clock = ManualClock()
    await tell(db, *"abcdef", at=clock.now())
    _, newest = db.read_now(bounds)
    while db.write_now(lambda c: prune(c, clock.now() + before, most, 2)):
        pass
    assert len(db.read_now(lambda c: read_after(c, 0, 100))) == left
    await tell(db, "next", at=clock.now())
    assert db.read_now(bounds)[1] > newest


async def test_nothing_was_ever_told(db: Database, outbox: Outbox) -> None:
    async with outbox.following(), outbox.hear("ann", everything, after=0) as heard:
        assert heard.position == 0
        await tell(db, "first")
        assert [fact.subject for fact in await take(heard.facts, 1)] == ["first"]
