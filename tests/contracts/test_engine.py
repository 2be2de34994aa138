"""What every engine keeps: the promises of `ingle.machines.ports.engine`, on the fake and on real QEMU machines."""

from typing import cast

import anyio
import pytest
from anyio.abc import ByteStream

from contracts.engine_rig import Awake
from ingle.machines.errors import VmmGoneError
from ingle.machines.ports import Feature, MeasurableVmm, Vmm, VmmExit
from support.boot import BOOT_SECONDS, Talk
from support.engines import FIRST, SECOND, Rig, pausable


async def hello(vmm: Vmm, *, fresh: bool = False) -> tuple[ByteStream, Talk, str]:
    """A new connection, its conversation, and which boot of a guest answers there."""
    channel = await vmm.connect()
    talk = Talk(channel)
    ready = await talk.hello(fresh=fresh)
    return channel, talk, ready.boot_id


async def end(vmm: Vmm) -> VmmExit:
    with anyio.fail_after(BOOT_SECONDS):
        return await vmm.wait()


async def test_a_machine_boots_talks_and_powers_itself_off(rig: Rig) -> None:
    async with rig.booted() as (_, vmm):
        channel, talk, boot_id = await hello(vmm, fresh=True)
        assert boot_id
        await talk.power_off()
        exit_ = await end(vmm)
        assert (exit_.code, exit_.signal) == (0, None)
        await channel.aclose()


async def test_prepare_makes_the_disk_once_and_never_touches_it_again(rig: Rig) -> None:
    spec = rig.spec()
    async with rig.engine() as engine:
        await engine.prepare(spec)
        disk_file = spec.disk[0].path
        assert disk_file.stat().st_size == spec.disk_mib * 1024 * 1024
        with disk_file.open("r+b") as disk:
            disk.write(b"somebody's data")
        before = disk_file.stat()
        await engine.prepare(spec)
    assert (disk_file.stat().st_ino, disk_file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert sorted(path.name for path in spec.directory.iterdir()) == ["disk.raw"]


async def test_a_new_connection_replaces_the_old(awake: Awake) -> None:
    async with awake() as (_, vmm):
        first, _, boot_id = await hello(vmm)
        second, _, again = await hello(vmm)
        assert again == boot_id
        with pytest.raises((anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError)):
            await first.receive()
        await first.aclose()
        await second.aclose()


async def test_a_killed_vmm_is_gone_for_everyone(rig: Rig) -> None:
    async with rig.booted() as (engine, vmm):
        await vmm.kill()
        await vmm.kill()
        assert (await end(vmm)).code is None
        with pytest.raises(VmmGoneError):
            await vmm.connect()
        with pytest.raises(VmmGoneError):
            await engine.is_paused(vmm)
        with pytest.raises(VmmGoneError):
            await pausable(vmm).pause()
        assert await engine.adopt(FIRST, rig.spec().directory) is None
        assert await engine.running(rig.root) == {}


async def test_all_who_wait_learn_of_a_crash(rig: Rig) -> None:
    exits = []

    async def wait() -> None:
        exits.append(await end(vmm))

    async with rig.booted() as (_, vmm):
        with anyio.move_on_after(0):
            await vmm.wait()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(wait)
            tasks.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            number = rig.crash(vmm)
        assert [exit_.signal for exit_ in exits] == [number, number]


async def test_a_later_daemon_adopts_what_runs(rig: Rig, awake: Awake) -> None:
    directory = rig.spec().directory
    async with awake() as (_, vmm):
        channel, _, boot_id = await hello(vmm)
        await channel.aclose()
        async with rig.engine() as later:
            assert await later.running(rig.root) == {FIRST: vmm.identity}
            adopted = await later.adopt(FIRST, directory)
            assert adopted is not None
            assert adopted.identity == vmm.identity
            channel, talk, again = await hello(adopted)
            assert again == boot_id
            await talk.power_off()
            await end(adopted)
            await channel.aclose()
            adopted.release()
            assert await later.adopt(FIRST, directory) is None


async def test_only_the_machines_own_vmm_is_adopted(rig: Rig) -> None:
    async with rig.booted() as (engine, vmm):
        assert await engine.adopt(SECOND, rig.spec(SECOND).directory) is None
        assert await engine.adopt(SECOND, rig.spec(FIRST).directory) is None
        assert await engine.adopt(FIRST, rig.root.parent / "elsewhere" / FIRST) is None
        assert await engine.running(rig.root.parent) == {}
        assert await engine.running(rig.root) == {FIRST: vmm.identity}


async def test_a_paused_machine_does_not_answer_until_it_is_resumed(awake: Awake) -> None:
    async with awake() as (engine, vmm):
        assert Feature.PAUSE in engine.features
        channel, talk, _ = await hello(vmm)
        assert not await engine.is_paused(vmm)
        await pausable(vmm).pause()
        await pausable(vmm).pause()
        assert await engine.is_paused(vmm)
        with anyio.move_on_after(0.3) as scope:
            await talk.hello(fresh=False)
        assert scope.cancelled_caught
        await pausable(vmm).resume()
        await pausable(vmm).resume()
        assert not await engine.is_paused(vmm)
        await talk.hello(fresh=False)
        await channel.aclose()


async def test_a_pause_outlives_the_daemon(rig: Rig) -> None:
    async with rig.booted() as (_, vmm):
        await pausable(vmm).pause()
        async with rig.engine() as later:
            adopted = await later.adopt(FIRST, rig.spec().directory)
            assert adopted is not None
            assert await later.is_paused(adopted)
            await pausable(adopted).resume()
            assert not await later.is_paused(adopted)
            adopted.release()


async def test_what_a_vmm_takes_is_told_while_it_runs_or_stands_still(awake: Awake) -> None:
    async with awake() as (engine, vmm):
        assert Feature.LOAD in engine.features
        channel, talk, _ = await hello(vmm)
        before = await cast(MeasurableVmm, vmm).load()
        assert before.cpu_seconds > 0
        assert before.resident_bytes >= (before.own_bytes or 0) > 0
        await pausable(vmm).pause()
        assert (await cast(MeasurableVmm, vmm).load()).cpu_seconds >= before.cpu_seconds
        await pausable(vmm).resume()
        await talk.power_off()
        await end(vmm)
        with pytest.raises(VmmGoneError):
            await cast(MeasurableVmm, vmm).load()
        await channel.aclose()


async def test_machines_run_side_by_side_and_apart(rig: Rig, awake: Awake) -> None:
    async with awake(FIRST) as (engine, first), awake(SECOND) as (_, second):
        channels = [await hello(first), await hello(second)]
        assert set(await engine.running(rig.root)) == {FIRST, SECOND}
        await second.kill()
        assert set(await engine.running(rig.root)) == {FIRST}
        await channels[0][1].hello(fresh=False)
        for channel, _, _ in channels:
            await channel.aclose()
