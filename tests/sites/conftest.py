"""A daemon without machines, and people there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from support.daemons import Living, living


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path, sites={"per_person": 3}) as daemon:
        yield daemon


@pytest.fixture
async def operator(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        client.base_url = "http://ingle/api/v1/"
        yield client


@asynccontextmanager
async def _person(daemon: Living, operator: httpx.AsyncClient, name: str) -> AsyncIterator[httpx.AsyncClient]:
    await operator.post("users", json={"name": name, "password": "correct horse"})
    async with daemon.served.browser() as client:
        client.base_url = f"{daemon.served.url}/api/v1/"
        answer = await client.post("login", json={"name": name, "password": "correct horse"})
        assert answer.status_code == 200
        yield client


@pytest.fixture
async def ann(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with _person(daemon, operator, "Ann") as client:
        yield client


@pytest.fixture
async def bob(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with _person(daemon, operator, "Bob") as client:
        yield client
