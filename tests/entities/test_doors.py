"""Entities through the SDK and the command line."""

import json
import os
import sys

import anyio
import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import NotFoundError
from support.daemons import Living


@pytest.fixture
async def token(ann: httpx.AsyncClient) -> str:
    secret: str = (await ann.post("tokens", json={"name": "sdk"})).json()["secret"]
    return secret


async def test_the_sdk(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        assert [one.name for one in await ingle.entities.collections()] == ["box.notes", "box.tasks"]
        made = await ingle.entities.create("box.tasks", {"title": "tea", "stars": 3})
        await ingle.entities.create("box.tasks", {"title": "milk"})
        assert await ingle.entities.list("box.tasks", {"stars": {"gte": 3}}) == [made]
        newest = await ingle.entities.list("box.tasks", newest=True)
        assert {one.value["title"] for one in newest} == {"milk", "tea"}
        changed = await ingle.entities.update("box.tasks", made.id, {"done": True})
        assert await ingle.entities.get("box.tasks", made.id) == changed
        await ingle.entities.remove("box.tasks", made.id)
        with pytest.raises(NotFoundError):
            await ingle.entities.get("box.tasks", made.id)


async def test_the_command_line(daemon: Living, token: str) -> None:
    place = {**os.environ, "INGLE_URL": daemon.served.url, "INGLE_TOKEN": token}

    async def run(*words: str) -> str:
        argv = [sys.executable, "-m", "ingle.cli.main", "entity", *words]
        done = await anyio.run_process(argv, env=place)
        return done.stdout.decode()

    assert "box.tasks" in await run("collections")
    identity = (await run("create", "box.tasks", '{"title": "tea", "stars": 3}')).strip()
    assert json.loads(await run("inspect", "box.tasks", identity))["value"]["title"] == "tea"
    assert "tea" in await run("ls", "box.tasks", "--where", '{"stars": {"gte": 3}}')
    changed = json.loads(await run("set", "box.tasks", identity, '{"done": true}', "--json"))
    assert changed["value"]["done"] is True
    await run("rm", "box.tasks", identity)
    assert json.loads(await run("ls", "box.tasks", "--json")) == []
