"""A daemon without machines, and people who come as the contract's clients do: with a token."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.daemons import Living, emptied, living
from support.puter import person, token_for


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    """For all tests of a file; one that wants other settings has its own of this name."""
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
async def nobody(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.program() as client:
        yield client


@pytest.fixture
async def ann(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with person(daemon, await token_for("ann", operator)) as client:
        yield client


@pytest.fixture
async def bob(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    async with person(daemon, await token_for("bob", operator)) as client:
        yield client
