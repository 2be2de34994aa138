"""What every agent keeps about processes: argv, environment, input, output and exits, byte for byte."""

import anyio
import anyio.lowlevel
import pytest

from ingle.machines.model import Exit
from ingle.machines.ports import Output, ProcessSpec
from support.guests import Guest, digest, finish, noise, pieces, read_until, refusal, run, wait_for

BLOCK = noise(1, 10 << 20)


@pytest.mark.parametrize("code", [0, 1, 7, 127, 255])
async def test_exit_codes_are_exact(guest: Guest, code: int) -> None:
    async with guest.link(fresh=True) as link:
        assert (await run(link, "s", b"sh", b"-c", b"exit %d" % code)).exit == Exit(code=code)


@pytest.mark.parametrize("number", [1, 9, 15])
async def test_a_signal_that_ends_a_process_is_told(guest: Guest, number: int) -> None:
    async with guest.link(fresh=True) as link:
        assert (await run(link, "s", b"sh", b"-c", b"kill -%d $$" % number)).exit == Exit(signal=number)


async def test_output_comes_with_its_channel_and_ends_once(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        outcome = await run(link, "s", b"sh", b"-c", b"echo out; echo err >&2")
        assert (outcome.output, outcome.error) == (b"out\n", b"err\n")
        assert sorted(outcome.ends) == [1, 2]
        assert outcome.exit == Exit(code=0)


async def test_argv_arrives_byte_for_byte(guest: Guest) -> None:
    words = [b"a b", b"'", b'"', b"$HOME", b"line\nline", b"*", b"\xff\xfe", "käse".encode(), b"%s", b""]
    async with guest.link(fresh=True) as link:
        outcome = await run(link, "s", b"printf", b"%s|", *words)
        assert outcome.output == b"".join(word + b"|" for word in words)


async def test_64_kib_of_environment_arrive(guest: Guest) -> None:
    env = {"BIG": noise(2, 65536).replace(b"\n", b"x").replace(b"\0", b"y"), "EMPTY": b""}
    async with guest.link(fresh=True) as link:
        outcome = await finish(await link.exec(ProcessSpec("s", (b"/bin/env",), env, clear_env=True)))
        assert set(outcome.output.split(b"\n")) == {b"BIG=" + env["BIG"], b"EMPTY=", b""}


async def test_the_default_environment_is_that_of_configure(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        kept = await finish(await link.exec(ProcessSpec("a", (b"env",), {"MORE": b"1"})))
        assert {b"GREETING=hello", b"MORE=1"} <= set(kept.output.split(b"\n"))
        cleared = await finish(await link.exec(ProcessSpec("b", (b"/bin/env",), clear_env=True)))
        assert b"GREETING" not in cleared.output


async def test_the_working_directory(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        outcome = await finish(await link.exec(ProcessSpec("s", (b"pwd",), cwd=guest.folder)))
        assert outcome.output == guest.folder + b"\n"


async def test_what_cannot_be_started_is_refused(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert await refusal(link.exec(ProcessSpec("a", (b"no-such-program",)))) == "not_found"
        assert await refusal(link.exec(ProcessSpec("b", (guest.folder + b"/none",)))) == "not_found"
        assert (
            await refusal(link.exec(ProcessSpec("c", (b"true",), user="nobody-of-that-name")))
            == "unknown_user"
        )
        assert (
            await refusal(link.exec(ProcessSpec("d", (b"true",), cwd=guest.folder + b"/none"))) == "not_found"
        )
        await link.exec(ProcessSpec("e", (b"sleep", b"600")))
        assert await refusal(link.exec(ProcessSpec("e", (b"true",)))) == "exists"


async def test_input_and_its_end(guest: Guest) -> None:
    sent = BLOCK[: 3 << 20]
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"cat",), stdin=True))

        async def feed() -> None:
            await process.send(sent)
            await process.send_eof()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(feed)
            outcome = await finish(process)
        assert digest(outcome.output) == digest(sent)
        assert outcome.exit == Exit(code=0)


async def test_without_stdin_a_process_reads_nothing(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        assert (await run(link, "s", b"cat")).exit == Exit(code=0)


async def test_input_for_a_process_that_has_ended_is_dropped(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"true",), stdin=True))
        assert (await finish(process)).exit == Exit(code=0)
        await process.send(BLOCK)
        await process.send_eof()


async def test_200_execs_16_at_once_with_exact_codes(guest: Guest) -> None:
    codes: dict[int, Exit | None] = {}
    slots = anyio.Semaphore(16)
    async with guest.link(fresh=True) as link:

        async def one(number: int) -> None:
            async with slots:
                outcome = await run(link, f"s{number}", b"sh", b"-c", b"exit %d" % (number % 256))
                codes[number] = outcome.exit

        async with anyio.create_task_group() as tasks:
            for number in range(200):
                tasks.start_soon(one, number)
        assert codes == {number: Exit(code=number % 256) for number in range(200)}
        assert list(await link.sessions()) == []


@pytest.mark.parametrize("blocks", [1, pytest.param(10, marks=pytest.mark.soak)])
async def test_100_mb_arrive_whole_at_a_slow_reader(guest: Guest, blocks: int) -> None:
    """Or a tenth of it."""
    path = guest.folder + b"/block"
    async with guest.link(fresh=True) as link:
        await link.files.write(path, pieces(BLOCK))
        process = await link.exec(ProcessSpec("s", (b"cat", *[path] * blocks)))
        received = bytearray()
        async for event in process:
            if isinstance(event, Output):
                received += event.data
                await anyio.lowlevel.checkpoint()
                await link.metrics()  # while others use the link
        assert digest(bytes(received)) == digest(BLOCK * blocks)


async def test_a_reader_that_does_not_read_stops_the_process_and_nobody_else(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"yes",)))

        async def stalled() -> bool:
            before = (await link.sessions())[0].next
            for number in range(20):
                await run(link, f"other{number}", b"true")
            return before >= 262144 and (await link.sessions())[0].next == before

        await wait_for(stalled)
        assert (await link.sessions())[0].next <= 1 << 20
        await process.signal(9)
        assert (await finish(process)).exit == Exit(signal=9)


async def test_a_cancelled_reader_leaves_the_link_and_the_process_usable(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"cat",), stdin=True))
        with anyio.move_on_after(0.05) as scope:
            await finish(process)
        assert scope.cancelled_caught
        with anyio.move_on_after(0):
            await link.exec(ProcessSpec("t", (b"sleep", b"600")))
        await process.send(b"still there\n")
        assert await read_until(process, b"there\n") == b"still there\n"


async def test_many_streams_at_once(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        processes = [await link.exec(ProcessSpec(f"s{n}", (b"cat",), stdin=True)) for n in range(100)]
        for number, process in enumerate(processes):
            await process.send(b"%d\n" % number)
            await process.send_eof()
        for number, process in enumerate(processes):
            assert (await finish(process)).output == b"%d\n" % number
