"""How a workload fares reaches its machine: restarts, health, and what a restart policy means after a crash; on fakes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ingle.drivers.guest.messages import Session as WireSession
from ingle.machines.model import (
    Exit,
    HealthCheck,
    Intent,
    Machine,
    RestartPolicy,
    State,
    Status,
    StopCause,
    Workload,
)
from ingle.machines.names import MachineId
from ingle.machines.store import machines as rows
from support.machines import ANN, Daemon, Town, sh, until

OFTEN = 0.1  # seconds between checks
ALWAYS = RestartPolicy("always")


async def workload(daemon: Daemon) -> Workload:
    return (await daemon.machines.get(ANN, "one")).status.workload


def fares(daemon: Daemon, good: Callable[[Workload], bool]) -> Callable[[], Any]:
    async def asked_now() -> bool:
        return good(await workload(daemon))

    return asked_now


async def history(daemon: Daemon) -> list[str]:
    return [detail for _, _, detail in await daemon.machines.history(ANN, "one") if detail]


async def write(daemon: Daemon, path: str, content: bytes) -> None:
    async def pieces() -> Any:
        yield content

    await daemon.machines.files.write(ANN, "one", path, pieces())


async def test_a_workload_that_fails_is_counted_and_in_the_end_has_ended(daemon: Daemon) -> None:
    policy = RestartPolicy("on-failure", max_retries=2)
    await daemon.create(command=sh("exit 3"), restart=policy)
    await until(fares(daemon, lambda now: now.state == "exited"))
    assert await workload(daemon) == Workload("exited", Exit(code=3), restarts=2)
    await until(lambda: any(fact.data.workload.restarts == 2 for fact in daemon.facts))


async def test_restarts_are_in_the_history_and_tell_how_it_ended(daemon: Daemon) -> None:
    await daemon.create(command=sh("cat /fine || exit 4; sleep 600"), restart=RestartPolicy("on-failure"))
    await until(fares(daemon, lambda now: now.restarts >= 1))
    await write(daemon, "/fine", b"yes")
    await until(fares(daemon, lambda now: not now.backing_off and now.restarts >= 1))
    assert any("ended with code 4 and was started again" in line for line in await history(daemon))


async def test_what_waits_to_be_started_again_says_so(daemon: Daemon) -> None:
    await daemon.create(command=sh("exit 1"), restart=ALWAYS)
    await until(fares(daemon, lambda now: now.backing_off))
    assert (await workload(daemon)).state == "running"


def as_the_guest_says(town: Town, machine: Machine) -> WireSession:
    (found,) = town.host.agent(machine.id).sessions.describe().sessions
    return found


async def test_one_that_comes_and_goes_all_the_time_is_written_down_now_and_then(
    town: Town, daemon: Daemon
) -> None:
    check = HealthCheck(("sh", "-c", "cat /well"), OFTEN, retries=1)
    machine = await daemon.create(command=sh("sleep 600"), health=check)
    before, turns = len(daemon.facts), 20
    for _ in range(turns // 2):
        await write(daemon, "/well", b"fine")
        await until(lambda: as_the_guest_says(town, machine).health == "healthy")
        await daemon.machines.files.remove(ANN, "one", "/well", recursive=False)
        await until(lambda: as_the_guest_says(town, machine).health == "unhealthy")
    await until(fares(daemon, lambda now: now.health == "unhealthy"))
    assert len(daemon.facts) - before < turns / 2


async def test_health_reaches_the_machine_its_facts_and_its_history(daemon: Daemon) -> None:
    check = HealthCheck(("sh", "-c", "cat /well"), interval=OFTEN, start_period=600, retries=1)
    machine = await daemon.create(command=sh("sleep 600"), health=check)
    assert machine.status.workload.health == "starting"
    await write(daemon, "/well", b"all is well")
    await until(fares(daemon, lambda now: now.health == "healthy"))
    await write(daemon, "/well", b"")
    await daemon.machines.files.remove(ANN, "one", "/well", recursive=False)
    await until(fares(daemon, lambda now: now.health == "unhealthy"))
    lines = await history(daemon)
    assert "the workload is healthy: all is well" in lines
    assert any(line.startswith("the workload is unhealthy: cat: /well") for line in lines)
    await until(lambda: [f.data.workload.health for f in daemon.facts][-1] == "unhealthy")


async def test_what_is_told_while_the_last_is_written_down_is_not_lost(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = HealthCheck(("sh", "-c", "cat /well"), interval=OFTEN, start_period=600, retries=1)
    machine = await daemon.create(command=sh("sleep 600"), health=check)
    ledger, life = daemon.machines._ledger, daemon.machines._keepers.life(machine.id)
    record = ledger.record
    assert life is not None

    async def slowly(id_: MachineId, status: Status, *rest: Any, **more: Any) -> Machine:
        recorded = await record(id_, status, *rest, **more)
        if status.workload.health == "healthy":
            await daemon.machines.files.remove(ANN, "one", "/well", recursive=False)
            await until(lambda: life.watch.laid_over(Workload("running")).health == "unhealthy")
        return recorded

    monkeypatch.setattr(ledger, "record", slowly)
    await write(daemon, "/well", b"fine")
    await until(fares(daemon, lambda now: now.health == "unhealthy"))


async def test_a_daemon_that_comes_back_learns_what_it_has_missed(town: Town) -> None:
    check = HealthCheck(("sh", "-c", "cat /well"), interval=OFTEN, retries=1)
    async with town.daemon() as daemon:
        machine = await daemon.create(
            command=sh("cat /up || exit 1; sleep 600"), restart=RestartPolicy("always", 3), health=check
        )
        await until(lambda: as_the_guest_says(town, machine).restarts >= 1)
    missed = replace(machine.status, workload=Workload("running"))
    town.db.write_now(lambda connection: rows.save_status(connection, machine.id, missed))
    async with town.daemon() as daemon:
        await until(fares(daemon, lambda now: now.restarts >= 1))


async def test_a_new_start_counts_from_nothing(daemon: Daemon) -> None:
    await daemon.create(command=sh("exit 1"), restart=RestartPolicy("on-failure", max_retries=1))
    await until(fares(daemon, lambda now: (now.state, now.restarts) == ("exited", 1)))
    again = await daemon.machines.restart(ANN, "one")
    assert again.status.workload.restarts == 0


async def test_it_goes_on_being_watched_after_a_sleep(daemon: Daemon) -> None:
    await daemon.create(command=sh("cat /up || exit 1; sleep 600"), restart=ALWAYS)
    await until(fares(daemon, lambda now: now.restarts >= 1))
    await daemon.machines.sleep(ANN, "one")
    asleep = (await workload(daemon)).restarts
    await daemon.machines.wake(ANN, "one")
    await until(fares(daemon, lambda now: now.restarts > asleep))


# --- the host was restarted -------------------------------------------------------------------------------------------


async def test_what_is_always_to_run_is_started_again_after_a_crash_of_the_host(town: Town) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=ALWAYS)
    town.host.crash(machine.id)
    async with town.daemon() as daemon:

        async def runs_anew() -> bool:
            now = (await daemon.machines.get(ANN, "one")).status
            return (now.state, now.boot) == (State.RUNNING, machine.status.boot + 1)

        await until(runs_anew)
        now = (await daemon.machines.get(ANN, "one")).status
        assert (now.error, now.intent) == ("", Intent.RUNNING)
        assert now.layer == machine.status.layer
        assert any("started again from its disk" in line for line in await history(daemon))


async def test_what_is_not_always_to_run_stays_lost(town: Town) -> None:
    async with town.daemon() as daemon:
        machine = await daemon.create(command=sh("sleep 600"), restart=RestartPolicy("on-failure"))
    town.host.crash(machine.id)
    async with town.daemon() as daemon:

        async def lost() -> bool:
            return (await daemon.machines.get(ANN, "one")).status.stop_cause is StopCause.LOST

        await until(lost)
        assert (await daemon.machines.get(ANN, "one")).status.state is State.STOPPED
