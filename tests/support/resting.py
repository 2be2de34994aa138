"""Machines that rest: what tests of sleep and of cooling down both ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from ingle.drivers.guest.fake import FakeAgent
from ingle.machines import Command
from ingle.machines.model import Machine, State
from ingle.machines.settings import Thermal
from support.machines import ANN, Daemon, Town

SHORT = timedelta(milliseconds=50)
NEVER = timedelta()


def thermal(town: Town, **changes: Any) -> None:
    """Other timers for daemons from now on."""
    quiet = Thermal(warm_after=NEVER, cold_after=NEVER, retry=SHORT)
    town.settings = replace(town.settings, thermal=replace(quiet, **changes))


def agent_of(town: Town, machine: Machine) -> FakeAgent:
    return town.host.agent(machine.id)


async def state(daemon: Daemon, name: str = "one") -> State:
    return (await daemon.machines.get(ANN, name)).status.state


def is_(daemon: Daemon, wanted: State, name: str = "one") -> Callable[[], Any]:
    async def asked_now() -> bool:
        return await state(daemon, name) is wanted

    return asked_now


async def says(daemon: Daemon, *argv: str, name: str = "one") -> bytes:
    outcome = await daemon.machines.sessions.run(ANN, name, Command(argv), data=b"", timeout=20)
    return outcome.stdout


async def write(daemon: Daemon, path: str, content: bytes) -> None:
    async def pieces() -> Any:
        yield content

    await daemon.machines.files.write(ANN, "one", path, pieces())


async def read(daemon: Daemon, path: str, name: str = "one") -> bytes:
    async with daemon.machines.files.read(ANN, name, path) as (_, content):
        return b"".join([part async for part in content])
