"""The event bus: order, filters, and what happens to the slow."""

from datetime import UTC, datetime

import anyio
import pytest

from ingle.base.clock import ManualClock
from ingle.runtime.bus import Bus, EventsMissedError


@pytest.fixture
def bus() -> Bus:
    return Bus(ManualClock(datetime(2026, 1, 1, tzinfo=UTC)))


async def test_facts_arrive_in_order(bus: Bus) -> None:
    bus.publish("thing.changed", owner="ann", subject="before")
    with bus.subscribe() as facts:
        for name in ("one", "two", "three"):
            bus.publish("thing.changed", owner="ann", subject=name, data={"name": name})
        heard = [await anext(facts) for _ in range(3)]
    assert [fact.subject for fact in heard] == ["one", "two", "three"]
    assert {fact.id for fact in heard} == {0}, "they are not kept"
    assert heard[0].at == datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_waiting_subscriber_is_woken(bus: Bus) -> None:
    heard = []
    with bus.subscribe() as facts:
        async with anyio.create_task_group() as group:

            async def listen() -> None:
                heard.append(await anext(facts))

            group.start_soon(listen)
            await anyio.wait_all_tasks_blocked()
            bus.publish("thing.changed", owner="ann", subject="one")
    assert [fact.subject for fact in heard] == ["one"]


async def test_a_subscriber_hears_only_what_it_wants(bus: Bus) -> None:
    with bus.subscribe(lambda fact: fact.owner == "ann") as facts:
        bus.publish("thing.changed", owner="bob", subject="his")
        bus.publish("thing.changed", owner="ann", subject="hers")
        assert (await anext(facts)).subject == "hers"


async def test_a_slow_subscriber_is_cut_off_and_hurts_nobody_else(bus: Bus) -> None:
    with bus.subscribe(limit=2) as slow, bus.subscribe() as quick:
        for number in range(3):
            bus.publish("thing.changed", owner="ann", subject=str(number))
        with pytest.raises(EventsMissedError):
            await anext(slow)
        assert [(await anext(quick)).subject for _ in range(3)] == ["0", "1", "2"]


async def test_who_has_left_hears_nothing(bus: Bus) -> None:
    with bus.subscribe():
        pass
    bus.publish("thing.changed", owner="ann", subject="one")
    assert not bus._subscriptions
