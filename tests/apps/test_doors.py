"""Apps through the SDK and the command line."""

import json
import os
import sys

import anyio
import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import NotFoundError
from ingle.wire.apps import AppCreate, AppUpdate
from support.daemons import Living


@pytest.fixture
async def token(operator: httpx.AsyncClient) -> str:
    secret: str = (await operator.post("tokens", json={"name": "sdk"})).json()["secret"]
    return secret


async def test_the_sdk_registers_finds_and_ends(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        made = await ingle.apps.create(
            AppCreate(name="chess", index_url="http://localhost:1/", types=[".pgn"])
        )
        await ingle.apps.update("chess", AppUpdate(visibility="listed"))
        assert [app.id for app in await ingle.apps.store("CHESS")] == [made.id]
        assert (await ingle.apps.install("chess")).installed
        await ingle.apps.uninstall("chess")
        await ingle.apps.set_default(".pgn", "chess")
        assert [app.name for app in await ingle.apps.openers("a.pgn")] == ["chess"]
        await ingle.apps.set_default(".pgn", None)
        given = await ingle.apps.token("chess")
        async with AsyncIngle(daemon.served.url, given.secret) as acting:
            assert (await acting.me()).via == "app"
        await ingle.apps.end_tokens("chess")
        await ingle.apps.remove("chess")
        assert await ingle.apps.list() == []
        with pytest.raises(NotFoundError):
            await ingle.apps.get("chess")


async def test_the_command_line(daemon: Living, token: str) -> None:
    place = {**os.environ, "INGLE_URL": daemon.served.url, "INGLE_TOKEN": token}

    async def run(*words: str) -> str:
        done = await anyio.run_process([sys.executable, "-m", "ingle.cli.main", *words], env=place)
        return done.stdout.decode()

    assert json.loads(await run("app", "create", "chess", "http://localhost:1/", "--json"))["name"] == "chess"
    assert "chess" in await run("app", "ls")
    assert json.loads(await run("app", "inspect", "chess"))["visibility"] == "private"
    assert (await run("app", "token", "chess")).count(".") == 2
    await run("app", "revoke", "chess")
    await run("app", "rm", "chess")
    assert json.loads(await run("app", "ls", "--json")) == []
