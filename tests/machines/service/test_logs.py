"""A workload's log and the console, through the service."""

import anyio
import pytest

from ingle.machines.errors import MachineNotFoundError
from support.machines import ANN, BOB, Daemon, Town, sh, until


async def test_following_ends_with_the_workload(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo one; sleep 0.1; echo two; sleep 0.1; echo three"))
    with anyio.fail_after(10):
        assert await daemon.log(follow=True) == b"one\ntwo\nthree\n"


async def test_following_ends_when_the_machine_stops(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo one; sleep 60"))
    seen: list[bytes] = []
    async with anyio.create_task_group() as group:

        async def follow() -> None:
            parts = await daemon.machines.logs.read(ANN, "one", follow=True)
            async for records in parts:
                seen.extend(record.content for record in records)

        group.start_soon(follow)
        await until(lambda: seen)
        await daemon.machines.stop(ANN, "one", grace=1)
    assert seen == [b"one\n"]


async def test_the_newest_lines(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo one; echo two; echo three"))
    await daemon.log(follow=True)
    assert await daemon.log(tail=2) == b"two\nthree\n"
    assert await daemon.log(tail=0) == b""


async def test_both_streams_are_told_apart(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo out; echo err >&2"))
    parts = await daemon.machines.logs.read(ANN, "one", follow=True)
    records = [record async for part in parts for record in part]
    assert {(record.stream, record.text) for record in records} == {("stdout", "out\n"), ("stderr", "err\n")}


async def test_the_log_goes_on_over_restarts(daemon: Daemon) -> None:
    await daemon.create(command=sh("echo again; sleep 60"))
    await until(lambda: daemon.log())
    await daemon.machines.restart(ANN, "one", grace=1)

    async def twice() -> bool:
        return await daemon.log() == b"again\nagain\n"

    await until(twice)


async def test_the_console(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    assert await daemon.machines.logs.console(ANN, "one") == b""
    console = town.data_dir / "machines" / machine.id / "console.log"
    console.write_bytes(b"x" * 300_000 + b"end")
    assert (await daemon.machines.logs.console(ANN, "one")).endswith(b"xend")
    assert len(await daemon.machines.logs.console(ANN, "one")) == 256 * 1024


async def test_logs_of_others_are_not_found(daemon: Daemon) -> None:
    await daemon.create()
    with pytest.raises(MachineNotFoundError):
        await daemon.machines.logs.read(BOB, "one")
