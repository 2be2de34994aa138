"""What every agent keeps about sessions: they outlive links, replay their output, and are forgotten when they should be."""

import anyio
import pytest

from ingle.drivers.guest import AgentConnector
from ingle.drivers.guest.frame import Frame, Type, encode
from ingle.machines.errors import GuestLostError
from ingle.machines.model import Exit
from ingle.machines.ports import (
    GuestConfiguration,
    GuestLink,
    GuestSession,
    Output,
    ProcessSpec,
    TerminalSize,
)
from support.guests import PATIENCE, Guest, Unclosed, finish, read_until, refusal, run, wait_for

SHELL = ProcessSpec("shell", (b"sh",), {"PS1": b"$ "}, tty=TerminalSize(24, 80), stdin=True)


async def session(link: GuestLink, id_: str) -> GuestSession | None:
    return next((found for found in await link.sessions() if found.id == id_), None)


async def test_a_session_survives_its_link_and_replays(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"cat",), stdin=True, keep=True))
        await process.send(b"one\n")
        await read_until(process, b"one\n")
    async with guest.link() as link:
        (found,) = link.ready.sessions
        assert (found.id, found.argv, found.running, found.pid) == ("s", (b"cat",), True, process.pid)
        again = await link.attach("s")
        assert await read_until(again, b"one\n") == b"one\n"
        await again.send(b"two\n")
        await read_until(again, b"two\n")
        await again.send_eof()
        assert (await finish(again)).exit == Exit(code=0)


async def test_a_link_that_ends_hangs_up_nobody(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("s", (b"sleep", b"600")))
    async with guest.link() as link:
        (found,) = link.ready.sessions
        assert found.running
        await link.signal("s", 9)
        assert (await finish(await link.attach("s"))).exit == Exit(signal=9)


async def test_closing_a_process_that_is_not_kept_hangs_it_up(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"sleep", b"600")))
        await process.aclose()

        async def ended() -> bool:
            found = await session(link, "s")
            return found is None or not found.running

        await wait_for(ended)


async def test_closing_a_process_that_is_kept_detaches(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"sleep", b"600"), keep=True))
        await process.aclose()

        async def detached() -> bool:
            found = await session(link, "s")
            return found is not None and found.running and found.attached == 0

        await wait_for(detached)
        await link.signal("s", 9)


async def test_replay_from_an_offset_and_of_a_tail(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        spec = ProcessSpec("s", (b"sh", b"-c", b"printf 0123456789"), keep=True)
        await finish(await link.exec(spec))
        assert (await finish(await link.attach("s", since=4))).output == b"456789"
        assert (await finish(await link.attach("s", tail=3))).output == b"789"
        outcome = await finish(await link.attach("s"))
        assert (outcome.output, outcome.exit) == (b"0123456789", Exit(code=0))


async def test_what_is_no_longer_kept_is_counted(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        spec = ProcessSpec("s", (b"head", b"-c", b"100000", b"/dev/zero"), keep=True, scrollback=8192)
        await finish(await link.exec(spec))
        found = await session(link, "s")
        assert found is not None
        assert found.next == 100000
        again = await link.attach("s", since=0)
        assert again.lost == found.first > 0
        assert len((await finish(again)).output) == 100000 - again.lost


async def test_an_ended_session_is_kept_until_it_is_forgotten(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await finish(await link.exec(ProcessSpec("s", (b"false",), keep=True)))
    async with guest.link() as link:
        (found,) = link.ready.sessions
        assert (found.running, found.exit) == (False, Exit(code=1))
        await link.forget("s")
        assert list(await link.sessions()) == []
        assert await refusal(link.attach("s")) == "not_found"
        assert await refusal(link.forget("s")) == "not_found"


async def test_a_running_session_is_not_forgotten(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("s", (b"sleep", b"600"), keep=True))
        assert await refusal(link.forget("s")) == "busy"
        await link.signal("s", 9)


async def test_everyone_attached_gets_everything(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        first = await link.exec(ProcessSpec("s", (b"cat",), stdin=True, keep=True))
        second = await link.attach("s")
        await first.send(b"for both\n")
        await read_until(first, b"both\n")
        await read_until(second, b"both\n")
        await second.send_eof()
        assert (await finish(first)).exit == (await finish(second)).exit == Exit(code=0)


async def test_a_terminal_echoes_resizes_and_keeps_its_scrollback(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        shell = await link.exec(SHELL)
        await shell.send(b"stty size\r")
        assert b"stty size\r\n" in await read_until(shell, b"24 80\r\n")
        await shell.resize(TerminalSize(40, 100))
        await shell.send(b"stty size\r")
        await read_until(shell, b"40 100\r\n")
    async with guest.link() as link:
        shell = await link.attach("shell")
        assert b"24 80\r\n" in await read_until(shell, b"40 100\r\n")
        await shell.send(b"exit 5\r")
        assert (await finish(shell)).exit == Exit(code=5)


async def test_control_c_interrupts_what_runs_in_the_terminal(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"cat",), tty=TerminalSize(24, 80), stdin=True))
        await process.send(b"up\r")
        await read_until(process, b"up\r\nup\r\n")  # the terminal's echo, then the program
        await process.send(b"\x03")
        assert (await finish(process)).exit == Exit(signal=2)


async def test_a_link_ends_with_its_context_and_says_so(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"sleep", b"600"), keep=True))
    with anyio.fail_after(PATIENCE):
        await link.wait_lost()
    with pytest.raises(GuestLostError):
        await finish(process)
    with pytest.raises(GuestLostError):
        await process.send(b"x")
    with pytest.raises(GuestLostError):
        await link.sessions()


async def test_a_new_hello_on_the_same_channel_takes_over_in_the_middle_of_everything(guest: Guest) -> None:
    channel = Unclosed(await guest.connect())
    async with AgentConnector().open(channel, fresh=True) as link:
        await link.configure(GuestConfiguration())
        flood = await link.exec(ProcessSpec("flood", (b"yes",), keep=True))
        sink = await link.exec(ProcessSpec("sink", (b"cat",), stdin=True, keep=True))
        with anyio.move_on_after(0.1):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(sink.send, bytes(10_000_000))
                async for _ in flood:
                    pass
    async with AgentConnector().open(channel, fresh=False) as link:
        assert {found.id for found in link.ready.sessions if found.running} == {"flood", "sink"}
        process = await link.attach("flood", tail=100)
        async for event in process:
            assert isinstance(event, Output)
            assert set(event.data) == set(b"y\n")
            break
        for id_ in ("flood", "sink"):
            await link.signal(id_, 9)
    await channel.really_close()


@pytest.mark.parametrize("kept", [1, 15, 16, 17, 5000])
async def test_half_a_frame_before_the_hello_is_flushed(guest: Guest, kept: int) -> None:
    channel = Unclosed(await guest.connect())
    nonce = b"\1\2\3\4"
    async with AgentConnector(lambda _: nonce).open(channel, fresh=True):
        pass
    frame = encode(Frame(Type.DATA, 1, bytes(65536)), int.from_bytes(nonce, "little"))
    await channel.send(frame[:kept])
    async with AgentConnector().open(channel, fresh=False) as link:
        await link.configure(GuestConfiguration())
        assert (await run(link, "s", b"true")).exit == Exit(code=0)
    await channel.really_close()
