"""What the fake agent does on purpose: slowness, refusals, other versions, power off, and a life longer than its links."""

import math
from datetime import timedelta

import anyio
import pytest

from ingle.base.clock import ManualClock
from ingle.drivers.guest import AgentConnector, requests
from ingle.drivers.guest.agent import Agent
from ingle.drivers.guest.fake import FakeAgent, FakeDelays
from ingle.machines.errors import GuestError, GuestLostError
from ingle.machines.model import Exit
from ingle.machines.ports import ProcessSpec
from support.guests import PATIENCE, fake_guest, finish, refusal


async def test_it_may_never_be_ready() -> None:
    async with fake_guest(FakeAgent(delays=FakeDelays(ready=math.inf))) as guest:
        with anyio.move_on_after(0.05) as scope:
            async with guest.link(fresh=True):
                pass
        assert scope.cancelled_caught


async def test_it_may_speak_another_version() -> None:
    agent = FakeAgent()
    agent.version = 9
    async with fake_guest(agent) as guest:
        with pytest.raises(GuestError, match="version 9") as caught:
            async with AgentConnector().open(await guest.connect(), fresh=True):
                pass
        assert caught.value.code == "version"


async def test_it_refuses_what_a_test_wants_refused() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        agent.failures["mkdir"] = "no_space"
        assert await refusal(link.files.mkdir(b"/x")) == "no_space"
        del agent.failures["mkdir"]
        await link.files.mkdir(b"/x")


async def test_processes_sleep_by_its_clock() -> None:
    clock = ManualClock()
    async with fake_guest(FakeAgent(clock=clock)) as guest, guest.link(fresh=True) as link:
        process = await link.exec(ProcessSpec("s", (b"sleep", b"3600")))
        assert (await link.sessions())[0].running
        clock.move(timedelta(hours=1))
        assert (await finish(process)).exit == Exit(code=0)


async def test_it_tells_its_host_of_a_power_off_after_the_answer() -> None:
    agent = FakeAgent()
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("w", (b"sleep", b"600"), role="workload", stop_signal=2))
        await link.power_off(10)
        with anyio.fail_after(PATIENCE):
            await agent.wait_powered_off()
            await link.wait_lost()
        assert agent.powered_off
        with pytest.raises(GuestLostError):
            async with guest.link():
                pass


async def test_what_ignores_its_end_is_cut_off_after_the_grace() -> None:
    clock = ManualClock()
    agent = FakeAgent(clock=clock)
    async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
        await link.exec(ProcessSpec("s", (b"sleep", b"600")))
        agent.sessions.find("s").process.signal = lambda number: None  # type: ignore[method-assign]
        await link.power_off(5)
        await link.sync()
        assert not agent.powered_off
        clock.move(timedelta(seconds=5))
        with anyio.fail_after(PATIENCE):
            await agent.wait_powered_off()


async def test_a_new_channel_takes_the_place_of_the_old() -> None:
    async with fake_guest() as guest, guest.link(fresh=True) as first, guest.link() as second:
        with anyio.fail_after(PATIENCE):
            await first.wait_lost()
        with pytest.raises(GuestLostError):
            await first.sync()
        await second.sync()


async def test_the_flood_of_a_detached_program_stops_nobody() -> None:
    async with fake_guest() as guest:
        async with guest.link(fresh=True) as link:
            await link.exec(ProcessSpec("s", (b"yes",), keep=True))
        async with guest.link() as link:
            assert link.ready.sessions[0].running
            assert (await finish(await link.exec(ProcessSpec("t", (b"true",))))).exit == Exit(code=0)
            await link.signal("s", 9)


async def test_more_streams_than_it_takes_are_refused() -> None:
    async with fake_guest() as guest, guest.link(fresh=True) as link:
        assert isinstance(link, Agent)
        for number in range(1024):
            await link._link.open(requests.Write(b"/%d" % number))
        assert await refusal(link.sync()) == "too_many_streams"


def test_it_outlives_event_loops() -> None:
    agent = FakeAgent()

    async def begin() -> None:
        async with fake_guest(agent) as guest, guest.link(fresh=True) as link:
            await link.exec(ProcessSpec("s", (b"cat",), stdin=True, keep=True))

    async def go_on() -> None:
        agent.tree.remove(b"/test", recursive=True)
        async with fake_guest(agent) as guest, guest.link() as link:
            process = await link.attach("s")
            await process.send_eof()
            assert (await finish(process)).exit == Exit(code=0)

    anyio.run(begin)
    anyio.run(go_on)
