"""What every engine with Feature.SNAPSHOT keeps: captures, restores and layers, on the fake and on real QEMU machines."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingle.machines.errors import EngineError, GuestError, VmmGoneError
from ingle.machines.ports import Feature, Frozen, Layer, MemoryImage, ProcessSpec, Vmm
from support.captures import (
    NEWS,
    NOTE,
    Origin,
    capture_over,
    fork_spec,
    frozen_of,
    get,
    linked,
    put,
    restored,
)
from support.engines import FIRST, SECOND, Rig, capturing, restoring
from support.guests import read_until, run

THIRD = "mch_00000000000000000000000003"


async def read_note(vmm: Vmm, path: bytes = NOTE) -> bytes:
    async with linked(vmm) as link:
        return await get(link, path)


async def test_the_features_and_what_a_capture_depends_on_are_told(rig: Rig) -> None:
    async with rig.engine() as first, rig.engine() as second:
        assert {Feature.PAUSE, Feature.SNAPSHOT} <= first.features
        assert restoring(first).fingerprint == restoring(second).fingerprint != ""


async def test_a_restored_machine_is_paused_and_then_the_same(rig: Rig, origin: Origin) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen, paused=True) as vmm:
            assert await engine.is_paused(vmm)
            assert await engine.running(rig.root) == {SECOND: vmm.identity}
            await capturing(vmm).resume()
            async with linked(vmm) as link:
                assert link.ready.boot_id == origin.boot_id
                assert link.ready.configured
                assert await get(link, NOTE) == NEWS
                await put(link, b"/root/more", b"and it goes on")
                assert await get(link, b"/root/more") == b"and it goes on"


async def test_the_source_goes_on_after_a_capture(rig: Rig, origin: Origin, tmp_path: Path) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, FIRST)
        async with restored(engine, spec, origin.frozen) as vmm:
            async with linked(vmm) as link:
                boot_id = link.ready.boot_id
                await link.exec(ProcessSpec("kept", (b"cat",), stdin=True, keep=True))
            disk, capture = await capture_over(engine, vmm, spec, tmp_path / "captured")
            assert not await engine.is_paused(vmm)
            assert capture.changed_bytes > 0
            assert timedelta() < capture.paused < timedelta(seconds=60)
            async with linked(vmm) as link:
                assert link.ready.boot_id == boot_id
                kept = await link.attach("kept")
                await kept.send(b"still there\n")
                await read_until(kept, b"still there")
                await put(link, NOTE, b"later")
            fork = Layer(tmp_path / "fork.qcow2", "qcow2")
            await restoring(engine).branch(disk[1:], fork, disk_mib=spec.disk_mib)
            other_spec = replace(rig.spec(SECOND), disk=(fork, *disk[1:]))
            other_spec.directory.mkdir()
            async with restored(engine, other_spec, frozen_of(capture)) as other, linked(other) as link:
                assert await get(link, NOTE) == NEWS
                kept = await link.attach("kept")
                await kept.send(b"here as well\n")
                await read_until(kept, b"here as well")


async def test_two_restores_of_one_capture_live_apart(rig: Rig, origin: Origin) -> None:
    before = [file.read_bytes() for file in (origin.frozen.devices, origin.frozen.memory.flat)]
    async with rig.engine() as engine:
        specs = [await fork_spec(rig, engine, origin, id_) for id_ in (FIRST, SECOND)]
        async with (
            restored(engine, specs[0], origin.frozen) as first,
            restored(engine, specs[1], origin.frozen) as second,
        ):
            for vmm, word in ((first, b"one"), (second, b"two")):
                async with linked(vmm) as link:
                    await put(link, NOTE, word)
                    await put(link, b"/root/" + word, word * 300_000)
            for vmm, word, other in ((first, b"one", b"two"), (second, b"two", b"one")):
                async with linked(vmm) as link:
                    assert await get(link, NOTE) == word
                    assert await get(link, b"/root/" + word) == word * 300_000
                    with pytest.raises(GuestError):
                        await get(link, b"/root/" + other)
    assert before == [file.read_bytes() for file in (origin.frozen.devices, origin.frozen.memory.flat)]


@pytest.mark.parametrize("flat", [False, True], ids=["delta", "flattened"])
async def test_generations_follow_one_another(rig: Rig, origin: Origin, tmp_path: Path, flat: bool) -> None:
    """A capture of a restored machine is a delta; each generation knows what all before it have done."""
    async with rig.engine() as engine:
        spec, frozen = await fork_spec(rig, engine, origin, SECOND), origin.frozen
        for generation in (b"second", b"third"):
            async with restored(engine, spec, frozen) as vmm:
                async with linked(vmm) as link:
                    await put(link, b"/root/" + generation, generation)
                disk, capture = await capture_over(engine, vmm, spec, tmp_path / generation.decode())
                assert capture.base == frozen.memory.flat
                assert capture.changed_bytes > 0
            frozen, spec = frozen_of(capture), replace(spec, disk=disk)
            if flat:
                image = tmp_path / f"{generation.decode()}.flat"
                await restoring(engine).flatten(frozen.memory, image)
                frozen = Frozen(frozen.devices, MemoryImage(image, shared=False))  # nobody else's
        async with restored(engine, spec, frozen) as vmm, linked(vmm) as link:
            assert link.ready.boot_id == origin.boot_id
            assert [await get(link, b"/root/" + name) for name in (b"second", b"third")] == [
                b"second",
                b"third",
            ]
            assert await get(link, NOTE) == NEWS


async def test_a_machine_may_stay_paused_for_good(rig: Rig, origin: Origin, tmp_path: Path) -> None:
    """As it does when it is put to sleep: nothing is written behind the capture, and its disk needs no new layer."""
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen) as vmm:
            async with linked(vmm) as link:
                await put(link, NOTE, b"good night")
            (tmp_path / "asleep").mkdir()
            capture = await capturing(vmm).capture(tmp_path / "asleep", overlay=None, stay_paused=True)
            assert await engine.is_paused(vmm)
        async with restored(engine, spec, frozen_of(capture)) as vmm:
            assert await read_note(vmm) == b"good night"


async def test_a_paused_machine_is_captured_and_stays_so(rig: Rig, origin: Origin, tmp_path: Path) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen, paused=True) as vmm:
            _, capture = await capture_over(engine, vmm, spec, tmp_path / "captured")
            assert await engine.is_paused(vmm)
            await capturing(vmm).resume()
            assert await read_note(vmm) == NEWS
        spec = await fork_spec(rig, engine, origin, THIRD)
        async with restored(engine, spec, frozen_of(capture)) as vmm:
            assert await read_note(vmm) == NEWS


async def test_a_restored_machine_is_adopted_and_captured_by_a_later_daemon(
    rig: Rig, origin: Origin, tmp_path: Path
) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        vmm = await restoring(engine).restore(spec, origin.frozen)
        vmm.release()
    async with rig.engine() as engine:
        assert await engine.running(rig.root) == {SECOND: vmm.identity}
        adopted = await engine.adopt(SECOND, spec.directory)
        assert adopted is not None
        try:
            assert adopted.identity == vmm.identity
            assert await engine.is_paused(adopted)
            await capturing(adopted).resume()
            assert await read_note(adopted) == NEWS
            _, capture = await capture_over(engine, adopted, spec, tmp_path / "captured")
            assert capture.base == origin.frozen.memory.flat
            _, again = await capture_over(
                engine,
                adopted,
                replace(spec, disk=(Layer(tmp_path / "captured/overlay.qcow2", "qcow2"), *spec.disk)),
                tmp_path / "again",
            )
            assert again.base == capture.base
        finally:
            await adopted.kill()
            adopted.release()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("spoil", [cut, empty, Path.unlink])
@pytest.mark.parametrize("part", ["devices", "flat", "delta"])
async def test_a_spoilt_capture_is_an_error_and_leaves_no_process(
    rig: Rig, origin: Origin, tmp_path: Path, part: str, spoil: Callable[[Path], None]
) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen, paused=True) as vmm:
            _, capture = await capture_over(engine, vmm, spec, tmp_path / "captured")
        flat = tmp_path / "flat"
        await restoring(engine).flatten(origin.frozen.memory, flat)
        spoil({"devices": capture.devices, "flat": flat, "delta": capture.memory}[part])
        frozen = Frozen(capture.devices, MemoryImage(flat, (capture.memory,)))
        with pytest.raises(EngineError):
            await restoring(engine).restore(spec, frozen)
        assert await engine.running(rig.root) == {}
        if part != "devices":
            with pytest.raises(EngineError):
                await restoring(engine).flatten(frozen.memory, tmp_path / "none")
            assert not (tmp_path / "none").exists()


async def test_a_capture_that_fails_leaves_the_machine_as_it_was_and_its_layers_boot_cold(
    rig: Rig, origin: Origin, tmp_path: Path
) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen) as vmm:
            overlay = Layer(tmp_path / "overlay.qcow2", "qcow2")
            await restoring(engine).branch(spec.disk, overlay, disk_mib=spec.disk_mib)
            with pytest.raises(EngineError):
                await capturing(vmm).capture(tmp_path / "nowhere", overlay=overlay, stay_paused=True)
            assert not await engine.is_paused(vmm)
            overlay.path.unlink()
            async with linked(vmm) as link:
                await put(link, b"/root/more", b"nothing has happened")
                await run(link, "sync-2", b"sh", b"-c", b"sync")
        await engine.prepare(spec)
        vmm = await engine.boot(spec)  # what was written went to the old layer
        try:
            async with linked(vmm) as link:
                assert link.ready.boot_id != origin.boot_id
                assert await get(link, NOTE) == NEWS
                assert await get(link, b"/root/more") == b"nothing has happened"
        finally:
            await vmm.kill()
            vmm.release()


async def test_a_vmm_that_is_gone_cannot_be_captured(rig: Rig, origin: Origin, tmp_path: Path) -> None:
    async with rig.engine() as engine:
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen) as vmm:
            await vmm.kill()
            with pytest.raises(VmmGoneError):
                await capturing(vmm).capture(tmp_path, overlay=None, stay_paused=False)


async def test_memory_is_given_back_without_harm(rig: Rig, origin: Origin) -> None:
    async with rig.engine() as engine:
        if Feature.RECLAIM not in engine.features:
            assert os.geteuid() != 0
            return
        spec = await fork_spec(rig, engine, origin, SECOND)
        async with restored(engine, spec, origin.frozen) as vmm:
            assert await read_note(vmm) == NEWS
            await capturing(vmm).pause()
            await vmm.reclaim()  # type: ignore[attr-defined]  # the feature set says so
            await capturing(vmm).resume()
            assert await read_note(vmm) == NEWS
            await vmm.kill()
            await vmm.reclaim()  # type: ignore[attr-defined]
