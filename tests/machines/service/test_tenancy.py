"""Every method of the service, with another's machine: not found, by name and by id, whatever its state."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from ingle.machines import Command, MachineService
from ingle.machines.errors import MachineNotFoundError
from ingle.machines.service.files import Files
from ingle.machines.service.guests import Guests
from ingle.machines.service.logs import Logs
from ingle.machines.service.sessions import Sessions
from support.machines import ANN, BOB, Daemon, asked

Call = Callable[[MachineService, str], Awaitable[object]]


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _read(service: MachineService, machine: str) -> None:
    async with service.files.read(BOB, machine, "/etc/hostname"):
        pass


CALLS: dict[str, Call] = {
    "get": lambda s, m: s.get(BOB, m),
    "start": lambda s, m: s.start(BOB, m),
    "stop": lambda s, m: s.stop(BOB, m),
    "restart": lambda s, m: s.restart(BOB, m),
    "pause": lambda s, m: s.pause(BOB, m),
    "resume": lambda s, m: s.resume(BOB, m),
    "update": lambda s, m: s.update(BOB, m, name="mine"),
    "remove": lambda s, m: s.remove(BOB, m, force=True),
    "sessions.exec": lambda s, m: s.sessions.exec(BOB, m, Command(["true"])),
    "sessions.run": lambda s, m: s.sessions.run(BOB, m, Command(["true"]), data=b"", timeout=1),
    "sessions.spawn": lambda s, m: s.sessions.spawn(BOB, m, Command(["true"])),
    "sessions.attach": lambda s, m: s.sessions.attach(BOB, m, "workload"),
    "sessions.list": lambda s, m: s.sessions.list(BOB, m),
    "sessions.signal": lambda s, m: s.sessions.signal(BOB, m, "workload", "TERM"),
    "sessions.forget": lambda s, m: s.sessions.forget(BOB, m, "workload"),
    "files.stat": lambda s, m: s.files.stat(BOB, m, "/"),
    "files.list": lambda s, m: s.files.list(BOB, m, "/"),
    "files.read": _read,
    "files.write": lambda s, m: s.files.write(BOB, m, "/tmp/x", _nothing()),
    "files.mkdir": lambda s, m: s.files.mkdir(BOB, m, "/tmp/x", mode=0o755, parents=False),
    "files.move": lambda s, m: s.files.move(BOB, m, "/a", "/b", overwrite=False),
    "files.remove": lambda s, m: s.files.remove(BOB, m, "/tmp", recursive=True),
    "logs.read": lambda s, m: s.logs.read(BOB, m),
    "logs.console": lambda s, m: s.logs.console(BOB, m),
    "guests.reach": lambda s, m: s.guests.reach(BOB, m),
    "guests.metrics": lambda s, m: s.guests.metrics(BOB, m),
    "guests.connect": lambda s, m: s.guests.connect(BOB, m, 80),
}
# `asking` is what the others of guests use; `stop_everything` is the operator's, and no door leads to it.
WITHOUT_A_MACHINE = {"create", "list", "running", "stop_everything", "guests.asking"}


def test_no_method_is_forgotten() -> None:
    parts = {"": MachineService, "sessions.": Sessions, "files.": Files, "logs.": Logs, "guests.": Guests}
    methods = {
        prefix + name
        for prefix, part in parts.items()
        for name in vars(part)
        if not name.startswith("_") and callable(getattr(part, name))
    }
    assert methods == set(CALLS) | WITHOUT_A_MACHINE


@pytest.mark.parametrize("name", CALLS)
async def test_what_is_anothers_is_not_found(daemon: Daemon, name: str) -> None:
    machine = await daemon.create(command=("sleep", "60"))
    for reference in (machine.id, machine.name):
        with pytest.raises(MachineNotFoundError):
            await CALLS[name](daemon.machines, reference)
    assert (await daemon.machines.get(ANN, "one")).status == machine.status


async def test_lists_and_names_are_the_owners_own(daemon: Daemon) -> None:
    await daemon.create()
    other, made = await daemon.machines.create(BOB, "one", asked())
    assert made
    assert [m.id for m in (await daemon.machines.list(BOB, after=None, limit=10)).items] == [other.id]
