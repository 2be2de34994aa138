"""Events over the WebSocket."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import anyio
import pytest
from litestar.connection import ASGIConnection
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from ingle.base.clock import ManualClock
from ingle.daemon.names import SCOPE_EVENTS
from ingle.daemon.stream import stream_routes
from ingle.edge.app import make_app
from ingle.edge.identity import Caller
from ingle.runtime.bus import Bus
from ingle.wire.accounts import User
from support.daemons import Served, served

SCOPES = frozenset({SCOPE_EVENTS, "things:read"})
ANN = User(id="usr_ann", name="ann", admin=False, created_at=datetime(2026, 1, 1, tzinfo=UTC))


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    return Caller("usr_ann", "ann", admin=False, scopes=SCOPES, via="token")


@pytest.fixture
def bus() -> Bus:
    return Bus(ManualClock())


@pytest.fixture
async def here(bus: Bus, tmp_path: Path) -> AsyncIterator[Served]:
    routes = stream_routes(bus, {"thing.changed": "things:read", "house.changed": "house:rule"})
    async with served(make_app(routes, identify, scopes=[SCOPE_EVENTS]), tmp_path) as here:
        yield here


async def test_ones_own_facts_arrive_as_their_views(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events") as socket:
        bus.publish("thing.changed", owner="usr_bob", subject="his")
        bus.publish("house.changed", owner="usr_ann", subject="beyond her scopes")
        bus.publish("nobody.declared", owner="usr_ann", subject="this")
        bus.publish("thing.changed", owner="usr_ann", subject="hers", data=ANN)
        bus.publish("thing.removed", owner="usr_ann", subject="hers")
        bus.publish("thing.changed", owner="usr_ann", subject="empty")
        first, second = json.loads(await socket.recv()), json.loads(await socket.recv())
    assert first == {
        "id": 4,
        "at": "2026-01-01T00:00:00Z",
        "type": "thing.changed",
        "subject": "hers",
        "data": {"id": "usr_ann", "name": "ann", "admin": False, "created_at": "2026-01-01T00:00:00Z"},
    }
    assert (second["subject"], second["data"]) == ("empty", {})


async def test_who_hangs_up_is_forgotten(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events"):
        assert len(bus._subscriptions) == 1
    with anyio.fail_after(5):
        while bus._subscriptions:
            await anyio.lowlevel.checkpoint()


async def test_who_is_too_slow_is_told_that_events_were_missed(here: Served, bus: Bus) -> None:
    async with connect(f"{here.ws_url}/api/v1/events") as socket:
        for number in range(2000):  # more than the queue holds, before anybody gets to read
            bus.publish("thing.changed", owner="usr_ann", subject=str(number))
        failed = json.loads(await socket.recv())
        assert failed["problem"]["code"] == "events_missed"
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4507
