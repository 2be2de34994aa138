"""A watch of files: what it says of the machine that it looks at, awake and asleep; on fakes."""

from collections.abc import AsyncIterator, Sequence

import anyio
import pytest

from ingle.machines.errors import GuestError, MachineGoneError
from ingle.machines.model import State
from ingle.machines.ports import GuestChange
from support.machines import ANN, Daemon, Town, until
from support.resting import SHORT, agent_of, is_, state, thermal, write


@pytest.fixture(autouse=True)
def nothing_cools_down_by_itself(town: Town) -> None:
    thermal(town)


async def mkdir(daemon: Daemon, path: str) -> None:
    await daemon.machines.files.mkdir(ANN, "one", path, mode=0o755, parents=False)


async def heard(changes: AsyncIterator[Sequence[GuestChange]], path: bytes) -> list[GuestChange]:
    """All changes up to the one of this path."""
    seen: list[GuestChange] = []
    with anyio.fail_after(60):
        async for some in changes:
            seen += some
            if any(path in (change.path, change.to) for change in some):
                break
    return seen


async def test_a_watch_outlasts_sleep_and_owns_up_to_the_gap(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    async with daemon.machines.files.watch(ANN, "one", "/tmp") as changes:
        for number in range(3):
            await daemon.machines.sleep(ANN, "one")
            async with anyio.create_task_group() as group:
                seen: list[GuestChange] = []

                async def follow(seen: list[GuestChange] = seen, number: int = number) -> None:
                    seen += await heard(changes, b"/tmp/%d" % number)

                group.start_soon(follow)
                await daemon.machines.wake(ANN, "one")
                await until(lambda: agent_of(town, machine).tree.listeners)
                await mkdir(daemon, f"/tmp/{number}")
            assert [change.kind for change in seen] == ["overflow", "created"]


async def test_watching_wakes_once_and_keeps_nothing_awake(town: Town) -> None:
    thermal(town, cold_after=SHORT)
    async with town.daemon() as daemon:
        await daemon.create()
        await until(is_(daemon, State.COLD))
        async with daemon.machines.files.watch(ANN, "one", "/tmp"):
            await until(is_(daemon, State.COLD))


async def test_a_stop_ends_it_and_says_so(daemon: Daemon) -> None:
    await daemon.create()
    async with daemon.machines.files.watch(ANN, "one", "/tmp") as changes:
        await daemon.machines.stop(ANN, "one")
        with pytest.raises(MachineGoneError):
            await heard(changes, b"/never")
    assert await state(daemon) is State.STOPPED


async def test_what_was_removed_while_nobody_looked(town: Town, daemon: Daemon) -> None:
    machine = await daemon.create()
    await mkdir(daemon, "/tmp/d")
    async with daemon.machines.files.watch(ANN, "one", "/tmp/d") as changes:
        await daemon.machines.sleep(ANN, "one")
        await daemon.machines.wake(ANN, "one")
        agent_of(town, machine).tree.remove(b"/tmp/d", recursive=True)
        with pytest.raises(GuestError) as refusal:
            await heard(changes, b"/never")
    assert refusal.value.code in ("gone", "not_found")


async def test_who_reads_slowly_is_told(town: Town, daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingle.drivers.guest.fake.changes._MOST_WAITING", 100)
    machine = await daemon.create()
    async with daemon.machines.files.watch(ANN, "one", "/tmp") as changes:
        tree = agent_of(town, machine).tree
        for _ in range(100):
            tree.mkdir(b"/tmp/x", 0o755)
            tree.remove(b"/tmp/x", recursive=False)
        await mkdir(daemon, "/tmp/y")  # a guest that is asked something sends what it has
        while [change.kind for change in await anext(changes)][-1] != "overflow":
            pass
        await write(daemon, "/tmp/after", b"")
        await heard(changes, b"/tmp/after")
