"""The SDK and the command line against the daemon itself, on a fake engine that can sleep and fork: the stand-in of their own tests could be kind."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from subprocess import CompletedProcess

import anyio
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import ConflictError, InvalidError, NotFoundError
from ingle.sdk.machines import AsyncMachine
from ingle.wire.machines import Timers
from support.daemons import Living, living
from support.standin.program import PROGRAM

PATIENCE = 120.0


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path / "data") as made:
        yield made


@pytest.fixture
async def ingle(daemon: Living) -> AsyncIterator[AsyncIngle]:
    async with AsyncIngle(f"unix:{daemon.served.socket}") as client:
        with anyio.fail_after(PATIENCE):
            await (await client.images.create("busybox")).wait()
        yield client


@pytest.fixture
async def one(ingle: AsyncIngle) -> AsyncMachine:
    return await ingle.machines.create("busybox", "one")


async def test_rest_and_wake(one: AsyncMachine) -> None:
    seen = []
    for verb in (one.cool, one.wake, one.sleep, one.sleep):
        await verb()
        seen.append(one.state)
    assert seen == ["warm", "running", "cold", "cold"]
    assert (await one.exec(["echo", "awake"])).text == "awake\n"
    await one.refresh()
    assert one.state == "running", "whoever uses it wakes it"
    states = [moment.state for moment in await one.history()]
    assert states[-1] == "running"
    assert [state for state in ("warm", "cold") if state in states] == ["warm", "cold"]


async def test_stopping_without_grace_drops_what_a_sleeping_machine_held(one: AsyncMachine) -> None:
    await one.sleep()
    await one.stop(grace_seconds=0)
    assert one.state == "stopped"
    assert "waking" not in [moment.state for moment in await one.history()]


async def test_a_machine_goes_back_to_its_snapshot(ingle: AsyncIngle, one: AsyncMachine) -> None:
    await one.files.write("/note", "before")
    made = await one.snapshot("before")
    assert (made.name, made.machine, made.memory) == ("before", "one", True)
    with pytest.raises(ConflictError) as taken:
        await one.snapshot("before")
    assert taken.value.code == "snapshot_name_taken"
    await one.files.write("/note", "after")
    await one.restore("before")
    assert (one.state, await one.files.read("/note")) == ("running", b"before")
    await ingle.snapshots.remove("before")
    assert list(await ingle.snapshots.list()) == []
    with pytest.raises(NotFoundError):
        await one.restore("before")


async def test_forks_and_what_begins_as_a_snapshot(ingle: AsyncIngle, one: AsyncMachine) -> None:
    await one.files.write("/note", "shared")
    forks = await one.fork("try", 2)
    assert [(fork.name, fork.state) for fork in forks] == [("try-1", "running"), ("try-2", "running")]
    await forks[0].files.write("/note", "mine")
    assert await forks[1].files.read("/note") == await one.files.read("/note") == b"shared"
    kept = await forks[0].snapshot("kept")
    two = await ingle.machines.create(name="two", snapshot="kept", timers=Timers(keep_hot=True))
    assert (two.state, two.details.timers.keep_hot, await two.files.read("/note")) == (
        "running",
        True,
        b"mine",
    )
    again = await ingle.machines.create(name="two", snapshot="kept", timers=Timers(keep_hot=True))
    assert again.id == two.id
    with pytest.raises(InvalidError):
        await ingle.machines.create(snapshot="kept", vcpus=2)
    parents = {node.name: node.parent for node in await ingle.tree()}
    assert parents == {"one": None, "try-1": one.id, "try-2": one.id, "kept": forks[0].id, "two": kept.id}


async def test_timers_and_the_disk(ingle: AsyncIngle, one: AsyncMachine) -> None:
    await one.set_timers(warm_after=0, stop_after=3600)
    await one.set_timers(stop_after=None, keep_hot=True)
    assert one.details.timers == Timers(keep_hot=True, warm_after=0)
    with pytest.raises(InvalidError):
        await one.set_timers(cold_after=-1)
    await one.snapshot("kept")
    rows = {row.what: row.count for row in await ingle.storage()}
    assert (rows["snapshots"], rows["machines"]) == (1, 1)
    assert await ingle.prune(templates=True) >= 0
    assert [each.name for each in await ingle.snapshots.list()] == ["kept"]


async def test_the_command_line_says_the_same(daemon: Living, one: AsyncMachine) -> None:
    async def run(*words: str) -> CompletedProcess[bytes]:
        env = {**os.environ, "INGLE_URL": f"unix:{daemon.served.socket}"}
        with anyio.fail_after(PATIENCE):
            return await anyio.run_process([str(PROGRAM), *words], env=env, check=False)

    assert (await run("sleep", "one")).stdout == b"one\n"
    assert (await run("snapshot", "create", "one", "asleep")).stdout == b"asleep\n"
    assert (await run("fork", "one", "try", "--count", "2")).stdout == b"try-1\ntry-2\n"
    assert (await run("create", "--from", "asleep", "--name", "two")).stdout == b"two\n"
    tree = (await run("tree")).stdout.decode().splitlines()[1:]
    rows = [line.rsplit("  ", 1)[0].split() for line in tree]
    assert rows[:3] == [["one", "cold"], ["├─", "asleep", "snapshot"], ["│", "└─", "two", "running"]]
    forks = rows[3:]  # made side by side, so either may be the first
    assert [row[0] for row in forks] == ["├─", "└─"]
    assert sorted(row[1:] for row in forks) == [["try-1", "running"], ["try-2", "running"]]
    assert (await run("restore", "one", "asleep")).stdout == b"one\n"
    assert (await run("timers", "two", "--cold-after", "never")).returncode == 0
    assert json.loads((await run("inspect", "two")).stdout)["timers"] == {"cold_after": 0}
    assert (await run("stop", "--force", "two")).stdout == b"two\n"
    assert (await run("system", "df")).returncode == 0
    assert b"freed" in (await run("system", "prune", "--yes")).stdout
    assert (await run("snapshot", "rm", "asleep")).stdout == b"asleep\n"
