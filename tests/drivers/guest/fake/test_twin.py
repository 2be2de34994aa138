"""A fake guest's twin: the same moment, and from then on another life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from ingle.base.clock import ManualClock
from ingle.drivers.guest.fake import FakeAgent
from ingle.drivers.guest.fake import kernel as kernel_module
from ingle.machines.model import Exit, TerminalSize
from ingle.machines.ports import GuestLink, ProcessSpec
from support.captures import get, put
from support.guests import fake_guest, finish, read_until, run

LOOP = b"echo first >/tmp/log; cat; echo second >/tmp/log; sleep 100"


@asynccontextmanager
async def life_of(twin: FakeAgent) -> AsyncIterator[GuestLink]:
    twin.tree.remove(b"/test", recursive=True)  # the rig makes its own
    async with fake_guest(twin) as guest, guest.link() as link:
        yield link


async def test_files_identity_and_kept_output_are_there_and_change_apart() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        await put(link, b"/tmp/f", b"same")
        await finish(await link.exec(ProcessSpec("said", (b"echo", b"hello"), keep=True)))
        async with life_of(agent.twin()) as other:
            assert other.ready.boot_id == link.ready.boot_id
            assert other.ready.configured
            assert (await finish(await other.attach("said"))).output == b"hello\n"
            assert await get(other, b"/tmp/f") == b"same"
            await put(other, b"/tmp/f", b"other")
        assert await get(link, b"/tmp/f") == b"same"


async def test_programs_go_on_where_they_are_without_doing_anything_twice() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        spec = ProcessSpec("loop", (b"sh", b"-c", LOOP), stdin=True, keep=True)
        process = await link.exec(spec)
        await process.send(b"one\n")
        await read_until(process, b"one")
        await put(link, b"/tmp/log", b"since then changed")
        async with life_of(agent.twin()) as other:
            assert await get(other, b"/tmp/log") == b"since then changed"
            again = await other.attach("loop")
            assert await read_until(again, b"one") == b"one\n"
            await again.send(b"two\n")
            assert await read_until(again, b"two") == b"two\n"
            assert (await other.sessions())[0].running
            assert (await other.sessions())[0].pid == process.pid


async def test_a_terminal_is_where_it_was() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        shell = await link.exec(ProcessSpec("t", (b"sh",), tty=TerminalSize(24, 80)))
        await shell.send(b"cd /tmp; echo code $?\n")
        await read_until(shell, b"code 0")
        await shell.send(b"ec")
        await read_until(shell, b"ec")
        async with life_of(agent.twin()) as other:
            again = await other.attach("t")
            await again.send(b"ho done; pwd\n")
            await read_until(again, b"done\r\n/tmp\r\n")


async def test_the_time_between_passes_for_nobody() -> None:
    clock = ManualClock()
    agent = FakeAgent(clock=clock)
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("s", (b"sleep", b"3600"), keep=True))
        await run(link, "barrier", b"true")  # it sleeps by now
        frozen = agent.twin()
        uptime = agent.uptime_ns
        clock.move(timedelta(hours=5))
        twin = frozen.twin(later=5 * 3600)
        assert twin.uptime_ns == uptime
        async with life_of(twin) as other:
            assert [session.running for session in await other.sessions() if session.id == "s"] == [True]
            process = await other.attach("s")
            clock.move(timedelta(hours=1))
            assert (await finish(process)).exit == Exit(code=0)


async def test_what_has_done_too_much_to_be_told_again_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel_module, "_MOST_REMEMBERED", 3)
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("cat", (b"cat",), stdin=True, keep=True))
        for word in (b"one\n", b"two\n", b"three\n"):
            await process.send(word)
            await read_until(process, word)
        async with life_of(agent.twin()) as other:
            outcome = await finish(await other.attach("cat"))
            assert outcome.exit == Exit(signal=9)
            assert outcome.output == b"one\ntwo\nthree\n"


async def test_a_guest_that_was_held_still_is_so_until_it_is_thawed() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("cat", (b"cat",), stdin=True, keep=True))
        await process.send(b"one\n")
        await read_until(process, b"one")
        await link.freeze()
        twin = agent.twin()
        await link.thaw()
        async with life_of(twin) as other:
            assert other.ready.frozen
            again = await other.attach("cat")
            await again.send(b"two\n")
            await other.thaw()
            await read_until(again, b"two")
