"""A daemon without machines, and ways to be there."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.daemons import Living, emptied, living


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


@pytest.fixture
async def daemon(shared_daemon: Living) -> AsyncIterator[Living]:
    async with emptied(shared_daemon) as daemon:
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
    async with daemon.served.operator() as operator:  # the admin is the same one for the next test
        for token in (await operator.get("/api/v1/tokens")).json()["items"]:
            await operator.delete(f"/api/v1/tokens/{token['id']}")


@pytest.fixture
async def ann(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Logged in as Ann, who is no admin."""
    made = await operator.post("/api/v1/users", json={"name": "Ann", "password": "correct horse"})
    assert made.status_code == 201
    async with daemon.served.browser() as client:
        await client.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
        yield client
