"""What can go wrong in a capture of a real machine, and that the machine does not notice."""

import errno
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from signal import SIGKILL

import anyio
import pytest

from ingle.base.errors import Kind
from ingle.drivers.engines.qemu import QemuEngine, blocks, open_engine
from ingle.drivers.engines.qemu.control import converse
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.harvest import Harvest
from ingle.machines.errors import EngineError
from ingle.machines.ports import Layer, Vmm, VmmSpec
from support.boot import busybox_image, kernels
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
from support.engines import FIRST, SECOND, Rig, crash_process
from support.origins import kept_origin

pytestmark = pytest.mark.machine


@pytest.fixture(scope="module")
def image() -> Path:
    return busybox_image()


@pytest.fixture
async def engine(tmp_path: Path) -> QemuEngine:
    return await open_engine(kernels(), tmp_path)


@pytest.fixture
def rig(tmp_path: Path, image: Path, engine: QemuEngine) -> Rig:
    @asynccontextmanager
    async def opened() -> AsyncIterator[QemuEngine]:
        yield engine

    return Rig(opened, crash_process, tmp_path, kernels(), image)


@pytest.fixture
async def origin() -> Origin:
    return await kept_origin()


@pytest.fixture
async def spec(rig: Rig, engine: QemuEngine, origin: Origin) -> VmmSpec:
    return await fork_spec(rig, engine, origin, FIRST)


@pytest.fixture
async def running(engine: QemuEngine, spec: VmmSpec, origin: Origin) -> AsyncIterator[Vmm]:
    async with restored(engine, spec, origin.frozen) as vmm:
        yield vmm


async def top_node(spec: VmmSpec) -> str:
    async with converse(VmmFiles(spec.directory).qmp) as qmp:
        return await blocks.top_node(qmp)


def full(_harvest: Harvest) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("moment", "stay_paused"),
    [
        ("take", True),
        ("finish", False),
        pytest.param("take", False, marks=pytest.mark.soak),
        pytest.param("finish", True, marks=pytest.mark.soak),
    ],
)
async def test_a_full_disk_is_told_and_the_machine_goes_on_with_its_old_layer(
    rig: Rig,
    engine: QemuEngine,
    spec: VmmSpec,
    running: Vmm,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    stay_paused: bool,
) -> None:
    """Whether it is found while the vCPUs stand still or after they run again on the new layer."""
    monkeypatch.setattr(Harvest, moment, full)
    with pytest.raises(EngineError, match="No space left") as caught:
        await capture_over(engine, running, spec, tmp_path / "captured", stay_paused=stay_paused)
    assert caught.value.kind is Kind.EXHAUSTED
    assert not await engine.is_paused(running)
    assert [path.name for path in (tmp_path / "captured").iterdir()] == ["overlay.qcow2"]
    assert await top_node(spec) == "fork"
    async with linked(running) as link:
        assert await get(link, NOTE) == NEWS
        await put(link, NOTE, b"after")
    monkeypatch.undo()
    (tmp_path / "captured" / "overlay.qcow2").unlink()
    disk, capture = await capture_over(engine, running, spec, tmp_path / "again")
    await running.kill()
    other = replace(rig.spec(SECOND), disk=disk)
    other.directory.mkdir()
    async with restored(engine, other, frozen_of(capture)) as vmm, linked(vmm) as link:
        assert await get(link, NOTE) == b"after"


async def test_a_capture_that_is_given_up_leaves_the_machine_running(
    engine: QemuEngine, spec: VmmSpec, running: Vmm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelled at its worst moment: the vCPUs stand still."""
    take = Harvest.take

    def take_and_give_up(harvest: Harvest) -> None:
        take(harvest)
        anyio.from_thread.run_sync(scope.cancel)

    monkeypatch.setattr(Harvest, "take", take_and_give_up)
    with anyio.CancelScope() as scope:
        await capture_over(engine, running, spec, tmp_path / "captured")
    assert scope.cancelled_caught
    assert not await engine.is_paused(running)
    assert await top_node(spec) == "fork"
    async with linked(running) as link:
        assert await get(link, NOTE) == NEWS


async def test_a_machine_that_dies_meanwhile_is_gone(
    rig: Rig,
    engine: QemuEngine,
    spec: VmmSpec,
    running: Vmm,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def die(_harvest: Harvest) -> None:
        rig.crash(running)
        raise ProcessLookupError(errno.ESRCH, "No such process")

    monkeypatch.setattr(Harvest, "take", die)
    with pytest.raises(EngineError):
        await capture_over(engine, running, spec, tmp_path / "captured")
    assert (await running.wait()).signal == SIGKILL
    assert [path.name for path in (tmp_path / "captured").iterdir()] == ["overlay.qcow2"]


async def test_layers_pile_up_while_it_runs_and_all_captures_stay_good(
    rig: Rig, engine: QemuEngine, spec: VmmSpec, running: Vmm, tmp_path: Path
) -> None:
    moments = []
    for number in range(3):
        async with linked(running) as link:
            await put(link, NOTE, b"moment %d" % number)
        disk, capture = await capture_over(engine, running, spec, tmp_path / f"captured-{number}")
        moments.append((spec.disk, capture))
        spec = replace(spec, disk=disk)
    for number, (disk, capture) in enumerate(moments):
        fork = Layer(tmp_path / f"fork-{number}.qcow2", "qcow2")
        await engine.branch(disk, fork, disk_mib=spec.disk_mib)
        other = replace(rig.spec(SECOND), disk=(fork, *disk))
        other.directory.mkdir(exist_ok=True)
        async with restored(engine, other, frozen_of(capture)) as vmm, linked(vmm) as link:
            assert await get(link, NOTE) == b"moment %d" % number


async def test_a_machine_is_not_restored_from_what_is_emptied_for_its_boot(
    engine: QemuEngine, spec: VmmSpec, origin: Origin
) -> None:
    memory = spec.directory / "memory"
    shutil.copyfile(origin.capture.memory, memory)
    with pytest.raises(EngineError, match="kept for its boot"):
        await engine.restore(spec, frozen_of(replace(origin.capture, memory=memory)))
