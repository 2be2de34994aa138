"""Programs in machines, through the service."""

import anyio
import pytest

from ingle.base.errors import InvalidError
from ingle.machines import Command
from ingle.machines.errors import (
    CommandNotFoundError,
    ExecTimeoutError,
    GuestError,
    GuestLostError,
    MachineStateError,
    SessionNotFoundError,
)
from ingle.machines.model import ExecOutcome, Exit, TerminalSize
from ingle.machines.ports import Output
from support.guests import finish, read_until
from support.machines import ANN, Daemon, Image, Town, sh, until


async def run(
    daemon: Daemon, *argv: str, data: bytes = b"", timeout: float = 10, **options: object
) -> ExecOutcome:
    command = Command(argv, stdin=bool(data), **options)  # type: ignore[arg-type]
    return await daemon.machines.sessions.run(ANN, "one", command, data=data, timeout=timeout)


async def test_exit_codes_and_both_pipes(daemon: Daemon) -> None:
    await daemon.create()
    outcome = await run(daemon, *sh("echo out; echo err >&2; exit 7"))
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (Exit(code=7), b"out\n", b"err\n")
    assert not outcome.truncated
    assert outcome.session.startswith("ses_")


async def test_a_signal_is_told(daemon: Daemon) -> None:
    await daemon.create()
    assert (await run(daemon, *sh("kill -9 $$"))).exit == Exit(signal=9)


async def test_input_is_given(daemon: Daemon) -> None:
    await daemon.create()
    assert (await run(daemon, "cat", data=b"x" * 1_000_000)).stdout == b"x" * 1_000_000


async def test_more_output_than_is_kept_is_cut_and_the_program_goes_on(town: Town, daemon: Daemon) -> None:
    await daemon.create()
    limit = town.settings.exec_output_bytes
    outcome = await run(daemon, "head", "-c", str(limit + 1), "/dev/zero")
    assert len(outcome.stdout) == limit
    assert outcome.truncated
    assert outcome.exit == Exit(code=0)


async def test_argv_and_environment_arrive_byte_for_byte(daemon: Daemon) -> None:
    await daemon.create(env={"FROM": "machine"})
    odd = ["a b", "'\"$HOME`", "two\nlines", "", "\udcff\udc80", "é"]
    outcome = await run(daemon, "printf", "%s\\n", *odd)
    assert outcome.stdout == b"".join(word.encode(errors="surrogateescape") + b"\n" for word in odd)
    listing = (await run(daemon, "env", env={"BIG": "x" * 65536, "RAW": "\udcfe"})).stdout
    assert b"FROM=machine\n" in listing
    assert b"BIG=" + b"x" * 65536 in listing
    assert b"RAW=\xfe\n" in listing


async def test_the_images_defaults_are_used_and_overruled(town: Town, daemon: Daemon) -> None:
    town.images.images.append(Image("img_app", "app", env={"A": "image", "B": "image"}, working_dir="/tmp"))
    await daemon.create(image="app", env={"B": "request"})
    assert (await run(daemon, "pwd")).stdout == b"/tmp\n"
    assert (await run(daemon, "pwd", working_dir="/etc")).stdout == b"/etc\n"
    listing = (await run(daemon, "env", env={"C": "exec"})).stdout.split(b"\n")
    assert {b"A=image", b"B=request", b"C=exec"} <= set(listing)


async def test_a_program_that_is_not_there(daemon: Daemon) -> None:
    await daemon.create()
    with pytest.raises(CommandNotFoundError, match="nonesuch"):
        await run(daemon, "nonesuch")


@pytest.mark.parametrize(
    "wrong",
    [
        Command([]),
        Command([""]),
        Command(["a\0b"]),
        Command(["true"], env={"": ""}),
        Command(["true"], working_dir="tmp"),
    ],
)
async def test_what_cannot_be_run_is_refused(daemon: Daemon, wrong: Command) -> None:
    await daemon.create()
    with pytest.raises(InvalidError):
        await daemon.machines.sessions.exec(ANN, "one", wrong)


async def test_a_program_that_takes_too_long_is_killed(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    with pytest.raises(ExecTimeoutError):
        await run(daemon, "sleep", "60", timeout=0.1)
    await until(lambda: not town.host.agent(machine.id).sessions.running())


async def test_a_machine_that_does_not_run_says_what_to_do(daemon: Daemon) -> None:
    await daemon.create()
    await daemon.machines.stop(ANN, "one", grace=0)
    with pytest.raises(MachineStateError, match="start it first"):
        await run(daemon, "true")


async def test_a_vmm_that_dies_ends_the_exec(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    async with anyio.create_task_group() as group:

        async def lose() -> None:
            with pytest.raises(GuestLostError):
                await run(daemon, "sleep", "60")

        group.start_soon(lose)
        await until(lambda: town.host.agent(machine.id).sessions.running())
        town.host.crash(machine.id)


async def test_a_detached_program_is_attached_to_signalled_and_forgotten(daemon: Daemon) -> None:
    await daemon.create()
    sessions = daemon.machines.sessions
    session = await sessions.spawn(ANN, "one", Command(sh("echo here; sleep 60"), keep=True))
    process = await sessions.attach(ANN, "one", session)
    await read_until(process, b"here\n")
    [listed] = await sessions.list(ANN, "one")
    assert (listed.id, listed.running, listed.role) == (session, True, "exec")
    with pytest.raises(GuestError) as caught:
        await sessions.forget(ANN, "one", session)
    assert caught.value.code == "busy"
    await sessions.signal(ANN, "one", session, "INT")
    assert (await finish(process)).exit == Exit(signal=2)
    await sessions.forget(ANN, "one", session)
    for session_ in (session, "ses_none", "not/a/session"):
        with pytest.raises(SessionNotFoundError):
            await sessions.attach(ANN, "one", session_)


async def test_a_terminal_is_kept_and_has_its_size(daemon: Daemon) -> None:
    await daemon.create()
    sessions = daemon.machines.sessions
    shell = await sessions.exec(ANN, "one", Command(["sh"], tty=TerminalSize(33, 99)))
    await shell.send(b"stty size\r")
    await read_until(shell, b"33 99")
    await shell.aclose()
    again = await sessions.attach(ANN, "one", shell.session)
    await read_until(again, b"33 99")
    await again.send(b"exit 5\r")
    assert (await finish(again)).exit == Exit(code=5)


async def test_the_workload_is_a_session_like_others(daemon: Daemon) -> None:
    await daemon.create(command=("cat",), tty=True)
    process = await daemon.machines.sessions.attach(ANN, "one", "workload")
    await process.send(b"typed\r")
    await read_until(process, b"typed")

    async def logged() -> bool:
        return b"typed" in await daemon.log()

    await until(logged)


async def test_a_slow_reader_slows_the_program_and_loses_nothing(daemon: Daemon) -> None:
    await daemon.create()
    size = 3_000_000
    process = await daemon.machines.sessions.exec(ANN, "one", Command(["head", "-c", str(size), "/dev/zero"]))
    received = 0
    async for event in process:
        if isinstance(event, Output):
            received += len(event.data)
            await anyio.lowlevel.checkpoint()
    assert received == size
