"""Several byte stores in a whole daemon: what goes where, and what a person is told when a store is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from ingle.files.settings import FileSettings, S3Settings
from support.buckets import SECRET
from support.daemons import living
from support.house import free_port
from support.stores import are_far

SMALL, MEDIUM, LARGE = b"x" * 1000, b"y" * 50_000, b"z" * 200_000


@asynccontextmanager
async def daemon(folder: Path, bucket: S3Settings) -> AsyncIterator[httpx.AsyncClient]:
    files = FileSettings(stores={"far": replace(bucket, from_bytes=100_000)})
    async with living(folder, files=files) as daemon, daemon.served.operator() as client:
        client.timeout = httpx.Timeout(120)
        yield client


async def put(client: httpx.AsyncClient, path: str, data: bytes) -> httpx.Response:
    return await client.put("/api/v1/files", params={"path": path}, content=data)


async def get(client: httpx.AsyncClient, path: str) -> httpx.Response:
    return await client.get("/api/v1/files", params={"path": path})


async def test_a_run_keeps_things_where_it_was_told(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Otherwise `--stores` would show what it shows anyway."""
    async with living(tmp_path) as daemon, daemon.served.operator() as client:
        assert (await put(client, "~/large", LARGE)).status_code == 201
        assert (await get(client, "~/large")).content == LARGE
        here = {each.name for each in tmp_path.iterdir()}
    assert ("files" in here, "ingle.db" in here) == (not are_far(request.config),) * 2


async def test_what_is_large_goes_far_away_and_comes_back(tmp_path: Path, bucket: S3Settings) -> None:
    async with daemon(tmp_path, bucket) as client:
        for name, data in {"small": SMALL, "medium": MEDIUM, "large": LARGE}.items():
            assert (await put(client, f"~/{name}", data)).status_code == 201
            assert (await get(client, f"~/{name}")).content == data
        part = await client.get("/api/v1/files", params={"path": "~/large"}, headers={"Range": "bytes=-5"})
        assert (part.status_code, part.content) == (206, b"z" * 5)
        on_disk = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
        assert [each.stat().st_size for each in on_disk] == [len(MEDIUM)]


async def test_a_store_that_is_away_is_a_problem_of_what_lies_there(
    tmp_path: Path, bucket: S3Settings
) -> None:
    async with daemon(tmp_path, bucket) as client:
        await put(client, "~/near", MEDIUM)
        await put(client, "~/far", LARGE)
    away = replace(bucket, endpoint=f"http://127.0.0.1:{free_port()}")
    async with daemon(tmp_path, away) as client:
        for answer in (await get(client, "~/far"), await put(client, "~/far", LARGE[1:])):
            assert answer.status_code == 503
            assert answer.json()["code"] == "byte_store_unavailable"
            assert "the store far cannot be reached" in answer.json()["detail"]
            assert SECRET not in answer.text
        assert (await put(client, "~/new", LARGE)).status_code == 503
        assert (await client.get("/api/v1/files/stat", params={"path": "~/new"})).status_code == 404
        assert (await get(client, "~/near")).content == MEDIUM
        assert (await put(client, "~/near", SMALL)).status_code == 200
    async with daemon(tmp_path, bucket) as client:
        assert (await get(client, "~/far")).content == LARGE
