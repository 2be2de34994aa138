"""What every agent keeps about workloads that it looks after: one session over all starts, and what is told of them."""

from collections.abc import AsyncIterator

import anyio
import pytest

from ingle.machines.model import Exit, HealthCheck, RestartPolicy
from ingle.machines.ports import (
    GuestEvent,
    GuestLink,
    GuestSession,
    Health,
    HealthChanged,
    ProcessSpec,
    TerminalSize,
    WorkloadChanged,
)
from support.guests import PATIENCE, Guest, finish, pieces, read_until, refusal, wait_for

ALWAYS = RestartPolicy("always")
FAIL_TWICE = RestartPolicy("on-failure", max_retries=2)
OFTEN = 0.05  # seconds between checks


def workload(*argv: bytes, restart: RestartPolicy = ALWAYS, health: HealthCheck | None = None) -> ProcessSpec:
    return ProcessSpec("main", argv, keep=True, role="workload", restart=restart, health=health)


async def main(link: GuestLink) -> GuestSession:
    return next(found for found in await link.sessions() if found.id == "main")


async def take(events: AsyncIterator[GuestEvent], count: int) -> list[GuestEvent]:
    with anyio.fail_after(PATIENCE):
        return [await anext(events) for _ in range(count)]


async def wait_for_health(link: GuestLink, health: Health) -> None:
    async def so() -> bool:
        return (await main(link)).health == health

    await wait_for(so)


async def test_what_fails_is_started_again_in_the_same_session(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        spec = workload(b"sh", b"-c", b"echo up; exit 3", restart=FAIL_TWICE)
        outcome = await finish(await link.exec(spec))
        assert (outcome.output, sorted(outcome.ends), outcome.exit) == (b"up\n" * 3, [1, 2], Exit(code=3))
        failed = Exit(code=3)
        assert await take(link.events(), 4) == [
            WorkloadChanged("main", 0, "backing_off", failed),
            WorkloadChanged("main", 1, "running"),
            WorkloadChanged("main", 1, "backing_off", failed),
            WorkloadChanged("main", 2, "running"),
        ]
        found = await main(link)
        assert (found.running, found.exit, found.restarts) == (False, failed, 2)
        assert (await finish(await link.attach("main"))).output == b"up\n" * 3


async def test_a_good_end_is_an_end_where_only_failures_count(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        outcome = await finish(await link.exec(workload(b"echo", b"done", restart=FAIL_TWICE)))
        assert (outcome.output, outcome.exit) == (b"done\n", Exit(code=0))
        assert (await main(link)).restarts == 0


async def test_a_good_end_is_none_where_it_always_runs(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        process = await link.exec(workload(b"echo", b"up"))
        seen = b""
        while seen.count(b"up\n") < 3:
            seen += await read_until(process, b"up\n")
        assert (await main(link)).running
        await link.signal("main", 15)
        assert (await finish(process)).exit in (Exit(code=0), Exit(signal=15))
        assert not (await main(link)).running


@pytest.mark.parametrize("number", [9, 10, 15])
async def test_what_the_host_asks_to_stop_is_not_started_again(guest: Guest, number: int) -> None:
    async with guest.link(fresh=True) as link:
        spec = ProcessSpec(
            "main", (b"sleep", b"600"), keep=True, role="workload", restart=ALWAYS, stop_signal=10
        )
        process = await link.exec(spec)
        await link.signal("main", number)
        assert (await finish(process)).exit == Exit(signal=number)
        assert (await main(link)).restarts == 0


async def test_another_signal_is_an_end_like_any_other(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.exec(workload(b"sleep", b"600"))
        await link.signal("main", 12)
        (backing_off, running) = await take(link.events(), 2)
        assert backing_off == WorkloadChanged("main", 0, "backing_off", Exit(signal=12))
        assert running == WorkloadChanged("main", 1, "running")
        found = await main(link)
        assert (found.running, found.restarts) == (True, 1)
        await link.signal("main", 9)


async def test_a_terminal_stays_the_same(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        argv = (b"sh", b"-c", b"stty size; exit 1")
        spec = ProcessSpec(
            "main", argv, tty=TerminalSize(24, 80), role="workload", restart=RestartPolicy("on-failure", 1)
        )
        process = await link.exec(spec)
        await process.resize(TerminalSize(30, 90))
        outcome = await finish(process)
        assert outcome.output.endswith(b"30 90\r\n")
        assert (outcome.output.count(b"\r\n"), outcome.ends, outcome.exit) == (2, [1], Exit(code=1))


async def test_nothing_is_started_while_frozen(guest: Guest) -> None:
    if not guest.powers:
        return
    async with guest.link(fresh=True) as link:
        check = HealthCheck(("true",), interval=OFTEN)
        process = await link.exec(workload(b"echo", b"up", health=check))
        await read_until(process, b"up\n")
        await link.freeze()
        before = await main(link)
        for _ in range(30):
            await link.metrics()
        assert (await main(link)).restarts == before.restarts
        await link.thaw()
        await read_until(process, b"up\n")
        await link.signal("main", 9)


async def test_health_follows_the_check(guest: Guest) -> None:
    path = guest.folder + b"/well"
    async with guest.link(fresh=True) as link:
        await link.files.write(path, pieces(b"fine\n"))
        check = HealthCheck(("cat", path.decode()), interval=OFTEN, retries=2)
        await link.exec(workload(b"sleep", b"600", health=check))
        events = link.events()
        assert await take(events, 1) == [HealthChanged("main", "healthy", b"fine\n")]
        await link.files.remove(path)
        (worse,) = await take(events, 1)
        assert isinstance(worse, HealthChanged)
        assert (worse.health, b"well" in worse.output) == ("unhealthy", True)
        assert (await main(link)).health == "unhealthy"
        await link.files.write(path, pieces(b"again\n"))
        assert await take(events, 1) == [HealthChanged("main", "healthy", b"again\n")]
        await link.signal("main", 9)


async def test_failures_at_the_start_do_not_count(guest: Guest) -> None:
    marker = guest.folder + b"/checked"
    async with guest.link(fresh=True) as link:
        script = f"echo checked >{marker.decode()}; exit 1"
        check = HealthCheck(("sh", "-c", script), interval=OFTEN, start_period=600, retries=1)
        await link.exec(workload(b"sleep", b"600", health=check))

        async def checked() -> bool:
            entries = [entry.name async for part in link.files.list(guest.folder) for entry in part]
            return b"checked" in entries

        for _ in range(3):
            await wait_for(checked)
            await link.files.remove(marker)
        assert (await main(link)).health == "starting"
        await link.signal("main", 9)


async def test_a_new_start_is_checked_anew(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        await link.exec(workload(b"sleep", b"600", health=HealthCheck(("true",), interval=OFTEN)))
        await wait_for_health(link, "healthy")
        await link.signal("main", 12)
        told = [event for event in await take(link.events(), 5) if isinstance(event, HealthChanged)]
        assert [event.health for event in told] == ["healthy", "starting", "healthy"]
        await link.signal("main", 9)


async def test_only_a_workload_is_supervised(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        plain = ProcessSpec("s", (b"true",), restart=ALWAYS)
        assert await refusal(link.exec(plain)) == "invalid"
        checked = ProcessSpec("s", (b"true",), health=HealthCheck(("true",)))
        assert await refusal(link.exec(checked)) == "invalid"


async def test_events_end_with_the_link(guest: Guest) -> None:
    async with guest.link(fresh=True) as link:
        pass
    with anyio.fail_after(PATIENCE):
        assert [event async for event in link.events()] == []
