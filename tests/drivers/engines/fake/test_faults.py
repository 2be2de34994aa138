"""What the fake can do on purpose, for the tests of everything above it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from ingle.base.errors import Kind
from ingle.drivers.boot import FakeKernels
from ingle.drivers.engines.fake import FakeEngine, FakeHost, open_engine
from ingle.drivers.guest.fake import FakeDelays
from ingle.machines.errors import EngineError, VmmGoneError
from support.boot import Talk
from support.captures import frozen_of
from support.engines import FIRST, Rig, capturing, crash_process


@pytest.fixture
def host() -> FakeHost:
    return FakeHost()


@pytest.fixture
async def engine(host: FakeHost) -> AsyncIterator[FakeEngine]:
    async with open_engine(host) as engine:
        yield engine


@pytest.fixture
def rig(host: FakeHost, tmp_path: Path) -> Rig:
    return Rig(lambda: open_engine(host), crash_process, tmp_path, FakeKernels(), Path("/dev/null"))


async def test_prepare_and_boot_fail_as_told(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    host.faults.prepare = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    with pytest.raises(EngineError, match="the disk is full"):
        await engine.prepare(rig.spec())
    host.faults.boot = EngineError("no memory")
    with pytest.raises(EngineError, match="no memory"):
        await engine.boot(rig.spec())
    assert host.process(FIRST) is None


async def test_a_slow_boot_can_be_given_up(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    host.faults.boot_seconds = 600
    with anyio.move_on_after(0.01):
        await engine.boot(rig.spec())
    assert host.process(FIRST) is None


async def test_connections_are_refused_as_told(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    vmm = await engine.boot(rig.spec())
    host.faults.refuse_connections = True
    with pytest.raises(VmmGoneError):
        await vmm.connect()
    host.faults.refuse_connections = False
    async with await vmm.connect() as channel:
        await Talk(channel).hello(fresh=True)


async def test_a_crash_ends_the_channel_and_says_why(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    vmm = await engine.boot(rig.spec())
    async with await vmm.connect() as channel:
        host.crash(FIRST, log_tail="out of luck")
        assert (await vmm.wait()).log_tail == "out of luck"
        with pytest.raises((anyio.EndOfStream, anyio.BrokenResourceError)):
            await channel.receive()


async def test_a_guest_may_be_slow_to_get_ready(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    host.faults.guest = FakeDelays(ready=float("inf"))
    vmm = await engine.boot(rig.spec())
    async with await vmm.connect() as channel:
        with anyio.move_on_after(0.05) as scope:
            await Talk(channel).hello(fresh=True)
        assert scope.cancelled_caught


async def test_the_guest_can_be_looked_into(rig: Rig, host: FakeHost, engine: FakeEngine) -> None:
    vmm = await engine.boot(rig.spec())
    async with await vmm.connect() as channel:
        ready = await Talk(channel).hello(fresh=True)
    assert host.agent(FIRST).boot_id == ready.boot_id
    with pytest.raises(KeyError):
        host.agent("mch_other")


async def test_captures_and_restores_fail_as_told(
    rig: Rig, host: FakeHost, engine: FakeEngine, tmp_path: Path
) -> None:
    spec = rig.spec()
    await engine.prepare(spec)
    vmm = capturing(await engine.boot(spec))
    host.faults.capture = EngineError("the disk is full", kind=Kind.EXHAUSTED)
    with pytest.raises(EngineError, match="the disk is full"):
        await vmm.capture(tmp_path, overlay=None, stay_paused=True)
    assert not await engine.is_paused(vmm)
    host.faults.capture = None
    frozen = frozen_of(await vmm.capture(tmp_path, overlay=None, stay_paused=True))
    host.faults.restore = EngineError("no memory")
    with pytest.raises(EngineError, match="no memory"):
        await engine.restore(spec, frozen)
    host.faults.restore, host.faults.restore_seconds, host.faults.capture_seconds = None, 600, 600
    for slow in (
        lambda: vmm.capture(tmp_path, overlay=None, stay_paused=True),
        lambda: engine.restore(spec, frozen),
    ):
        with anyio.move_on_after(0.01) as scope:
            await slow()
        assert scope.cancelled_caught
    assert len(list(host.processes())) == 1


async def test_files_of_different_captures_do_not_go_together(
    rig: Rig, engine: FakeEngine, tmp_path: Path
) -> None:
    """On a real host that would be a guest that crashes somehow; here it is told."""
    spec = rig.spec()
    await engine.prepare(spec)
    vmm = capturing(await engine.boot(spec))
    frozen = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        frozen.append(frozen_of(await vmm.capture(tmp_path / name, overlay=None, stay_paused=False)))
    with pytest.raises(EngineError, match="another moment"):
        await engine.restore(spec, replace(frozen[0], memory=frozen[1].memory))
    with pytest.raises(EngineError, match="another size"):
        await engine.restore(replace(spec, memory_mib=64), frozen[0])
