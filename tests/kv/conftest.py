"""A daemon without machines, people there and an app that acts for one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from support.daemons import Living, emptied, living, somebody


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(
        tmp_path_factory.mktemp("daemon"), kv={"keys_per_person": 20, "mib_per_person": 1}
    ) as daemon:
        yield daemon


@pytest.fixture
async def daemon(shared_daemon: Living) -> AsyncIterator[Living]:
    async with emptied(shared_daemon) as daemon:
        yield daemon


@pytest.fixture
async def operator(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        client.base_url = "http://ingle/api/v1/"
        yield client


@pytest.fixture
async def ann(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with somebody(daemon, operator, "Ann") as client:
        yield client


@pytest.fixture
async def bob(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with somebody(daemon, operator, "Bob") as client:
        yield client


@pytest.fixture
async def chess(daemon: Living, ann: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """An app that acts for Ann; its id is in the header X-App."""
    async with _app(daemon, ann, "chess") as client:
        yield client


@pytest.fixture
async def notes(daemon: Living, ann: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Another one."""
    async with _app(daemon, ann, "notes") as client:
        yield client


@asynccontextmanager
async def _app(daemon: Living, ann: httpx.AsyncClient, name: str) -> AsyncIterator[httpx.AsyncClient]:
    made = (await ann.post("apps", json={"name": name, "index_url": "http://localhost:1/"})).json()
    secret = (await ann.post(f"apps/{name}/token")).json()["secret"]
    async with daemon.served.program() as client:
        client.base_url = f"{daemon.served.url}/api/v1/"
        client.headers.update({"Authorization": f"Bearer {secret}", "X-App": made["id"]})
        yield client
