"""WebSockets end with what opened them."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from litestar.connection import ASGIConnection
from litestar.response import Stream
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ingle.edge.app import make_app
from ingle.edge.identity import Caller
from ingle.edge.leashes import Leashes
from ingle.edge.routes import SIGNED_IN, get
from support.daemons import Living, Served, living, served


async def ended(socket: ClientConnection) -> bool:
    """Wait for the end, which says why."""
    assert json.loads(await socket.recv())["type"] == "events.opened"
    assert json.loads(await socket.recv())["problem"]["code"] == "unauthenticated"
    with pytest.raises(ConnectionClosed):
        await socket.recv()
    return socket.close_code == 4401


async def login(daemon: Living, client: httpx.AsyncClient) -> dict[str, str]:
    """The headers of a page's WebSocket."""
    answer = await client.post("/api/v1/login", json={"name": "admin", "password": daemon.password})
    return {"Cookie": f"ingle_session={answer.cookies['ingle_session']}", "Origin": daemon.served.url}


async def test_a_logout_ends_its_sockets_and_no_others(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.browser() as one, daemon.served.browser() as two:
        events = f"{daemon.served.ws_url}/api/v1/events"
        async with (
            connect(events, additional_headers=await login(daemon, one)) as first,
            connect(events, additional_headers=await login(daemon, two)) as second,
        ):
            await one.post("/api/v1/logout")
            assert await ended(first)
            assert second.close_code is None
            await two.post("/api/v1/users", json={"name": "bob", "password": "correct horse"})
            change = {"old": daemon.password, "new": "another password"}
            assert (await two.post("/api/v1/me/password", json=change)).status_code == 204
            assert second.close_code is None


async def test_a_revoked_token_ends_its_sockets(tmp_path: Path) -> None:
    async with living(tmp_path) as daemon, daemon.served.operator() as operator:
        made = (await operator.post("/api/v1/tokens", json={"name": "t"})).json()
        headers = {"Authorization": f"Bearer {made['secret']}"}
        async with connect(f"{daemon.served.ws_url}/api/v1/events", additional_headers=headers) as socket:
            await operator.delete(f"/api/v1/tokens/{made['token']['id']}")
            assert await ended(socket)


@pytest.fixture
async def streaming(tmp_path: Path) -> AsyncIterator[tuple[Served, Leashes]]:
    """An application whose one answer never ends by itself, and one that says how long it will be."""

    async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
        return Caller("usr_ann", "ann", admin=False, scopes=frozenset(), via="token", credential_id="tok_1")

    async def endless() -> AsyncIterator[bytes]:
        yield b"first"
        await anyio.sleep_forever()

    @get("/endless", scope=SIGNED_IN)
    async def follow() -> Stream:
        return Stream(endless())

    @get("/measured", scope=SIGNED_IN)
    async def measured() -> Stream:
        return Stream(endless(), headers={"content-length": "100"})

    leashes = Leashes()
    async with served(make_app([follow, measured], identify, scopes=[], leashes=leashes), tmp_path) as here:
        yield here, leashes


async def test_an_endless_answer_ends_properly_when_the_daemon_stops(
    streaming: tuple[Served, Leashes],
) -> None:
    here, leashes = streaming
    async with here.program() as client, client.stream("GET", "/api/v1/endless") as answer:
        parts = answer.aiter_bytes()
        assert await anext(parts) == b"first"
        leashes.end_streams()
        assert [part async for part in parts] == []


async def test_an_endless_answer_ends_with_its_token(streaming: tuple[Served, Leashes]) -> None:
    here, leashes = streaming
    async with here.program() as client, client.stream("GET", "/api/v1/endless") as answer:
        parts = answer.aiter_bytes()
        assert await anext(parts) == b"first"
        leashes.cut(lambda caller: caller.credential_id == "tok_2")
        leashes.cut(lambda caller: caller.credential_id == "tok_1")
        assert [part async for part in parts] == []


async def test_an_answer_of_known_length_is_left_to_end(streaming: tuple[Served, Leashes]) -> None:
    here, leashes = streaming
    async with here.program() as client, client.stream("GET", "/api/v1/measured") as answer:
        assert await anext(answer.aiter_bytes()) == b"first"
        leashes.end_streams()
        assert [leash.open_ended for leash in leashes._held] == [False]
        [leash] = leashes._held
        leash.scope.cancel()
