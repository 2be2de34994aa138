"""An installation that is treated badly, what it has acknowledged so far, and what must be true of it whenever it has come to rest."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from endurance.api import Api, RefusedError
from endurance.remains import (
    descriptors,
    network_helpers,
    resident_mib,
    stray_files,
    stray_groups,
    stray_processes,
    vmms,
)
from endurance.ticks import COUNTER, LOOK, Expected, Sight
from support.furnished import SMALL
from support.house import House, processes_of
from support.small_disks import small_disk
from support.waiting import wait_until

PATIENCE = 120.0
AWAKE = {"running", "warm", "paused"}  # has a VMM
ASLEEP = {"cold", "stopped", "failed"}  # has none
STANDING = {"stopped", "failed"}
MOST_DAEMON_MIB = 300.0
MOST_DESCRIPTORS = 400


class World:
    """`machines` and `snapshots`: what was acknowledged, by name. `doubtful`: names that were asked for and not answered, which may be there or not."""

    def __init__(self, home: House, api: Api, *, own_disk: bool) -> None:
        self.home, self.api = home, api
        self.own_disk = own_disk  # so that it may be filled
        self.data = home.directory / "data"
        self.machines: dict[str, Expected] = {}
        self.snapshots: dict[str, Expected] = {}
        self.doubtful: set[str] = set()
        self._number = 0

    def new_name(self, prefix: str) -> str:
        self._number += 1
        return f"{prefix}-{self._number}"

    def pick(self, random: Random) -> str:
        return random.choice(sorted(self.machines))

    def create(self, name: str) -> None:
        made = self.api.call(
            "POST",
            "/machines",
            name=name,
            image="busybox",
            **SMALL,
            command=["sh", "-c", COUNTER],
        )
        self.machines[name] = Expected(made["id"])

    def restart_daemon(self) -> None:
        """kill -9, and a new one."""
        self.home.kill()
        self.home.start()

    # --- what must be true ---

    def look(self, name: str) -> None:
        """Use the machine, which wakes it, and compare it with what is known of it. One that stands is left so."""
        expected = self.machines[name]
        state = self.api.call("GET", f"/machines/{name}")["state"]
        if state == "paused" or (expected.may_stand and state in STANDING):
            return
        sight: list[Sight] = []
        asked = answered = 0.0

        def seen() -> bool:
            nonlocal asked, answered
            asked = time.time()
            found = Sight.read(self.api.run(name, LOOK))
            answered = time.time()
            if found is not None:
                sight.append(found)
            return bool(sight)

        wait_until(seen, timeout=PATIENCE, explain=lambda: f"{name}: its counter does not begin")
        complaints = expected.complaints(sight[0], asked, answered)
        assert not complaints, f"{name} ({expected.id}): {'; '.join(complaints)}"
        expected.saw(sight[0])

    def settle(self) -> None:
        """Wait until everything agrees. Raises AssertionError with what does not."""
        found: list[str] = []

        def agrees() -> bool:
            found[:] = self._disagreements()
            return not found

        wait_until(agrees, timeout=PATIENCE, explain=lambda: "; ".join(found))

    def _disagreements(self) -> list[str]:
        self.api.call("POST", "/storage/prune")
        listed = self.api.machines()
        found = self._missing(listed)
        running = set(vmms(self.data))
        for name, machine in listed.items():
            state, has_vmm = machine["state"], machine["id"] in running
            if state not in AWAKE | ASLEEP:
                found.append(f"{name} is still {state}")
            elif has_vmm != (state in AWAKE):
                found.append(f"{name} is {state} and has {'a' if has_vmm else 'no'} VMM")
        nobodys = frozenset(running - {machine["id"] for machine in listed.values()})
        waiting = self.api.waiting()
        if len(nobodys) != waiting:
            found.append(f"{waiting} VMMs wait, and these are of no machine: {sorted(nobodys)}")
        assert self.home.daemon is not None
        found += stray_processes(self.data, self.home.daemon.pid) + stray_groups(self.data)
        return found + stray_files(self.data, nobodys) + self._appetite()

    def _missing(self, listed: dict[str, dict[str, Any]]) -> list[str]:
        found = []
        for name, expected in self.machines.items():
            machine = listed.get(name)
            if machine is None or machine["id"] != expected.id:
                found.append(f"{name} was acknowledged and is gone")
            elif machine["state"] in STANDING and not expected.may_stand:
                found.append(f"{name} is {machine['state']}: {machine.get('error', '')}")
        found += [f"{name} is not known here" for name in set(listed) - set(self.machines) - self.doubtful]
        kept = self.api.snapshots()
        found += [f"the snapshot {name} was acknowledged and is gone" for name in set(self.snapshots) - kept]
        return found + [
            f"the snapshot {name} is not known here" for name in kept - set(self.snapshots) - self.doubtful
        ]

    def _appetite(self) -> list[str]:
        assert self.home.daemon is not None
        mib, count = resident_mib(self.home.daemon.pid), descriptors(self.home.daemon.pid)
        found = [f"the daemon takes {mib:.0f} MiB"] if mib > MOST_DAEMON_MIB else []
        return found + ([f"the daemon holds {count} descriptors"] if count > MOST_DESCRIPTORS else [])

    def resolve_doubts(self) -> None:
        """Remove what nobody was promised: it must be removable whatever became of it."""
        self.doubtful -= self.machines.keys() | self.snapshots.keys()
        for name in sorted(self.doubtful & set(self.api.machines())):
            self.forget(name)
        for name in sorted(self.doubtful & self.api.snapshots()):
            self.api.call("DELETE", f"/snapshots/{name}")
        self.doubtful.clear()

    def forget(self, name: str) -> None:
        self.api.call("DELETE", f"/machines/{name}?force=true")
        self.machines.pop(name, None)

    def try_in_vain(self, path: str) -> None:
        """Ask for what may well be refused; what comes of it all the same is nobody's."""
        before = set(self.api.machines()) | self.api.snapshots()
        try:
            self.api.call("POST", f"/machines/{path}")
        except RefusedError as refused:
            must_be_clear(refused, path)
        self.doubtful |= (set(self.api.machines()) | self.api.snapshots()) - before

    def leave(self) -> None:
        """Remove everything and stop; nothing of it may be left."""
        for name in self.api.snapshots():
            self.api.call("DELETE", f"/snapshots/{name}")
        for name in self.api.machines():
            self.forget(name)
        self.snapshots.clear()
        self.settle()
        self.home.stop()
        wait_until(
            lambda: not processes_of(self.home.directory) and not network_helpers(self.data),
            timeout=PATIENCE,
            explain=lambda: (
                f"left running: {processes_of(self.home.directory)}, {network_helpers(self.data)}"
            ),
        )
        assert not stray_files(self.data), stray_files(self.data)


@contextmanager
def world(*, own_disk: bool = False, **settings: str) -> Iterator[World]:
    """On a directory of its own, with the image `busybox`. `settings`: INGLE_… of the daemon, without the prefix."""
    with TemporaryDirectory(prefix="ingle-world-") as folder:
        home = House(Path(folder), "qemu")
        home.environment |= {f"INGLE_{name}": value for name, value in settings.items()}
        home.environment["INGLE_MACHINES__HOST__FREE_DISK_MIB"] = "64"
        home.environment["INGLE_MACHINES__WAITING__QUIET"] = "0"  # so that most creates find one that waits
        data = home.directory / "data"
        data.mkdir(mode=0o700)
        with small_disk(data, "4g") if own_disk else nullcontext(False) as mounted:
            try:
                home.furnish()
                home.start()
                with Api(data) as api:
                    yield World(home, api, own_disk=mounted)
            finally:
                home.end()


def must_be_clear(refused: RefusedError, asked: str) -> None:
    """A refusal that says what is the matter is none of our business. Raises AssertionError when the daemon was surprised."""
    if refused.status == 500:
        raise AssertionError(f"{asked}: {refused}") from refused


def log_tail(home: House, lines: int = 60) -> str:
    return "\n".join(home.log.read_text(errors="replace").splitlines()[-lines:])


def end_process(pid: int) -> None:
    """kill -9, of one that may be gone by now."""
    try:
        os.kill(pid, 9)
    except ProcessLookupError:
        return
