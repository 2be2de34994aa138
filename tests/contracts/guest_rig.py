"""The guests that the guest contract is run on: the fake agent, the real one as an ordinary process, and the real one as PID 1 of a machine."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import anyio
import pytest

from support.guests import Guest, fake_guest, native_guest
from support.machine_guests import Machine, machine_guest


@pytest.fixture(params=["fake", "agent"])
async def new_guest(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Guest]:
    """A guest that nobody has talked to."""
    async with fake_guest() if request.param == "fake" else native_guest(tmp_path) as guest:
        yield guest


@pytest.fixture(scope="package")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """One for all tests: it has seen more than a new one."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    anyio.run(machine.begin)
    yield machine
    anyio.run(machine.kill)


@pytest.fixture(params=["fake", "agent", pytest.param("machine", marks=pytest.mark.machine)])
def life(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[Guest]:
    match request.param:
        case "fake":
            return fake_guest()
        case "agent":
            return native_guest(tmp_path)
        case _:
            return machine_guest(request.getfixturevalue("machine"))


@pytest.fixture
async def guest(life: AbstractAsyncContextManager[Guest]) -> AsyncIterator[Guest]:
    """A guest with an empty folder and no sessions."""
    async with life as guest:
        yield guest
