"""The real ASGI server, and whole daemons without machines, inside the test's own event loop."""

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import anyio
import httpx
from litestar.types import ASGIApp
from pydantic import IPvAnyNetwork

from ingle.daemon.server import Server, listen_operator, listen_tcp, make_server
from ingle.daemon.settings import Settings
from ingle.daemon.wiring import House, build
from support.cheap import cheap_passwords
from support.databases import migrated_sqlite
from support.furnished import ReadyMaker
from support.stores import staying

NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Whom clients trust here: there is no TLS, and to read whom the host trusts costs more than most tests do."""

PATIENCE = 60.0
"""Seconds for which clients wait for an answer: the host may have a lot to do."""


@dataclass(frozen=True)
class Served:
    port: int
    socket: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}"

    def browser(self) -> httpx.AsyncClient:
        """A client over TCP that sends what a page of this host would."""
        return httpx.AsyncClient(
            base_url=self.url, headers={"Origin": self.url}, verify=NOBODY, timeout=PATIENCE
        )

    def program(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, verify=NOBODY, timeout=PATIENCE)

    def operator(self) -> httpx.AsyncClient:
        """A client over the Unix socket."""
        transport = httpx.AsyncHTTPTransport(uds=str(self.socket), verify=NOBODY)
        return httpx.AsyncClient(base_url="http://ingle", transport=transport, timeout=PATIENCE)


@asynccontextmanager
async def served(
    app: ASGIApp, folder: Path, *, trusted_proxies: Sequence[IPvAnyNetwork] = ()
) -> AsyncIterator[Served]:
    """The application on a free TCP port and a Unix socket; leaving stops it and fails if a connection stays."""
    listener = listen_tcp("127.0.0.1:0")
    assert listener is not None
    port = listener.getsockname()[1]
    server: Server = make_server(app, stop_seconds=2, trusted_proxies=trusted_proxies)
    sockets = [listener, listen_operator(folder / "ingle.sock")]
    async with anyio.create_task_group() as group:
        group.start_soon(lambda: server.serve(sockets=sockets))
        yield Served(port, folder / "ingle.sock")
        server.should_exit = True
    assert not server.server_state.connections
    assert not server.server_state.tasks


@dataclass(frozen=True)
class Living:
    served: Served
    house: House
    password: str  # of admin
    database_url: str


@asynccontextmanager
async def living(folder: Path, **settings: object) -> AsyncIterator[Living]:
    """A daemon with the fake engine on its own data directory."""
    folder.mkdir(exist_ok=True)
    with staying(folder) as place:
        told = place.settings(settings)
        database = folder / "ingle.db"
        if not told["database_url"] and not database.exists():  # its first start need not migrate
            database.write_bytes(migrated_sqlite())
        values = {"data_dir": folder, "desktop_dir": folder / "desktop", "engine": "fake", **told}
        made = Settings(**values)  # type: ignore[arg-type] # the test's own words
        async with build(made, passwords=cheap_passwords(), maker=ReadyMaker()) as house:
            password = await house.people.accounts.make_first_admin()
            async with served(house.app, folder, trusted_proxies=made.trusted_proxies) as here:
                yield Living(here, house, password or "", made.sqlalchemy_url)


@asynccontextmanager
async def somebody(
    daemon: Living, operator: httpx.AsyncClient, name: str
) -> AsyncIterator[httpx.AsyncClient]:
    """A new person's browser at the API, logged in; `operator` is at the API too."""
    made = await operator.post("users", json={"name": name, "password": "correct horse"})
    assert made.status_code == 201, made.text
    async with daemon.served.browser() as client:
        client.base_url = f"{daemon.served.url}/api/v1/"
        answer = await client.post("login", json={"name": name, "password": "correct horse"})
        assert answer.status_code == 200, answer.text
        yield client


@asynccontextmanager
async def emptied(daemon: Living) -> AsyncIterator[Living]:
    """A daemon that tests share, for one of them: who came meanwhile is sent away, and all that is theirs is gone before this ends.

    What the admin made stays, so does what is counted for an address; who minds takes a daemon of their own.
    """
    yield daemon
    async with daemon.served.operator() as operator:
        people = (await operator.get("/api/v1/users", params={"limit": 100})).json()["items"]
        for one in people:
            if one["name"] != "admin":
                gone = await operator.delete(f"/api/v1/users/{one['id']}")
                assert gone.status_code == 204, gone.text
    await daemon.house.people.removal.sweep()
