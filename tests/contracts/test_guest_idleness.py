"""What every agent does with sessions that nobody uses, when they were made to end then."""

from dataclasses import replace
from datetime import timedelta

from ingle.machines.model import Exit
from ingle.machines.ports import Ended, GuestLink, GuestSession, ProcessSpec, TerminalSize
from support.guests import Guest, wait_for

SOON = timedelta(seconds=1.5)  # far longer than a busy host keeps a program from its next word
SLEEPER = ProcessSpec("s", (b"sleep", b"600"), keep=True, idle_after=SOON)


async def session(link: GuestLink, id_: str) -> GuestSession:
    return next(found for found in await link.sessions() if found.id == id_)


async def wait_for_end(link: GuestLink, id_: str) -> GuestSession:
    async def ended() -> bool:
        return not (await session(link, id_)).running

    await wait_for(ended)
    return await session(link, id_)


async def test_a_session_that_nobody_uses_is_ended_and_says_so_to_whoever_attaches_later(
    guest: Guest,
) -> None:
    async with guest.link(fresh=True) as link:
        await (await link.exec(SLEEPER)).aclose()
        over = await wait_for_end(link, "s")
        assert (over.idle, over.exit) == (True, Exit(signal=1))
        told = [event async for event in await link.attach("s")]
        assert told[-1] == Ended(Exit(signal=1), idle=True)


async def test_being_attached_to_speaking_and_hearing_are_uses(guest: Guest) -> None:
    """All of them go on until one that is idle has ended, and another one after it."""
    talk = b"; ".join([b"echo on; sleep 0.1"] * 600)
    async with guest.link(fresh=True) as link:
        await link.exec(replace(SLEEPER, session="attached"))
        await (await link.exec(replace(SLEEPER, session="talks", argv=(b"sh", b"-c", talk)))).aclose()
        await (await link.exec(replace(SLEEPER, session="for-ever", idle_after=timedelta()))).aclose()
        for number in range(2):
            await (await link.exec(replace(SLEEPER, session=f"idle-{number}"))).aclose()
            await wait_for_end(link, f"idle-{number}")
        running = {found.id for found in await link.sessions() if found.running}
        assert running == {"attached", "talks", "for-ever"}
        for id_ in running:
            await link.signal(id_, 9)


async def test_an_end_of_its_own_is_not_called_idle(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        shell = replace(
            SLEEPER, argv=(b"sh",), tty=TerminalSize(24, 80), stdin=True, idle_after=timedelta(days=1)
        )
        process = await link.exec(shell)
        await process.send(b"exit 3\r")
        assert [event async for event in process][-1] == Ended(Exit(code=3), idle=False)
