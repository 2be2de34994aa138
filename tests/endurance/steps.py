"""What a random walk does to an installation, one function a step. A step that has nothing to do says so by returning False.

A step may be refused (the disk is full, a machine is busy); what it must not do is surprise the daemon, or leave something behind.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from endurance.remains import vmms
from endurance.ticks import Expected
from endurance.world import STANDING, World, end_process
from support.waiting import wait_until

MOST_MACHINES = 5
MOST_SNAPSHOTS = 4
LEFT_BYTES = 8 << 20  # of a full disk: what guests write meanwhile, and less than any memory takes
BIT_BYTES = 64 << 20


Step = Callable[[World, Random], bool]


def create(place: World, _random: Random) -> bool:
    if len(place.machines) >= MOST_MACHINES:
        return False
    name = place.new_name("made")
    place.create(name)
    place.look(name)
    return True


def use(place: World, random: Random) -> bool:
    place.look(place.pick(random))
    return True


def rest(verb: str) -> Step:
    """One of cool, sleep, wake: then it is so, unless somebody used it."""

    def step(place: World, random: Random) -> bool:
        name = place.pick(random)
        if place.machines[name].may_stand:
            return False
        place.api.call("POST", f"/machines/{name}/{verb}")
        return True

    return step


def fork(place: World, random: Random) -> bool:
    if len(place.machines) >= MOST_MACHINES:
        return False
    source, name = place.pick(random), place.new_name("fork")
    was = place.machines[source]
    [made] = place.api.call("POST", f"/machines/{source}/fork", name=name)["items"]
    place.machines[name] = Expected(made["id"], was.ticks, was.token if not was.may_stand else "")
    place.look(name)
    place.look(source)
    return True


def snapshot(place: World, random: Random) -> bool:
    source, name = place.pick(random), place.new_name("kept")
    if place.machines[source].may_stand or len(place.snapshots) >= MOST_SNAPSHOTS:
        return False
    was = place.machines[source]
    place.api.call("POST", f"/machines/{source}/snapshots", name=name)
    place.snapshots[name] = Expected(was.id, was.ticks, was.token)
    return True


def restore(place: World, random: Random) -> bool:
    """Back to a snapshot of its own: the ticks since then are gone, and those before are not."""
    fitting = [
        (name, kept)
        for name, kept in sorted(place.snapshots.items())
        for machine in place.machines.values()
        if machine.id == kept.id
    ]
    if not fitting:
        return False
    snapshot_name, kept = random.choice(fitting)
    name = next(name for name, machine in place.machines.items() if machine.id == kept.id)
    place.api.call("POST", f"/machines/{name}/restore", snapshot=snapshot_name)
    place.machines[name] = Expected(kept.id, kept.ticks, kept.token)
    place.look(name)
    return True


def remove(place: World, random: Random) -> bool:
    if len(place.machines) < 2:
        return False
    place.forget(place.pick(random))
    return True


def remove_snapshot(place: World, random: Random) -> bool:
    if not place.snapshots:
        return False
    name = random.choice(sorted(place.snapshots))
    place.api.call("DELETE", f"/snapshots/{name}")
    del place.snapshots[name]
    return True


def stop_and_start(place: World, random: Random) -> bool:
    name = place.pick(random)
    place.machines[name].lost_memory()
    place.api.call("POST", f"/machines/{name}/stop", grace_seconds=1)
    _start(place, name)
    return True


def kill_daemon(place: World, _random: Random) -> bool:
    place.restart_daemon()
    for name in sorted(place.machines):
        place.look(name)
    return True


def kill_vmm(place: World, random: Random) -> bool:
    """Only what its guest had synced has to be there afterwards."""
    running = vmms(place.data)
    names = [name for name, machine in sorted(place.machines.items()) if machine.id in running]
    if not names:
        return False
    name = random.choice(names)
    place.machines[name].lost_memory()
    end_process(running[place.machines[name].id])
    wait_until(
        lambda: place.api.machines()[name]["state"] in STANDING | {"cold"},
        timeout=60,
        explain=lambda: f"{name}: nobody notices that its VMM is dead: {place.api.machines()[name]}",
    )
    _start(place, name)
    return True


def fill_disk(place: World, random: Random) -> bool:
    """No room for a memory: sleep, snapshot and fork are refused, or fit after all, and machines go on."""
    if not place.own_disk:
        return False
    ballast = place.data / "ballast"
    try:
        _lay(ballast)
        name = place.pick(random)
        for path in (f"{name}/sleep", f"{name}/snapshots", f"{name}/fork"):
            place.try_in_vain(path)
    finally:
        ballast.unlink(missing_ok=True)
    place.resolve_doubts()
    place.look(name)
    return True


def _lay(ballast: Path) -> None:
    """Bit by bit: a machine that is being put to rest takes room meanwhile, and may be quicker."""
    with ballast.open("wb") as file, suppress(OSError):
        while (free := shutil.disk_usage(ballast.parent).free - LEFT_BYTES) > 0:
            os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, min(free, BIT_BYTES))


def _start(place: World, name: str) -> None:
    place.api.call("POST", f"/machines/{name}/start")
    place.machines[name].may_stand = False
    place.look(name)


STEPS: dict[str, tuple[Step, int]] = {  # and how often, against the others
    "create": (create, 6),
    "use": (use, 12),
    "sleep": (rest("sleep"), 10),
    "cool": (rest("cool"), 6),
    "wake": (rest("wake"), 6),
    "fork": (fork, 6),
    "snapshot": (snapshot, 5),
    "restore": (restore, 5),
    "remove": (remove, 4),
    "remove snapshot": (remove_snapshot, 2),
    "stop and start": (stop_and_start, 2),
    "kill the daemon": (kill_daemon, 3),
    "kill a VMM": (kill_vmm, 3),
    "full disk": (fill_disk, 2),
}
