"""What an agent tells unasked: in order, bounded, believed only when it makes sense, and over with the link."""

import anyio
import pytest

from ingle.drivers.guest.events import MOST, Events
from ingle.drivers.guest.messages import Event, ExitStatus, pack
from ingle.machines.model import Exit
from ingle.machines.ports import HealthChanged, WorkloadChanged

BACKING_OFF = Event(event="workload", session="w", restarts=3, state="backing_off", exit=ExitStatus(code=1))


async def test_events_come_in_order_and_end() -> None:
    events = Events()
    events.put(pack(BACKING_OFF))
    events.put(pack(Event(event="health", session="w", health="unhealthy", output=b"no")))
    events.end()
    assert [event async for event in events] == [
        WorkloadChanged("w", 3, "backing_off", Exit(code=1)),
        HealthChanged("w", "unhealthy", b"no"),
    ]


async def test_a_reader_that_waits_is_woken() -> None:
    events = Events()
    seen: list[object] = []

    async def read() -> None:
        seen.extend([event async for event in events])

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(read)
        await anyio.lowlevel.checkpoint()
        events.put(pack(BACKING_OFF))
        events.end()
    assert len(seen) == 1


async def test_the_newest_are_kept() -> None:
    events = Events()
    for number in range(MOST + 10):
        events.put(pack(Event(event="workload", session="w", restarts=number, state="running")))
    events.end()
    kept = [event.restarts async for event in events if isinstance(event, WorkloadChanged)]
    assert kept == list(range(10, MOST + 10))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        pack(Event(event="powering_off")),
        pack(Event(event="workload", session="w")),
        pack(Event(event="health")),
        pack(Event(event="workload", session="w", state="running", exit=ExitStatus(code=1, signal=2))),
        b"\x82\xa5event\xa6health\xa6health\xa4fine",
    ],
)
async def test_what_makes_no_sense_is_left_out(payload: bytes) -> None:
    events = Events()
    events.put(payload)
    events.end()
    assert [event async for event in events] == []
