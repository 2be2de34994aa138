"""What every agent keeps about holding programs still: nothing runs between a freeze and the thaw, and the agent serves on."""

import anyio

from ingle.drivers.guest import AgentConnector
from ingle.machines.model import Exit
from ingle.machines.ports import GuestConfiguration, GuestLink, ProcessSpec
from support.guests import Guest, finish, refusal, run, wait_for

ROUND_TRIPS = 30  # in which a program that runs is seen to run


async def output(link: GuestLink) -> int:
    """How much the one session has said so far."""
    (found,) = await link.sessions()
    return found.next


async def chatter(link: GuestLink) -> None:
    """Start a program that never stops talking, to nobody."""
    process = await link.exec(ProcessSpec("s", (b"yes",), keep=True))
    await process.aclose()
    await wait_until_more(link, 0)


async def wait_until_more(link: GuestLink, than: int) -> None:
    async def more() -> bool:
        return await output(link) > than

    await wait_for(more)


async def stands_still(link: GuestLink) -> int:
    """What the session had said when it stopped."""
    await settle(link)
    before = await output(link)
    for _ in range(ROUND_TRIPS):
        await link.metrics()
    assert await output(link) == before
    return before


async def settle(link: GuestLink) -> None:
    """What a program had written before it was held may still be on its way into the kept output."""
    seen = -1

    async def quiet() -> bool:
        nonlocal seen
        before, seen = seen, await output(link)
        return before == seen

    await wait_for(quiet)


async def test_nothing_runs_until_the_thaw(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        if not guest.powers:
            assert await refusal(link.freeze()) == "unsupported"
            await link.thaw()
            return
        await chatter(link)
        await link.freeze()
        await link.freeze()
        stopped = await stands_still(link)
        assert await refusal(link.exec(ProcessSpec("t", (b"true",)))) == "busy"
        assert (await link.files.stat(guest.folder)).type == "directory"
        await link.thaw()
        await link.thaw()
        await wait_until_more(link, stopped)
        assert (await run(link, "t", b"true")).exit == Exit(code=0)


async def test_a_fork_is_told_who_it_is_and_let_go_in_one_call(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert not link.ready.frozen
        if not guest.powers:
            await link.configure(GuestConfiguration(thaw=True))
            return
        await chatter(link)
        await link.freeze()
    async with guest.link() as link:
        assert link.ready.frozen
        await link.configure(GuestConfiguration(env={"GREETING": b"hello"}))
        stopped = await stands_still(link)
        await link.configure(GuestConfiguration(entropy=bytes(range(32)), thaw=True))
        await wait_until_more(link, stopped)
    async with guest.link() as link:
        assert not link.ready.frozen


async def test_a_signal_that_ends_a_program_ends_it_where_it_stands(guest: Guest) -> None:
    if not guest.powers:
        return
    async with guest.link(fresh=True) as link:
        for name in ("asked", "killed"):
            await link.exec(ProcessSpec(name, (b"sleep", b"600"), keep=True))
        await link.freeze()
        for name, number in (("asked", 15), ("killed", 9)):
            await link.signal(name, number)
            assert (await finish(await link.attach(name))).exit == Exit(signal=number)
        await link.thaw()


async def test_who_gives_up_leaves_nothing_frozen(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        with anyio.move_on_after(0):
            await link.freeze()
        await link.thaw()
        assert (await run(link, "t", b"true")).exit == Exit(code=0)


async def test_freezing_waits_for_configure(new_guest: Guest) -> None:
    async with AgentConnector().open(await new_guest.connect(), fresh=True) as link:
        assert await refusal(link.freeze()) == "not_configured"
