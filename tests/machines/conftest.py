"""A town of fakes over one database. (The store's own contract runs on both.)"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.connection import ASGIConnection
from websockets.asyncio.client import connect

from ingle.edge.app import App, make_app
from ingle.edge.identity import Caller
from ingle.machines.capability import MACHINES
from ingle.machines.service import MachineService
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
    with _serving(daemon.machines) as app:
        async with served(app, tmp_path) as here, here.program() as client:
            client.headers["Authorization"] = "Bearer ann"
            client.base_url = httpx.URL(f"{here.url}/api/v1")
            yield Doors(here, daemon, client)


class _Standing:
    """Stands for the service of the test that runs, and before there is one for what it will have.

    Handlers are made once with it: to make them takes longer than most tests.
    """

    def __init__(self, who: Callable[[], Any]) -> None:
        self._who = who

    def __getattr__(self, name: str) -> Any:
        who = self._who()
        return _Standing(lambda: getattr(self._who(), name)) if who is None else getattr(who, name)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._who()(*arguments, **named)


_here: list[MachineService] = []


@contextmanager
def _serving(service: MachineService) -> Iterator[App]:
    app = _app()
    _here.append(service)
    yield app
    _here.pop()


@cache
def _app() -> App:
    service: Any = _Standing(lambda: _here[-1] if _here else None)
    return make_app(MACHINES.routes(service), _identify, scopes=[scope.name for scope in MACHINES.scopes])
