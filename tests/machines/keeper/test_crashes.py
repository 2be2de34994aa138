"""The daemon dies at any moment of a busy life, again and again: nothing that was acknowledged is lost, and nothing is left over."""

import random
from contextlib import suppress
from dataclasses import dataclass, field

import anyio
import pytest

from ingle.base.errors import IngleError
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.model import Machine, State
from support.machines import ANN, Daemon, Town, asked, sh, until

NAMES = ("a", "b", "c")
RUNS = {State.RUNNING, State.PAUSED}
STANDS = {State.STOPPED, State.FAILED}


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
        verb = self.dice.choice(("create", "start", "stop", "restart", "pause", "resume", "remove"))
        if verb == "create":
            machine, _ = await machines.create(ANN, name, asked(command=sh("sleep 60")))
            self.there[name] = machine.id
        elif verb == "remove":
            self.unsure.add(name)
            await machines.remove(ANN, name, force=True)
            self.there.pop(name, None)
            self.unsure.discard(name)
        elif verb in ("stop", "restart"):
            await getattr(machines, verb)(ANN, name, grace=self.dice.choice((0, 1)))
        else:
            await getattr(machines, verb)(ANN, name)


def agrees(town: Town, machine: Machine) -> bool:
    process = town.host.process(machine.id)
    if machine.status.state in RUNS:
        return process is not None and process.paused == (machine.status.state is State.PAUSED)
    return machine.status.state in STANDS and process is None


async def settled(town: Town, daemon: Daemon) -> bool:
    machines = (await daemon.machines.list(ANN, after=None, limit=100)).items
    known = {machine.id for machine in machines}
    return all(agrees(town, machine) for machine in machines) and all(
        process.machine_id in known for process in town.host.processes()
    )


@pytest.mark.parametrize("seed", range(25))
async def test_a_daemon_that_dies_at_any_moment(town: Town, seed: int) -> None:
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
    assert list(town.host.processes()) == []
    folder = town.data_dir / "machines"
    assert not folder.exists() or list(folder.iterdir()) == []
