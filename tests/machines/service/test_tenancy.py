"""Every method of the service, with another's machine: not found, by name and by id, whatever its state."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from ingle.machines import Command, MachineRequest, MachineService
from ingle.machines.errors import MachineNotFoundError, SnapshotNotFoundError
from ingle.machines.service.files import Files
from ingle.machines.service.guests import Guests
from ingle.machines.service.logs import Logs
from ingle.machines.service.sessions import Sessions
from ingle.machines.service.snapshots import Snapshots
from support.machines import ANN, BOB, Daemon, asked

Call = Callable[[MachineService, str], Awaitable[object]]


async def _nothing() -> AsyncIterator[bytes]:
    return
    yield b""


async def _read(service: MachineService, machine: str) -> None:
    async with service.files.read(BOB, machine, "/etc/hostname"):
        pass


async def _pack(service: MachineService, machine: str) -> None:
    async with service.files.pack(BOB, machine, "/"):
        pass


async def _watch(service: MachineService, machine: str) -> None:
    async with service.files.watch(BOB, machine, "/"):
        pass


CALLS: dict[str, Call] = {
    "get": lambda s, m: s.get(BOB, m),
    "start": lambda s, m: s.start(BOB, m),
    "stop": lambda s, m: s.stop(BOB, m),
    "restart": lambda s, m: s.restart(BOB, m),
    "pause": lambda s, m: s.pause(BOB, m),
    "resume": lambda s, m: s.resume(BOB, m),
    "cool": lambda s, m: s.cool(BOB, m),
    "sleep": lambda s, m: s.sleep(BOB, m),
    "wake": lambda s, m: s.wake(BOB, m),
    "history": lambda s, m: s.history(BOB, m),
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
    "files.pack": _pack,
    "files.unpack": lambda s, m: s.files.unpack(BOB, m, "/", _nothing()),
    "files.watch": _watch,
    "logs.read": lambda s, m: s.logs.read(BOB, m),
    "logs.console": lambda s, m: s.logs.console(BOB, m),
    "snapshots.create": lambda s, m: s.snapshots.create(BOB, m, "x"),
    "snapshots.fork": lambda s, m: s.snapshots.fork(BOB, m, "x"),
    "snapshots.restore": lambda s, m: s.snapshots.restore(BOB, m, "x"),
    "guests.metrics": lambda s, m: s.guests.metrics(BOB, m),
    "guests.ports": lambda s, m: s.guests.ports(BOB, m),
    "guests.connect": lambda s, m: s.guests.connect(BOB, m, 80),
}
# The last five are what the others of guests use; `…_everything` is the operator's, and no door leads to it.
WITHOUT_A_MACHINE = {
    "create",
    "list",
    "running",
    "stop_everything",
    "sleep_everything",
    "rest_habits",
    "set_rest_habits",
    "guests.asking",
    "guests.using",
    "guests.looking",
    "guests.attached",
    "guests.watching",
}
OF_SNAPSHOTS: dict[str, Call] = {
    "create_from": lambda s, name: s.create_from(BOB, "mine", name, MachineRequest("")),
    "snapshots.get": lambda s, name: s.snapshots.get(BOB, name),
    "snapshots.remove": lambda s, name: s.snapshots.remove(BOB, name),
}
# Lists of the caller's own; `begin` takes what `get` has found.
OF_NOBODY = {"snapshots.list", "snapshots.tree", "snapshots.begin"}


def test_no_method_is_forgotten() -> None:
    parts = {
        "": MachineService,
        "sessions.": Sessions,
        "files.": Files,
        "logs.": Logs,
        "guests.": Guests,
        "snapshots.": Snapshots,
    }
    methods = {
        prefix + name
        for prefix, part in parts.items()
        for name in vars(part)
        if not name.startswith("_") and callable(getattr(part, name))
    }
    assert methods == set(CALLS) | WITHOUT_A_MACHINE | set(OF_SNAPSHOTS) | OF_NOBODY


@pytest.mark.parametrize("name", CALLS)
async def test_what_is_anothers_is_not_found(daemon: Daemon, name: str) -> None:
    machine = await daemon.create(command=("sleep", "60"))
    for reference in (machine.id, machine.name):
        with pytest.raises(MachineNotFoundError):
            await CALLS[name](daemon.machines, reference)
    assert (await daemon.machines.get(ANN, "one")).status == machine.status


@pytest.mark.parametrize("name", OF_SNAPSHOTS)
async def test_anothers_snapshot_is_not_found(daemon: Daemon, name: str) -> None:
    await daemon.create()
    kept = await daemon.machines.snapshots.create(ANN, "one", "kept")
    for reference in (kept.id, "kept"):
        with pytest.raises(SnapshotNotFoundError):
            await OF_SNAPSHOTS[name](daemon.machines, reference)
    assert list(await daemon.machines.snapshots.list(BOB)) == []
    assert await daemon.machines.snapshots.tree(BOB) == ([], [])
    assert list(await daemon.machines.snapshots.list(ANN)) == [kept]


async def test_lists_and_names_are_the_owners_own(daemon: Daemon) -> None:
    await daemon.create()
    other, made = await daemon.machines.create(BOB, "one", asked())
    assert made
    assert [m.id for m in (await daemon.machines.list(BOB, after=None, limit=10)).items] == [other.id]
