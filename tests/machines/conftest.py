"""A town of fakes over one database. (The store's own contract runs on both.)"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.connection import ASGIConnection
from websockets.asyncio.client import connect

from ingle.edge.app import make_app
from ingle.edge.identity import Caller
from ingle.machines.capability import MACHINES
from ingle.runtime.db import Database
from support.daemons import Served, served
from support.machines import Daemon, Town


@pytest.fixture
def town(any_db: Database, tmp_path: Path) -> Town:
    return Town(any_db, tmp_path / "data")


@pytest.fixture
async def daemon(town: Town) -> AsyncIterator[Daemon]:
    async with town.daemon() as daemon:
        yield daemon


async def _identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller | None:
    name = connection.headers.get("authorization", "").removeprefix("Bearer ")
    return Caller(f"usr_{name}", name, admin=False, scopes=frozenset({"*"}), via="token") if name else None


@dataclass(frozen=True)
class Doors:
    """The machines' endpoints on the real server."""

    served: Served
    daemon: Daemon
    ann: httpx.AsyncClient

    def socket(self, path: str, *, name: str = "ann") -> connect:
        headers = {"Authorization": f"Bearer {name}"}
        return connect(
            f"{self.served.ws_url}/api/v1/machines{path}", additional_headers=headers, max_size=None
        )


@pytest.fixture
async def doors(daemon: Daemon, tmp_path: Path) -> AsyncIterator[Doors]:
    app = make_app(
        MACHINES.routes(daemon.machines), _identify, scopes=[scope.name for scope in MACHINES.scopes]
    )
    async with served(app, tmp_path) as here, here.program() as client:
        client.headers["Authorization"] = "Bearer ann"
        client.base_url = httpx.URL(f"{here.url}/api/v1")
        yield Doors(here, daemon, client)
