"""A daemon without machines, and ways to be there."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from support.daemons import Living, living


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path) as daemon:
        yield daemon


@pytest.fixture
async def operator(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        yield client


@pytest.fixture
async def browser(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    """Logged in as admin."""
    async with daemon.served.browser() as client:
        answer = await client.post("/api/v1/login", json={"name": "admin", "password": daemon.password})
        assert answer.status_code == 200
        yield client


@pytest.fixture
async def ann(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Logged in as Ann, who is no admin."""
    made = await operator.post("/api/v1/users", json={"name": "Ann", "password": "correct horse"})
    assert made.status_code == 201
    async with daemon.served.browser() as client:
        await client.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
        yield client
