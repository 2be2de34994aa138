"""The engines that the engine contract is run on: the fake, and real QEMU machines."""

import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from ingle.drivers.boot import FakeKernels
from ingle.drivers.engines import fake, qemu
from ingle.machines.ports import Engine, Vmm
from support.boot import busybox_image, kernels
from support.captures import Origin, capture_origin, fork_spec, restored
from support.engines import FIRST, Rig, crash_process, open_descriptors
from support.origins import kept_origin

Awake = Callable[..., AbstractAsyncContextManager[tuple[Engine, Vmm]]]

ENGINES = ["fake", pytest.param("qemu", marks=pytest.mark.machine)]


def fake_rig(root: Path, host: fake.FakeHost) -> Rig:
    def engine() -> AbstractAsyncContextManager[Engine]:
        return fake.open_engine(host)

    def crash(vmm: Vmm) -> int:
        assert isinstance(vmm, fake.FakeVmm)
        host.crash(vmm.process.machine_id)
        return signal.SIGABRT

    return Rig(engine, crash, root, FakeKernels(), Path("/dev/null"))


def qemu_rig(root: Path, image: Path) -> Rig:
    @asynccontextmanager
    async def engine() -> AsyncIterator[Engine]:
        yield await qemu.open_engine(kernels(), root.parent)

    return Rig(engine, crash_process, root, kernels(), image)


@pytest.fixture(scope="session")
def image() -> Path:
    return busybox_image()


@pytest.fixture(scope="session")
def host() -> fake.FakeHost:
    """One for all tests, as the real one is."""
    return fake.FakeHost()


@pytest.fixture(params=ENGINES)
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    root = tmp_path / "machines"
    root.mkdir()
    made = (
        fake_rig(root, request.getfixturevalue("host"))
        if request.param == "fake"
        else qemu_rig(root, request.getfixturevalue("image"))
    )
    before = open_descriptors()
    yield made
    async with made.engine() as engine:
        left = dict(await engine.running(root))
        for machine_id in left:
            vmm = await engine.adopt(machine_id, root / machine_id)
            if vmm is not None:
                await vmm.kill()
                vmm.release()
    assert left == {}
    assert open_descriptors() == before


@pytest.fixture(scope="session")
def origins() -> dict[str, Origin]:
    """The fake engine's, for all tests: its files never change."""
    return {}


@pytest.fixture
async def origin(rig: Rig, origins: dict[str, Origin], tmp_path_factory: pytest.TempPathFactory) -> Origin:
    async with rig.engine() as engine:
        name = engine.name
    if name.startswith("qemu"):
        return await kept_origin()
    if name not in origins:
        origins[name] = await capture_origin(rig.at(tmp_path_factory.mktemp("origin")), FIRST)
    return origins[name]


@pytest.fixture
def awake(rig: Rig, origin: Origin) -> Awake:
    """A machine that runs, after a tenth of the time of a boot."""

    @asynccontextmanager
    async def woken(machine_id: str = FIRST) -> AsyncIterator[tuple[Engine, Vmm]]:
        async with rig.engine() as engine:
            spec = await fork_spec(rig, engine, origin, machine_id)
            async with restored(engine, spec, origin.frozen) as vmm:
                yield engine, vmm

    return woken
