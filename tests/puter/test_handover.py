"""Tokens on their way from one page to another."""

from datetime import timedelta

import anyio

from ingle.base.clock import ManualClock
from ingle.puter.handover import LIFE_SECONDS, MOST, Handover


async def test_what_was_left_is_taken_once() -> None:
    handover = Handover(ManualClock())
    handover.leave("a", "token")
    assert await handover.take("b", patience=0) is None
    assert await handover.take("a", patience=60) == "token"
    assert await handover.take("a", patience=0) is None


async def test_who_waits_hears_of_it_and_one_of_two_gets_it() -> None:
    handover = Handover(ManualClock())
    taken: list[str | None] = []

    async def wait(patience: float) -> None:
        taken.append(await handover.take("a", patience=patience))

    async with anyio.create_task_group() as group:
        group.start_soon(wait, 120)
        await anyio.lowlevel.checkpoint()
        handover.leave("other", "of somebody else")
        await anyio.lowlevel.checkpoint()
        assert taken == []
        handover.leave("a", "token")
    await wait(0)
    assert taken == ["token", None]


async def test_it_waits_for_a_minute_and_only_so_many_do() -> None:
    clock = ManualClock()
    handover = Handover(clock)
    handover.leave("a", "old")
    clock.move(timedelta(seconds=LIFE_SECONDS + 1))
    assert await handover.take("a", patience=0) is None
    for number in range(MOST + 1):
        handover.leave(str(number), "token")
    assert await handover.take("0", patience=0) is None
    assert await handover.take("1", patience=60) == "token"
