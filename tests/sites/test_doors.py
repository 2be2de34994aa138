"""Sites through the SDK and the command line."""

import json

import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import NotFoundError
from ingle.wire.sites import SiteUpdate
from support.command_line import CommandLine
from support.daemons import Living


@pytest.fixture
async def token(operator: httpx.AsyncClient) -> str:
    secret: str = (await operator.post("tokens", json={"name": "sdk"})).json()["secret"]
    return secret


async def test_the_sdk_publishes_and_takes_back(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        made = await ingle.sites.create("blog", "~/Documents", private=True)
        assert [one.id for one in await ingle.sites.list("~/Documents")] == [made.id]
        assert (await ingle.sites.visit("blog")).path.startswith("/sites/blog~")
        assert not (await ingle.sites.update(made.id, SiteUpdate(private=False))).private
        await ingle.sites.remove("blog")
        assert await ingle.sites.list() == []
        with pytest.raises(NotFoundError):
            await ingle.sites.get("blog")


async def test_the_command_line(daemon: Living, token: str) -> None:
    run = CommandLine(daemon.served.url, token)
    assert json.loads(await run("site", "create", "blog", "~/Documents", "--json"))["name"] == "blog"
    assert "/sites/blog/" in await run("site", "ls")
    assert json.loads(await run("site", "set", "blog", "--private", "--json"))["private"] is True
    assert (await run("site", "visit", "blog")).startswith("/sites/blog~")
    await run("site", "rm", "blog")
    assert json.loads(await run("site", "ls", "--json")) == []
