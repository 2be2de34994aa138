from pathlib import Path

import pytest

from ingle.base.errors import UnavailableError
from ingle.daemon.engines import EngineWhenReady, groups_told, jail_lacks
from ingle.drivers.engines import fake
from ingle.drivers.engines.qemu import Groups, NoBoundsError, QemuEngine
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.jail import Verdict
from ingle.machines.ports import Engine


def qemu_with(lacking: str) -> QemuEngine:
    return QemuEngine(
        Path("/usr/bin/qemu"),
        Accelerator("tcg", "because"),
        Verdict(None, lacking),
        fingerprint="this one",
        reclaims=False,
        groups=Groups(None, lacking, "do this"),
    )


@pytest.mark.parametrize("lacking", ["", "bwrap is not installed"])
async def test_what_a_jail_lacks_is_known_once_the_engine_is_open(lacking: str) -> None:
    async def opener() -> Engine:
        return qemu_with(lacking)

    engine = EngineWhenReady(opener)
    assert jail_lacks(engine) is None
    assert groups_told(engine) == (None, "")
    await engine.open()
    assert jail_lacks(engine) == lacking
    assert groups_told(engine) == (lacking, "do this")


async def test_an_engine_that_cannot_be_opened_tells_nothing_of_jails() -> None:
    async def opener() -> Engine:
        raise UnavailableError("the settings ask for jails")

    engine = EngineWhenReady(opener)
    with pytest.raises(UnavailableError):
        await engine.open()
    assert jail_lacks(engine) is None


async def test_an_engine_that_cannot_be_opened_for_want_of_groups_tells_it() -> None:
    async def opener() -> Engine:
        raise NoBoundsError("it may not", "ask for it")

    engine = EngineWhenReady(opener)
    with pytest.raises(UnavailableError, match="here it may not; what to do: ask for it"):
        await engine.open()
    assert groups_told(engine) == ("it may not", "ask for it")


async def test_the_fake_has_no_jails() -> None:
    async with fake.open_engine(fake.FakeHost()) as engine:
        assert jail_lacks(engine) is None
