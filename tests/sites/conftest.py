"""A daemon without machines, and people there."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.daemons import Living, emptied, living, somebody


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon"), sites={"per_person": 3}) as daemon:
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
