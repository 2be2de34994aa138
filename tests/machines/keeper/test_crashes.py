"""The daemon dies at any moment of a busy life, again and again: nothing that was acknowledged is lost, and nothing is left over."""

import random
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

import anyio
import pytest

from ingle.base.errors import IngleError
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.model import Machine, State
from ingle.machines.settings import Waiting
from support.machines import ANN, Daemon, Town, asked, sh, until

NAMES = ("a", "b", "c")
RUNS = {State.RUNNING, State.PAUSED, State.WARM}
STILL = {State.PAUSED, State.WARM}
STANDS = {State.STOPPED, State.FAILED, State.COLD}
VERBS = (
    "create",
    "start",
    "stop",
    "restart",
    "pause",
    "resume",
    "cool",
    "sleep",
    "wake",
    "fork",
    "snapshot",
    "restore",
    "remove",
)


@dataclass
class Person:
    """Does things at random, and remembers what was acknowledged: the ids of machines that exist, those that may, and those that do not."""

    dice: random.Random
    there: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)

    async def live(self, daemon: Daemon, name: str) -> None:
        while True:
            with suppress(IngleError):
                await self._act(daemon, name)
            await anyio.lowlevel.checkpoint()

    async def _act(self, daemon: Daemon, name: str) -> None:
        machines = daemon.machines
        verb = self.dice.choice(VERBS)
        if verb == "create":
            machine, _ = await machines.create(ANN, name, asked(command=sh("sleep 60")))
            self.there[name] = machine.id
        elif verb == "remove":
            self.unsure.add(name)
            await machines.remove(ANN, name, force=True)
            self.there.pop(name, None)
            self.unsure.discard(name)
        elif verb == "fork":
            other = self.dice.choice(NAMES)
            self.unsure.add(other)
            self.there[other] = (await machines.snapshots.fork(ANN, name, other))[0].id
            self.unsure.discard(other)
        elif verb == "snapshot":
            await machines.snapshots.create(ANN, name, "")
        elif verb == "restore":
            kept = await machines.snapshots.list(ANN)
            if kept:
                await machines.snapshots.restore(ANN, name, self.dice.choice(kept).id)
        elif verb in ("stop", "restart"):
            await getattr(machines, verb)(ANN, name, grace=self.dice.choice((0, 1)))
        else:
            await getattr(machines, verb)(ANN, name)


def agrees(town: Town, machine: Machine) -> bool:
    process = town.host.process(machine.id)
    if machine.status.state in RUNS:
        return process is not None and process.paused == (machine.status.state in STILL)
    return machine.status.state in STANDS and process is None


async def settled(town: Town, daemon: Daemon) -> bool:
    machines = (await daemon.machines.list(ANN, after=None, limit=100)).items
    known = {machine.id for machine in machines}
    nobodys = [process for process in town.host.processes() if process.machine_id not in known]
    wait = next(use.count for use in await daemon.machines.storage.usage() if use.what == "waiting")
    return all(agrees(town, machine) for machine in machines) and len(nobodys) == wait


# Some of both kinds always.
SEEDS = [pytest.param(seed, marks=[] if seed % 25 < 8 else pytest.mark.soak) for seed in range(35)]


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_daemon_that_dies_at_any_moment(town: Town, seed: int) -> None:
    if seed >= 25:  # creates find VMMs that wait for them
        town.settings = replace(town.settings, waiting=Waiting(each=3, quiet=timedelta()))
    dice = random.Random(seed)  # noqa: S311 - a test that can be repeated
    person = Person(dice)
    for _ in range(5):
        async with town.daemon() as daemon:
            with anyio.move_on_after(dice.uniform(0.005, 0.12)):
                async with anyio.create_task_group() as group:
                    for name in NAMES:
                        group.start_soon(person.live, daemon, name)
    async with town.daemon() as daemon:
        await until(lambda: settled(town, daemon))
        for name, machine_id in person.there.items():
            if name not in person.unsure:
                assert (await daemon.machines.get(ANN, name)).id == machine_id
        for machine in (await daemon.machines.list(ANN, after=None, limit=100)).items:
            with suppress(MachineNotFoundError):
                await daemon.machines.remove(ANN, machine.id, force=True)
        for snapshot in await daemon.machines.snapshots.list(ANN):
            await daemon.machines.snapshots.remove(ANN, snapshot.id)
        await daemon.machines.storage.prune(templates=True)
    async with town.daemon():  # sweeps what only files know
        pass
    assert list(town.host.processes()) == []
    for folder in ("machines", "generations", "layers"):
        path = town.data_dir / folder
        assert not path.exists() or list(path.iterdir()) == []
