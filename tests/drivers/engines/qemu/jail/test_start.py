"""Starting and ending what is jailed: exits, failures, cancellation, and that nothing is left over."""

import os
import resource
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.jail import Jail, find_jail
from ingle.machines.errors import EngineError
from ingle.runtime import proc
from ingle.runtime.processes import ProcessExit
from support.engines import open_descriptors
from support.jails import PATIENCE, Home, ended, jailed, report, start
from support.waiting import wait_until


@pytest.fixture
async def jail() -> Jail:
    verdict = await find_jail("on")
    assert verdict.jail is not None
    return verdict.jail


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = Home(tmp_path.resolve() / "data")
    made.furnish()
    before, children = open_descriptors(), children_of_ours()
    yield made
    assert open_descriptors() == before
    assert children_of_ours() == children


def children_of_ours() -> set[int]:
    return {pid for pid in proc.pids() if proc.parent(pid) == os.getpid()}


def networks(pid: int) -> list[int]:
    """The processes that carry a network into the namespaces of this one."""
    return [other for other in proc.pids() if proc.command_line(other)[-2:] == (str(pid), "out0")]


@pytest.mark.parametrize("code", [0, 3])
async def test_an_exit_code_is_told_as_it_is(jail: Jail, home: Home, code: int) -> None:
    async with jailed(jail, home.spec, exit=code) as process:
        assert await ended(process) == ProcessExit(code=code)


async def test_a_signal_is_told_as_it_is(jail: Jail, home: Home) -> None:
    async with jailed(jail, home.spec, stay=True) as process:
        os.kill(process.identity.pid, signal.SIGKILL)
        assert await ended(process) == ProcessExit(signal=signal.SIGKILL)


async def test_it_has_one_process_and_one_for_its_network_and_both_end(jail: Jail, home: Home) -> None:
    before = children_of_ours()
    async with jailed(jail, home.spec, stay=True) as process:
        (network,) = networks(process.identity.pid)
        assert children_of_ours() - before == {process.identity.pid, network}
        await process.kill()
        assert children_of_ours() == before


async def test_a_network_ends_with_its_vmm_also_when_nobody_holds_them(jail: Jail, home: Home) -> None:
    process = await start(jail, home.spec, stay=True)
    pid = process.identity.pid
    (network,) = networks(pid)
    process.release()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not proc.command_line(network), timeout=PATIENCE)  # a zombie has no words
    for child in (pid, network):
        os.waitpid(child, 0)  # noqa: ASYNC222


async def test_a_file_that_is_not_there_is_told_by_name(jail: Jail, home: Home) -> None:
    spec = replace(home.spec, root_image=Path("/no/such/image"))
    with pytest.raises(EngineError, match=r"/no/such/image.*No such file") as caught:
        async with jailed(jail, spec):
            pass
    assert "No such file" in caught.value.log_tail


async def test_a_network_that_fails_fails_the_start(jail: Jail, home: Home) -> None:
    with pytest.raises(EngineError, match="network"):
        async with jailed(replace(jail, slirp4netns=Path("/bin/false")), home.spec, stay=True):
            pass


@pytest.mark.parametrize("seconds", [0, 0.004, 0.012, 0.03])
async def test_a_cancelled_start_leaves_nothing(jail: Jail, home: Home, seconds: float) -> None:
    with anyio.move_on_after(seconds):
        async with jailed(jail, home.spec, stay=True):
            await anyio.sleep_forever()


async def test_the_limit_of_files_is_its_own(jail: Jail, home: Home) -> None:
    async with jailed(jail, home.spec, stay=True) as process:
        assert resource.prlimit(process.identity.pid, resource.RLIMIT_FSIZE) == (1 << 20, 1 << 20)


async def test_without_a_network_of_its_own_it_has_the_hosts(jail: Jail, home: Home) -> None:
    found = await report(replace(jail, slirp4netns=None), home.spec)
    assert "out0" not in found["interfaces"]
    assert not VmmFiles(home.spec.directory).network_log.exists()


async def test_many_start_at_once(jail: Jail, home: Home) -> None:
    codes: dict[int, int | None] = {}

    async def one(number: int) -> None:
        other = Home(home.root / str(number))
        other.furnish()
        async with jailed(jail, other.spec, exit=number) as process:
            codes[number] = (await ended(process)).code

    async with anyio.create_task_group() as tasks:
        for number in range(6):
            tasks.start_soon(one, number)
    assert codes == {number: number for number in range(6)}
