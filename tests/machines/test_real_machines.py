"""The service on real machines in QEMU: what fakes cannot promise."""

import hashlib
import os
import shutil
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import anyio
import pytest

from ingle.drivers.engines import qemu
from ingle.machines import Command, Machine, MachineRequest, MachineSettings
from ingle.machines.keeper.compacting import compact
from ingle.machines.keeper.renewing import renew_one
from ingle.machines.model import Exit, RestartPolicy, State, StopCause, TerminalSize
from ingle.machines.ports import Engine, Kernel, Output, ProcessStream, Work
from ingle.machines.settings import Waiting
from ingle.runtime.db import Database, make_engine
from support.boot import busybox_image, kernels
from support.databases import sqlite_database
from support.guests import finish, read_until
from support.machines import ANN, Daemon, Image, Images, Town, sh, until

pytestmark = pytest.mark.machine

MIB = 1 << 20


@pytest.fixture(scope="module")
def image() -> Path:
    return busybox_image()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stays of one test for the next is the template, and a boot less."""
    made = tmp_path_factory.mktemp("place")
    shutil.copy2(kernels().best().initrd, made)  # which one test says is another
    sqlite_database(made / "ingle.db").close()
    return made


@pytest.fixture
async def real(place: Path, image: Path) -> AsyncIterator[Town]:
    """On QEMU. Leaving removes every machine and fails if a VMM is left."""

    @asynccontextmanager
    async def engine() -> AsyncIterator[Engine]:
        yield await qemu.open_engine(kernels(), place)

    boot = kernels().best()
    shelf = Shelf(replace(boot, initrd=place / boot.initrd.name))
    db = Database(make_engine(f"sqlite:///{place / 'ingle.db'}"))
    settings = MachineSettings(waiting=Waiting(each=0))
    town = Town(db, place, images=Images(Image(root=image)), settings=settings, engine=engine, kernels=shelf)
    try:
        yield town
    finally:
        async with town.daemon() as daemon:
            for machine in (await daemon.machines.list(ANN, after=None, limit=100)).items:
                await daemon.machines.remove(ANN, machine.id, force=True)
        async with engine() as left:
            assert not await left.running(place / "machines")
        db.close()


def small(**request: object) -> MachineRequest:
    """All in one size, so that all begin as one template."""
    return MachineRequest("busybox", memory_mib=128, disk_mib=64, **request)  # type: ignore[arg-type]


async def create(daemon: Daemon, name: str = "one", **request: object) -> Machine:
    machine, _ = await daemon.machines.create(ANN, name, small(**request))
    return machine


async def ran(daemon: Daemon, *argv: str, **options: object) -> bytes:
    command = Command(argv, **options)  # type: ignore[arg-type]
    outcome = await daemon.machines.sessions.run(ANN, "one", command, data=b"", timeout=120)
    assert outcome.exit == Exit(code=0), outcome
    return outcome.stdout


async def test_programs_and_what_they_are_given(real: Town) -> None:
    async with real.daemon() as daemon:
        machine = await create(daemon, env={"SECRET": "ember"}, hostname="hearth")
        assert machine.status.kernel
        assert await ran(daemon, "hostname") == b"hearth\n"
        assert b"ember" not in await ran(daemon, "cat", "/proc/cmdline")
        words = ["a b", "'\"`$HOME\\", "two\nlines", "", "\udcff\udc80", "é"]
        expected = b"".join(word.encode(errors="surrogateescape") + b"\n" for word in words)
        assert await ran(daemon, "printf", "%s\\n", *words) == expected
        big = "x" * 65536
        environment = await ran(daemon, "env", env={"BIG": big})
        assert f"BIG={big}\n".encode() in environment
        assert b"SECRET=ember\n" in environment
        await _many(daemon)


async def _many(daemon: Daemon) -> None:
    """Execs, 16 at once, every exit code exact."""
    limiter = anyio.CapacityLimiter(16)
    codes: dict[int, int | None] = {}

    async def one(number: int) -> None:
        async with limiter:
            command = Command(sh(f"exit {number * 8}"))
            outcome = await daemon.machines.sessions.run(ANN, "one", command, data=b"", timeout=300)
            codes[number] = outcome.exit.code

    async with anyio.create_task_group() as group:
        for number in range(32):
            group.start_soon(one, number)
    assert codes == {number: number * 8 for number in range(32)}


@pytest.mark.parametrize("pause", [0.0, 0.002])
async def test_much_output_arrives_whole(real: Town, pause: float) -> None:
    """To a reader as fast as it can, and to one that dawdles. `yes` makes it, so its checksum is known here."""
    size = 4 * MIB  # a journey carries more through every floor
    line = b"0123456789abcde\n"
    expected = hashlib.sha256(line * (size // len(line))).hexdigest()
    async with real.daemon() as daemon:
        await create(daemon)
        script = f"yes 0123456789abcde | head -c {size}"
        process = await daemon.machines.sessions.exec(ANN, "one", Command(sh(script)))
        digest = hashlib.sha256()
        async for event in process:
            if isinstance(event, Output):
                digest.update(event.data)
                if pause:
                    await anyio.sleep(pause)
        assert digest.hexdigest() == expected


async def test_a_daemon_that_dies_leaves_everything_running(real: Town) -> None:
    counting = sh("n=0; while true; do n=$((n+1)); echo $n; sleep 0.05; done")
    async with real.daemon() as daemon:
        machine = await create(daemon, command=counting)
        job = await daemon.machines.sessions.exec(
            ANN, "one", Command(sh("echo begun; sleep 5; exit 9"), keep=True)
        )
        await read_until(job, b"begun")
        shell = await daemon.machines.sessions.exec(ANN, "one", Command(["sh"], tty=TerminalSize(24, 80)))
        await shell.send(b"echo re''member\n")
        await read_until(shell, b"\nremember")
    async with real.daemon() as daemon:
        again = await daemon.machines.sessions.attach(ANN, "one", shell.session)
        assert again.pid == shell.pid
        await read_until(again, b"\nremember")
        await again.send(b"exit 4\n")
        assert (await finish(again)).exit == Exit(code=4)
        finished = await finish(await daemon.machines.sessions.attach(ANN, "one", job.session))
        assert (finished.output, finished.exit) == (b"begun\n", Exit(code=9))
        found = await daemon.machines.get(ANN, "one")
        assert (found.status.state, found.status.vmm) == (State.RUNNING, machine.status.vmm)

        async def long_enough() -> bool:
            return (await daemon.log()).count(b"\n") > 100

        await until(long_enough)
        lines = (await daemon.log()).split()
        assert lines == [str(number).encode() for number in range(1, len(lines) + 1)]


async def test_stop_start_pause_and_what_lasts(real: Town) -> None:
    async with real.daemon() as daemon:
        trap = sh("trap 'echo ending; exit 5' TERM; echo ready; while true; do sleep 0.1; done")
        await create(daemon, command=trap)
        await until(lambda: _logged(daemon, b"ready"))
        await ran(daemon, *sh("echo kept > /root/kept && sync"))
        stopped = await daemon.machines.stop(ANN, "one", grace=20)
        assert (stopped.status.stop_cause, stopped.status.workload.exit) == (StopCause.ASKED, Exit(code=5))
        assert b"ending" in await daemon.log()
        await daemon.machines.start(ANN, "one")
        assert await ran(daemon, "cat", "/root/kept") == b"kept\n"
        before = int(await ran(daemon, "date", "+%s"))
        await daemon.machines.pause(ANN, "one")
        await anyio.sleep(3)  # what the guest's clock must not lose
        await daemon.machines.resume(ANN, "one")
        assert int(await ran(daemon, "date", "+%s")) >= before + 3
        await daemon.machines.sessions.spawn(ANN, "one", Command(["poweroff", "-f"], keep=True))

        async def powered_off() -> bool:
            status = (await daemon.machines.get(ANN, "one")).status
            return (status.state, status.stop_cause) == (State.STOPPED, StopCause.GUEST)

        await until(powered_off)


async def _logged(daemon: Daemon, text: bytes) -> bool:
    return text in await daemon.log()


async def test_a_vmm_that_is_killed_is_noticed(real: Town) -> None:
    async with real.daemon() as daemon:
        machine = await create(daemon)
        full = await daemon.machines.sessions.run(
            ANN, "one", Command(sh("dd if=/dev/zero of=/root/big bs=1M count=100")), data=b"", timeout=120
        )
        assert full.exit == Exit(code=1)
        assert b"No space left" in full.stderr
        waiting: list[ProcessStream] = [
            await daemon.machines.sessions.exec(ANN, "one", Command(["sleep", "1000"]))
        ]
        assert machine.status.vmm is not None
        os.kill(machine.status.vmm.pid, signal.SIGKILL)

        async def failed() -> bool:
            return (await daemon.machines.get(ANN, "one")).status.state is State.FAILED

        await until(failed)
        assert "signal 9" in (await daemon.machines.get(ANN, "one")).status.error
        assert waiting
        assert (await daemon.machines.start(ANN, "one")).status.state is State.RUNNING


async def test_a_vmm_that_is_killed_is_started_again_if_it_is_always_to_run(real: Town) -> None:
    async with real.daemon() as daemon:
        machine = await create(daemon, command=sh("sleep 600"), restart=RestartPolicy("always"))
        await ran(daemon, *sh("echo kept > /root/kept; sync"))
        assert machine.status.vmm is not None
        os.kill(machine.status.vmm.pid, signal.SIGKILL)

        async def runs_anew() -> bool:
            status = (await daemon.machines.get(ANN, "one")).status
            return (status.state, status.boot) == (State.RUNNING, machine.status.boot + 1)

        await until(runs_anew)
        assert await ran(daemon, "cat", "/root/kept") == b"kept\n"
        details = [detail for _, _, detail in await daemon.machines.history(ANN, "one")]
        assert any("signal 9; it is started again from its disk" in detail for detail in details)


async def test_machines_begin_with_vmms_that_waited(real: Town) -> None:
    """They share no randomness and no identity, though their guests ran as one template and took the same steps; and know the time."""
    real.settings = replace(real.settings, waiting=Waiting(each=2, quiet=timedelta()))
    said: list[bytes] = []
    async with real.daemon() as daemon:
        await create(daemon, "first")
        await until(lambda: real.meter.wait == 2)
        for name in ("one", "two"):
            await create(daemon, name, hostname=f"guest-of-{name}", env={"WHO": name})
            command = Command(("sh", "-c", LOOK))
            outcome = await daemon.machines.sessions.run(ANN, name, command, data=b"", timeout=120)
            said.append(outcome.stdout)
        assert real.meter.done.count(Work.TAKE) == 2
        ids = {machine.id for machine in (await daemon.machines.list(ANN, after=None, limit=9)).items}
    now = time.time()
    (one, two) = (text.decode().splitlines() for text in said)
    assert (one[:2], two[:2]) == (["one", "guest-of-one"], ["two", "guest-of-two"])
    assert all(mine != others for mine, others in zip(one[:-1], two[:-1], strict=True))
    assert all(abs(int(text[-1]) - now) < 60 for text in (one, two))
    assert real.engine is not None
    async with real.engine() as engine:
        assert set(await engine.running(real.data_dir / "machines")) == ids


LOOK = """
echo $WHO; hostname; cat /etc/machine-id /proc/sys/kernel/random/uuid; head -c 16 /dev/urandom | md5sum; cat /sys/class/net/eth0/address; date +%s
"""


async def test_a_template_is_made_anew_when_the_agent_is_another(real: Town) -> None:
    async with real.daemon() as daemon:
        await create(daemon)
        os.utime(real.kernels.best().initrd)  # as a build of the agent leaves it
        real.meter.done.clear()
        assert await renew_one(daemon.machines._shop)
        begun, _ = await daemon.machines.create(ANN, "two", small())
        assert real.meter.done == [Work.CREATE], "it has booted"
        command = Command(("hostname",))
        outcome = await daemon.machines.sessions.run(ANN, begun.id, command, data=b"", timeout=120)
        assert outcome.stdout == b"two\n"


async def test_layers_become_one_under_a_running_machine(real: Town) -> None:
    real.settings = replace(real.settings, disk_layers=4)
    fill = "head -c 300000 /dev/urandom >/root/data{0}; rm -f /root/data{1}; sha256sum /root/data* >/root/sums; sync"
    async with real.daemon() as daemon:
        await create(daemon)
        shop = daemon.machines._shop
        for number in range(6):
            await ran(daemon, "sh", "-ec", fill.format(number, number - 2))
            await daemon.machines.snapshots.create(ANN, "one", f"s{number}")
        await compact(shop)
        machine = await daemon.machines.get(ANN, "one")
        assert len(await shop.chain(machine.status.layer)) <= 4
        for number in (0, 1, 3, 4, 5):
            await daemon.machines.snapshots.remove(ANN, f"s{number}")
        await shop.tidy()
        await ran(daemon, "sh", "-ec", "sha256sum -c /root/sums && echo late >/root/late && sync")

        await daemon.machines.sleep(ANN, "one")
        assert (
            await ran(daemon, "sh", "-ec", "sha256sum -c /root/sums >/dev/null; cat /root/late") == b"late\n"
        )
        await daemon.machines.restart(ANN, "one")
        assert await ran(daemon, "sh", "-ec", "sha256sum -c /root/sums >/dev/null; ls /root") == (
            b"data4\ndata5\nlate\nsums\n"
        )
        await daemon.machines.snapshots.restore(ANN, "one", "s2")
        assert await ran(daemon, "sh", "-ec", "sha256sum -c /root/sums >/dev/null; ls /root") == (
            b"data1\ndata2\nsums\n"
        )


@dataclass(frozen=True)
class Shelf:
    """Satisfies Kernels."""

    kernel: Kernel

    def best(self) -> Kernel:
        return self.kernel
