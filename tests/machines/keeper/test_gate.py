"""Turns at a bounded resource."""

import anyio
import pytest

from ingle.machines.keeper.gate import Gate
from support.machines import until


async def test_no_more_than_the_limit_are_inside() -> None:
    gate, inside, most = Gate(2), 0, 0

    async def use(owner: str) -> None:
        nonlocal inside, most
        async with gate.turn(owner):
            inside += 1
            most = max(most, inside)
            await anyio.lowlevel.checkpoint()
            inside -= 1

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(use, f"usr_{number % 3}")
    assert (inside, most, gate.waiting) == (0, 2, 0)


async def test_who_waits_until_it_is_emptied_waits_for_those_inside_only() -> None:
    gate, may_leave, told = Gate(2), anyio.Event(), []
    assert gate.idle

    async def wait() -> None:
        await gate.emptied()
        told.append("emptied")

    async def stay() -> None:
        async with gate.turn("usr_ann"):
            await may_leave.wait()

    async with anyio.create_task_group() as group:
        group.start_soon(stay)
        await until(lambda: not gate.idle)
        group.start_soon(wait)
        await anyio.wait_all_tasks_blocked()
        assert told == []
        async with gate.turn("usr_bob"):  # who came later
            may_leave.set()
            await until(lambda: told == ["emptied"])
    assert gate.idle


async def test_who_asks_for_many_does_not_stand_before_who_asks_for_one() -> None:
    gate, order, may_leave = Gate(1), [], anyio.Event()

    async def use(owner: str) -> None:
        async with gate.turn(owner):
            order.append(owner)
            await may_leave.wait()

    async with anyio.create_task_group() as group:
        for owner in ("ann", "ann", "ann", "ann", "bob", "cid", "cid"):
            group.start_soon(use, owner)
        await until(lambda: gate.waiting == 6)
        may_leave.set()
    assert order == ["ann", "ann", "bob", "cid", "ann", "cid", "ann"]


async def test_who_stops_waiting_leaves_no_gap() -> None:
    gate = Gate(1)
    async with gate.turn("ann"):
        with anyio.move_on_after(0.01):
            async with gate.turn("bob"):
                pytest.fail("there is only one place")
    assert gate.waiting == 0
    async with gate.turn("bob"):
        pass


async def test_a_place_that_is_given_to_somebody_who_has_just_left_goes_on() -> None:
    gate, done = Gate(1), []

    async def wait(scope: anyio.CancelScope) -> None:
        with scope:
            async with gate.turn("bob"):
                done.append("bob")

    async def last() -> None:
        async with gate.turn("cid"):
            done.append("cid")

    scope = anyio.CancelScope()
    async with anyio.create_task_group() as group:
        async with gate.turn("ann"):
            group.start_soon(wait, scope)
            await until(lambda: gate.waiting == 1)
            group.start_soon(last)
            await until(lambda: gate.waiting == 2)
        scope.cancel()  # bob has been called, and has not run since: whether he still goes in is the event loop's matter
    assert done[-1] == "cid"
    async with gate.turn("dora"):
        pass
