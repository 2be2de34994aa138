"""What is QEMU's own, beyond the contract: real processes, some without waiting for a guest."""

import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from ingle.drivers.engines.qemu import QemuEngine, open_engine
from ingle.drivers.engines.qemu import console as console_module
from ingle.drivers.engines.qemu import vmm as vmm_module
from ingle.drivers.engines.qemu.command import Memory
from ingle.drivers.engines.qemu.engine import PROGRAM
from ingle.drivers.engines.qemu.files import VmmFiles
from ingle.drivers.engines.qemu.grouping import Groups
from ingle.drivers.engines.qemu.memory import make_empty
from ingle.drivers.engines.qemu.starting import Ground, start
from ingle.machines.errors import EngineError
from ingle.machines.ports import Engine
from ingle.runtime import proc
from ingle.runtime.cgroups import ControlGroup, Division
from ingle.runtime.processes import Detached, Process, find_program, spawn
from support.boot import Talk, busybox_image, kernels
from support.captures import fork_spec, restored
from support.engines import FIRST, SECOND, Rig, crash_process, open_descriptors
from support.origins import kept_origin

pytestmark = pytest.mark.machine


@pytest.fixture(scope="module")
def image() -> Path:
    return busybox_image()


@pytest.fixture
async def engine(tmp_path: Path) -> QemuEngine:
    return await open_engine(kernels(), tmp_path)


@pytest.fixture
async def rig(tmp_path: Path, image: Path, engine: QemuEngine) -> AsyncIterator[Rig]:
    root = tmp_path / ("a folder, and a name longer than a socket address may be" * 3) / "machines"

    @asynccontextmanager
    async def same_engine() -> AsyncIterator[Engine]:
        yield engine

    before = open_descriptors()
    yield Rig(same_engine, crash_process, root, kernels(), image)
    assert await engine.running(root) == {}
    assert open_descriptors() == before


class Listening(Division):
    """Over a folder that looks like groups: hears who enters one, each for itself."""

    def make(self, name: str, limits: Mapping[str, str]) -> ControlGroup:
        group = super().make(name, limits)
        os.mkfifo(group.path / "cgroup.procs")
        self.heard = os.open(group.path / "cgroup.procs", os.O_RDWR)
        return group


@asynccontextmanager
async def pretender(directory: Path, *arguments: str) -> AsyncIterator[Process]:
    """A process that is not a VMM, whatever its arguments say."""
    script = ("-c", "import signal; signal.pause()")
    process = await spawn(Detached([sys.executable, *script, *arguments], directory / "log", directory, {}))
    try:
        yield process
    finally:
        await process.kill()
        process.release()


async def test_a_wrong_argument_is_told_in_qemus_words(rig: Rig, engine: QemuEngine) -> None:
    spec = replace(rig.spec(), root_image=Path("/no/such/image"))
    await engine.prepare(spec)
    with pytest.raises(EngineError, match=r"/no/such/image.*No such file") as caught:
        await engine.boot(spec)
    assert "No such file" in caught.value.log_tail


async def test_no_two_vmms_run_on_one_disk(rig: Rig, engine: QemuEngine) -> None:
    async with rig.booted(FIRST):
        spec = replace(rig.spec(SECOND), disk=rig.spec(FIRST).disk)
        spec.directory.mkdir()
        with pytest.raises(EngineError, match="lock"):
            await engine.boot(spec)


async def test_a_vmm_is_born_in_its_group_which_counts_it_and_says_why_it_ended(
    rig: Rig, engine: QemuEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a folder that looks like a group; what a kernel makes of it is tested in a guest."""
    monkeypatch.setattr(ControlGroup, "remove", lambda group: removed.append(group.path.name) or [])
    removed: list[str] = []
    spec = rig.spec()
    await engine.prepare(spec)
    memory = VmmFiles(spec.directory).memory
    make_empty(memory, spec.memory_mib)
    jail = engine.confinement.jail
    division = Listening(tmp_path, frozenset({"memory", "cpu", "pids"}))
    ground = Ground(find_program(PROGRAM), engine.accelerator, jail, Groups(division))
    vmm = await start(ground, spec, Memory(memory))
    group = tmp_path / FIRST
    try:
        born = (
            2 if jail is not None and jail.slirp4netns is not None else 1
        )  # QEMU, and what carries its network
        assert os.read(division.heard, 100) == b"0\n" * born
        assert {"memory.max", "cpu.max", "pids.max"} <= {file.name for file in group.iterdir()}
        (group / "cpu.stat").write_text("usage_usec 7000000\n")
        (group / "memory.current").write_text("4096\n")
        load = await vmm.load()
        assert (load.cpu_seconds, load.own_bytes) == (7.0, 4096)
        assert load.resident_bytes > 4096, "as the process says"
        (group / "memory.events").write_text("oom 1\noom_kill 1\n")
        crash_process(vmm)
        assert (await vmm.wait()).reason.startswith("out of memory on the host: the machine's emulator")
        assert removed == [FIRST]
    finally:
        await vmm.kill()
        vmm.release()
        os.close(division.heard)


async def test_a_start_that_fails_leaves_no_group(
    rig: Rig, engine: QemuEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ControlGroup, "remove", lambda group: removed.append(group.path.name) or [])
    removed: list[str] = []
    spec = replace(rig.spec(), directory=tmp_path / "not there")
    ground = Ground(
        find_program(PROGRAM), engine.accelerator, None, Groups(Division(tmp_path, frozenset({"pids"})))
    )
    with pytest.raises(EngineError, match="cannot start QEMU"):
        await start(ground, spec, Memory(tmp_path / "memory"))
    assert removed == [FIRST]


async def test_a_cancelled_boot_leaves_no_process(rig: Rig, engine: QemuEngine) -> None:
    spec = rig.spec()
    await engine.prepare(spec)
    with anyio.move_on_after(0.01) as scope:
        vmm = await engine.boot(spec)
        await vmm.kill()
        vmm.release()
    assert scope.cancel_called
    assert await engine.running(rig.root) == {}


async def test_a_pid_used_again_is_not_taken_for_the_vmm(rig: Rig, engine: QemuEngine) -> None:
    spec = rig.spec()
    await engine.prepare(spec)
    pid_file = VmmFiles(spec.directory).pid
    same_words = ("-name", f"ingle-{FIRST}", "-pidfile", str(pid_file))
    for arguments in [(), same_words]:
        async with pretender(spec.directory, *arguments) as process:
            pid_file.write_text(f"{process.identity.pid}\n")
            assert await engine.adopt(FIRST, spec.directory) is None
            assert await engine.running(rig.root) == {}
            assert process.alive
    assert await engine.adopt(FIRST, spec.directory) is None  # now nobody has that pid


@pytest.mark.parametrize("content", [None, "", "junk", "1\n", "99999999999\n"])
async def test_without_a_true_pid_file_the_vmm_is_found_all_the_same(
    rig: Rig, engine: QemuEngine, content: str | None
) -> None:
    async with rig.booted() as (_, vmm):
        pid_file = VmmFiles(rig.spec().directory).pid
        pid_file.unlink()
        if content is not None:
            pid_file.write_text(content)
        adopted = await engine.adopt(FIRST, rig.spec().directory)
        assert adopted is not None
        assert adopted.identity == vmm.identity
        adopted.release()


async def test_a_start_that_nobody_saw_through_is_ended_and_not_adopted(rig: Rig, engine: QemuEngine) -> None:
    """QEMU runs, and its daemon died before it was given all that it needs, such as what closes the host to it."""
    spec = rig.spec()
    await engine.prepare(spec)
    memory = VmmFiles(spec.directory).memory
    make_empty(memory, spec.memory_mib)
    left = await start(Ground(find_program(PROGRAM), engine.accelerator, None), spec, Memory(memory))
    try:
        assert list(await engine.running(rig.root)) == [FIRST]
        assert await engine.adopt(FIRST, spec.directory) is None
        with anyio.fail_after(30):
            await left.wait()
    finally:
        await left.kill()
        left.release()


async def test_the_process_is_confined_and_on_its_own(rig: Rig) -> None:
    async with rig.booted() as (_, vmm):
        process = Path(f"/proc/{vmm.identity.pid}")
        status = dict(line.split(":\t", 1) for line in (process / "status").read_text().splitlines())
        assert status["Seccomp"] == "2"
        assert status["NoNewPrivs"] == "1"
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        session, terminal = fields[3], fields[4]
        assert (int(session), terminal) == (vmm.identity.pid, "0")
        assert b"HOME=" not in (process / "environ").read_bytes()


async def test_an_adopted_vmm_says_why_it_ended(rig: Rig, engine: QemuEngine) -> None:
    async with rig.booted() as (_, vmm):
        adopted = await engine.adopt(FIRST, rig.spec().directory)
        assert adopted is not None
        VmmFiles(rig.spec().directory).log.write_text("some\nlast words\n")
        rig.crash(vmm)
        assert (await adopted.wait()).log_tail.endswith("last words")
        adopted.release()


async def test_the_console_is_cut_while_the_vmm_is_watched(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vmm_module, "TRIM_SECONDS", 0.01)
    async with rig.booted() as (_, vmm), anyio.create_task_group() as tasks:
        tasks.start_soon(vmm.wait)
        log = VmmFiles(rig.spec().directory).console
        with log.open("ab") as console:
            console.truncate(console_module.LIMIT + 1)
        with anyio.fail_after(20):
            while log.stat().st_size > console_module.LIMIT:
                await anyio.lowlevel.checkpoint()
        assert vmm.identity.pid in set(proc.pids())
        tasks.cancel_scope.cancel()


async def test_the_guests_clock_does_not_drift(rig: Rig, engine: QemuEngine) -> None:
    """Its rate is the host's within 0.1 %, from the guest's uptime at two moments known within a millisecond or so."""

    async def reading(talk: Talk) -> tuple[float, float, float]:
        """(uncertainty, host, guest) in seconds; the quickest of some answers."""
        readings = []
        for _ in range(10):
            before = time.monotonic()
            guest = (await talk.hello(fresh=True)).uptime_ns / 1e9
            after = time.monotonic()
            readings.append((after - before, (before + after) / 2, guest))
        return min(readings)

    origin = await kept_origin()
    async with restored(engine, await fork_spec(rig, engine, origin, FIRST), origin.frozen) as vmm:
        channel = await vmm.connect()
        talk = Talk(channel)
        await talk.hello(fresh=False)
        _, host, guest = await reading(talk)
        later = (0.0, host, guest)
        while later[1] - host < 5:
            later = await reading(talk)
        assert (later[2] - guest) / (later[1] - host) == pytest.approx(1, abs=1e-3)
        await channel.aclose()
