"""Real machines that sleep, wake, fork and crash: what ran goes on, what is secret stays different, what was written stays."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from ingle.sdk import ConflictError, Ingle
from ingle.sdk.sync.machines import Machine
from ingle.wire.machines import HealthCheck, Restart, Timers
from ingle.wire.machines import Machine as Details
from support.furnished import SMALL
from support.house import House, house
from support.waiting import wait_until

pytestmark = pytest.mark.machine

PATIENCE = 120.0
NEVER = Timers(warm_after=0, cold_after=0)
SOON = Timers(warm_after=0.5, cold_after=1.0)
TICKS = "n=0; while :; do n=$((n+1)); echo $n; usleep 50000; done"
# Its hardest case: a program that draws random numbers all the time, before, during and after the fork. Each line is 64 bytes of them.
DRAWS = "while usleep 100000; do head -c 64 /dev/urandom | od -An -v -tx1 | tr -d ' \\n'; echo; done"


class Plane:
    """The daemon, as a program of its owner sees it."""

    def __init__(self, home: House) -> None:
        self.home = home
        self.sdk = Ingle(home.url, token_of(home))

    def create(self, name: str, script: str = "", timers: Timers = NEVER, **request: Any) -> Machine:
        command = ["sh", "-c", script] if script else None
        return self.sdk.machines.create("busybox", name, **SMALL, command=command, timers=timers, **request)

    def look(self, name: str) -> Details:
        return self.sdk.machines.get(name).details

    def state(self, name: str) -> str:
        return self.look(name).state

    def pid(self, machine: Machine) -> int:
        return int((self.home.directory / "data" / "machines" / machine.id / "vmm.pid").read_text())

    def close(self) -> None:
        for machine in self.sdk.machines.list():
            machine.remove(force=True)
        for snapshot in self.sdk.snapshots.list():
            self.sdk.snapshots.remove(snapshot.id)
        self.sdk.close()


def token_of(home: House) -> str:
    """Made once for each house."""
    path = home.directory / "token"
    if not path.exists():
        path.write_text(home.json("token", "create", "journey")["secret"])
    return path.read_text()


@pytest.fixture(scope="module")
def place() -> Iterator[House]:
    """A house of this file's own: its daemon is killed now and then."""
    with house(settings={"INGLE_MACHINES__WAITING__EACH": "1"}, busybox=True) as made:
        yield made


@pytest.fixture
def plane(place: House) -> Iterator[Plane]:
    made = Plane(place)
    yield made
    made.close()


def text(machine: Machine, *argv: str) -> str:
    done = machine.exec(list(argv))
    assert done.ok, done
    return str(done.text).strip()


def numbers(machine: Machine) -> list[int]:
    """What the workload has counted, from its log."""
    return [int(line) for chunk in machine.logs() for line in chunk.text.splitlines()]


@pytest.mark.parametrize("times", [2, pytest.param(50, marks=pytest.mark.soak)])
def test_sleeps_lose_no_tick_and_the_clock_is_right_after_each(plane: Plane, times: int) -> None:
    machine = plane.create("ticker", TICKS)
    for _ in range(times):
        counted = len(numbers(machine))
        wait_until(lambda counted=counted: len(numbers(machine)) > counted, timeout=PATIENCE)
        pid = plane.pid(machine)
        machine.sleep()
        assert plane.state("ticker") == "cold"
        assert not Path(f"/proc/{pid}").exists()
        before = time.time()
        guest = float(text(machine, "date", "+%s"))  # a whole second, of the past; using it wakes it
        assert before - 2 <= guest <= time.time() + 1
    counted = len(numbers(machine))
    wait_until(lambda: len(numbers(machine)) > counted, timeout=PATIENCE)
    seen = numbers(machine)
    assert seen == list(range(1, len(seen) + 1))


def drawn(machine: Machine) -> list[str]:
    """Whole lines."""
    return text(machine, "cat", "/tmp/drawn").splitlines()[:-1]


def shared(everyones: list[list[str]]) -> int:
    """How many lines all of them begin with."""
    same = (len(set(nth)) == 1 for nth in zip(*everyones, strict=False))
    return sum(1 for _ in takewhile(bool, same))


@pytest.mark.parametrize("count", [2, pytest.param(10, marks=pytest.mark.soak)])
def test_forks_share_their_past_and_nothing_of_what_comes(plane: Plane, count: int) -> None:
    held = "secret-of-the-process"
    waits = f"DATA={held}; while [ ! -e /tmp/tell ]; do usleep 200000; done; echo $DATA"
    source = plane.create("source", waits)
    source.exec(["touch", "/tmp/drawn"])
    source.spawn(["sh", "-c", f"({DRAWS}) >/tmp/drawn"])
    wait_until(lambda: len(drawn(source)) > 5, timeout=PATIENCE)
    forks = source.fork("twin", count)
    assert [one.name for one in forks] == [f"twin-{number}" for number in range(1, count + 1)]

    everyone = [source, *forks]
    enough = (
        len(drawn(source)) + 5
    )  # a number that was drawn before the fork may be written after it; all have done so by then
    for one in everyone:
        wait_until(lambda one=one: len(drawn(one)) > enough, timeout=PATIENCE)
    lines = [drawn(one) for one in everyone]
    common = shared(lines)
    assert common > 5, "the forks do not share what was drawn before"
    later = Counter(line for each in lines for line in each[common:])
    assert [line for line, times in later.items() if times > 1] == []

    own = [
        text(one, "sh", "-c", "hostname; cat /etc/machine-id /sys/class/net/eth0/address") for one in everyone
    ]
    for nth, what in enumerate(("name", "machine-id", "mac")):
        assert len({lines.splitlines()[nth] for lines in own}) == len(everyone), what
    assert [lines.splitlines()[0] for lines in own] == [one.name for one in everyone]

    for one in everyone:
        one.exec(["touch", "/tmp/tell"])
        wait_until(lambda one=one: plane.look(one.name).workload.state == "exited", timeout=PATIENCE)
        assert held in "".join(chunk.text for chunk in one.logs())


def looked_at(machine: Machine) -> bool:
    """As a dashboard does; whether it sleeps."""
    machine.refresh()
    machine.history()
    machine.metrics_history()
    for look in (machine.metrics, machine.sessions):
        try:
            look()
        except ConflictError as error:
            assert error.code == "machine_asleep"  # noqa: PT017 - or it was awake, which is as good
    return machine.state == "cold"


def at_work(machine: Machine, program: str) -> bool:
    try:
        return any(program in session.argv for session in machine.sessions())
    except ConflictError:
        return False


def test_what_works_stays_awake_and_who_only_looks_keeps_nothing_awake(plane: Plane) -> None:
    worker, watched = plane.create("worker", timers=SOON), plane.create("watched", timers=SOON)
    seen = set()
    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(worker.exec, ["sleep", "4"])
        wait_until(lambda: at_work(plane.sdk.machines.get("worker"), "sleep"), timeout=PATIENCE)
        while not work.done():
            seen.add(plane.state("worker"))
            looked_at(watched)
        assert work.result().ok
    assert seen == {"running"}
    wait_until(lambda: looked_at(watched), timeout=PATIENCE)
    with pytest.raises(ConflictError):
        watched.metrics()
    watched.metrics_history()
    assert plane.state("watched") == "cold"


def test_a_disk_is_whole_after_a_sleep_and_the_death_of_the_vmm(plane: Plane) -> None:
    machine = plane.create("victim")
    text(machine, "sh", "-c", "head -c 3000000 /dev/urandom >/data; sync; sha256sum /data >/sum")
    sums = text(machine, "cat", "/sum")
    text(machine, "sync")
    machine.sleep()
    machine.wake()
    os.kill(plane.pid(machine), signal.SIGKILL)
    wait_until(lambda: plane.state("victim") == "failed", timeout=PATIENCE)
    assert "signal 9" in plane.look("victim").error
    machine.start()
    assert text(machine, "sha256sum", "/data") == sums


def test_a_snapshot_is_gone_back_to_and_begun_from(plane: Plane) -> None:
    machine = plane.create("author", "while :; do sleep 1; done")
    text(machine, "sh", "-c", "echo first >/tmp/draft; echo first >/draft; sync")
    machine.snapshot("first")
    text(machine, "sh", "-c", "echo second >/tmp/draft; echo second >/draft; sync")
    other = plane.sdk.machines.create(name="other", snapshot="first")
    assert text(other, "cat", "/tmp/draft", "/draft") == "first\nfirst"
    assert text(machine, "cat", "/tmp/draft", "/draft") == "second\nsecond"
    machine.restore("first")
    assert text(machine, "cat", "/tmp/draft", "/draft") == "first\nfirst"
    assert text(other, "hostname") == "other"


def test_the_daemon_dies_while_machines_are_cold_and_warm(place: House, plane: Plane) -> None:
    for name in ("chilly", "mild"):
        one = plane.create(name)
        text(one, "sh", "-c", f"echo {name} >/tmp/kept")
    plane.sdk.machines.get("chilly").sleep()
    plane.sdk.machines.get("mild").cool()
    place.kill()
    place.start()
    assert (plane.state("chilly"), plane.state("mild")) == ("cold", "warm")
    for name in ("chilly", "mild"):
        assert text(plane.sdk.machines.get(name), "cat", "/tmp/kept") == name


def test_supervision_reaches_people(plane: Plane) -> None:
    tries = "echo x >>/tries; [ $(wc -l </tries) -gt 2 ] || exit 1; touch /well; sleep 1000"
    check = HealthCheck(argv=["cat", "/well"], interval=0.2, retries=1)
    machine = plane.create("stubborn", tries, restart=Restart(when="on-failure"), health=check)

    def fares() -> tuple[int, str]:
        workload = plane.look("stubborn").workload
        return workload.restarts, workload.health

    wait_until(lambda: fares() == (2, "healthy"), timeout=PATIENCE, explain=lambda: str(fares()))
    text(machine, "rm", "/well")
    wait_until(lambda: fares() == (2, "unhealthy"), timeout=PATIENCE, explain=lambda: str(fares()))
    assert b"running (unhealthy, restarted 2" in plane.home.ingle("ls").stdout
    told = [moment.detail for moment in machine.history()]
    assert any("ended with code 1 and was started again" in line for line in told)
    assert any(line.startswith("the workload is unhealthy: cat") for line in told)


def test_what_is_always_to_run_is_started_again_after_a_crash_of_everything(
    place: House, plane: Plane
) -> None:
    machine = plane.create("eternal", "sleep 1000000", restart=Restart(when="always"))
    text(machine, "sh", "-c", "echo kept >/kept; sync")
    place.kill()
    os.kill(plane.pid(machine), signal.SIGKILL)
    place.start()
    wait_until(lambda: plane.state("eternal") == "running", timeout=PATIENCE)
    assert text(machine, "cat", "/kept") == "kept"
    assert any("started again from its disk" in moment.detail for moment in machine.history())
