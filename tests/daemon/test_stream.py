"""Events over the WebSocket."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import msgspec
import pytest
from litestar.connection import ASGIConnection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ingle.base.clock import ManualClock
from ingle.daemon.names import SCOPE_EVENTS
from ingle.daemon.stream import stream_routes
from ingle.edge.app import make_app
from ingle.edge.capability import Event
from ingle.edge.identity import Caller
from ingle.runtime.bus import Bus
from ingle.runtime.db import Database
from ingle.runtime.outbox import Outbox, put
from ingle.wire.accounts import User
from support.daemons import Served, served

SCOPES = frozenset({SCOPE_EVENTS, "things:read"})
ANN = User(id="usr_ann", name="ann", admin=False, created_at=datetime(2026, 1, 1, tzinfo=UTC))
PATIENCE = 60.0


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    app_id = connection.query_params.get("app", "")  # by which app she comes
    return Caller("usr_ann", "ann", admin=False, scopes=SCOPES, via="token", app_id=app_id)


@pytest.fixture
def bus() -> Bus:
    return Bus(ManualClock())


@pytest.fixture
async def here(db: Database, bus: Bus, tmp_path: Path) -> AsyncIterator[Served]:
    outbox = Outbox(db=db, bus=bus, clock=ManualClock())
    declared = [
        Event("thing.changed", "", "things:read"),
        Event("tree.changed", "", "things:read", wide=True),
        Event("house.changed", "", "house:rule"),
    ]
    kinds = {event.type: event for event in declared}
    routes = stream_routes(outbox, ManualClock(), kinds)
    async with (
        outbox.following(),
        served(make_app(routes, identify, scopes=[SCOPE_EVENTS]), tmp_path) as here,
    ):
        yield here


async def heard(socket: ClientConnection) -> Any:
    with anyio.fail_after(PATIENCE):
        return json.loads(await socket.recv())


async def keep(db: Database, subject: str, type_: str = "thing.changed", owner: str = "usr_ann") -> None:
    fact = partial(put, type_=type_, owner=owner, subject=subject, at=ManualClock().now(), data=ANN)
    await db.write(fact)


async def test_ones_own_facts_arrive_as_their_views(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events") as socket:
        opened = await heard(socket)
        bus.publish("thing.changed", owner="usr_bob", subject="his")
        bus.publish("house.changed", owner="usr_ann", subject="beyond her scopes")
        bus.publish("nobody.declared", owner="usr_ann", subject="this")
        bus.publish("thing.changed", owner="usr_ann", subject="hers", data=ANN)
        bus.publish("thing.removed", owner="usr_ann", subject="hers")
        bus.publish("thing.changed", owner="usr_ann", subject="empty")
        first, second = await heard(socket), await heard(socket)
    at = "2026-01-01T00:00:00Z"
    assert opened == {"id": 0, "at": at, "type": "events.opened", "subject": "", "data": {}}
    assert first == {
        "id": 0,
        "at": at,
        "type": "thing.changed",
        "subject": "hers",
        "data": json.loads(msgspec.json.encode(ANN)),
    }
    assert (second["subject"], second["data"]) == ("empty", {})


async def test_what_is_kept_is_heard_by_who_comes_back(here: Served, db: Database) -> None:
    async with connect(f"{here.ws_url}/api/v1/events") as socket:
        await heard(socket)
        await keep(db, "one")
        first = await heard(socket)
    assert (first["subject"], first["data"]["name"]) == ("one", "ann")
    await keep(db, "his", owner="usr_bob")
    await keep(db, "beyond her scopes", type_="house.changed")
    await keep(db, "two")
    async with connect(f"{here.ws_url}/api/v1/events?after={first['id']}") as socket:
        opened, second = await heard(socket), await heard(socket)
        await keep(db, "three")
        third = await heard(socket)
    assert opened["id"] == first["id"]
    assert [second["subject"], third["subject"]] == ["two", "three"]
    assert first["id"] < second["id"] < third["id"]


async def refused(socket: ClientConnection) -> tuple[str, int | None]:
    """What a socket is told that is closed then."""
    told = await heard(socket)
    with anyio.fail_after(PATIENCE), pytest.raises(ConnectionClosed):
        await socket.recv()
    return told["problem"]["code"], socket.close_code


async def test_who_asks_for_what_is_forgotten_is_told(here: Served) -> None:
    async with connect(f"{here.ws_url}/api/v1/events?after=99") as socket:
        assert await refused(socket) == ("events_forgotten", 4507)


async def test_who_hangs_up_is_forgotten(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events"):
        assert len(bus._subscriptions) == 1
    with anyio.fail_after(PATIENCE):
        while bus._subscriptions:
            await anyio.lowlevel.checkpoint()


async def test_who_is_too_slow_is_told_that_events_were_missed(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events") as socket:
        await heard(socket)
        for number in range(2000):  # more than the queue holds, before anybody gets to read
            bus.publish("thing.changed", owner="usr_ann", subject=str(number))
        assert await refused(socket) == ("events_missed", 4507)


async def test_many_windows_hear_the_same_and_are_forgotten_when_they_go(
    here: Served, db: Database, bus: Bus
) -> None:
    hearing: list[str] = []

    async def window() -> None:
        async with connect(f"{here.ws_url}/api/v1/events") as socket:
            await heard(socket)
            ready.append(None)
            if len(ready) == 100:
                all_ready.set()
            hearing.append((await heard(socket))["subject"])

    ready: list[None] = []
    all_ready = anyio.Event()
    async with anyio.create_task_group() as group:
        for _ in range(100):
            group.start_soon(window)
        with anyio.fail_after(PATIENCE):
            await all_ready.wait()
        await keep(db, "all")
    assert hearing == ["all"] * 100
    with anyio.fail_after(PATIENCE):
        while bus._subscriptions:
            await anyio.lowlevel.checkpoint()


async def test_an_app_does_not_hear_what_was_not_granted_to_it(here: Served, bus: Bus) -> None:
    url = f"{here.ws_url}/api/v1/events"
    async with connect(url) as person, connect(f"{url}?app=app_chess") as app:
        for socket in (person, app):
            await heard(socket)
        bus.publish("tree.changed", owner="usr_ann", subject="hers")
        bus.publish("thing.changed", owner="usr_ann", subject="both")
        assert [(await heard(person))["subject"] for _ in range(2)] == ["hers", "both"]
        assert (await heard(app))["subject"] == "both"
