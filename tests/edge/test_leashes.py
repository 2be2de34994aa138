"""WebSockets end with what opened them."""

import json
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from support.daemons import Living, living


async def ended(socket: ClientConnection) -> bool:
    """Wait for the end, which says why."""
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
