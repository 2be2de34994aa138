"""A daemon with an extension that keeps entities, people there and an app that acts for one."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.boxes import box_installed
from support.daemons import Living, emptied, living, somebody


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    with box_installed():
        async with living(tmp_path_factory.mktemp("daemon")) as daemon:
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
