"""A daemon without machines, and people who come as the contract's clients do: with a token."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from support.daemons import Living, living
from support.puter import person, token_for


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Living]:
    async with living(tmp_path) as daemon:
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
