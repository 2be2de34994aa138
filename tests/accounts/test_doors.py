"""Groups, grants, links and permissions through the SDK and the command line."""

import json

import anyio
import anyio.to_thread
import httpx
import pytest

from ingle.sdk import Ingle
from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import NotFoundError
from ingle.wire.apps import AppCreate
from ingle.wire.sharing import GrantUpdate
from support.command_line import CommandLine
from support.daemons import Living


@pytest.fixture
async def token(operator: httpx.AsyncClient, ann: httpx.AsyncClient) -> str:
    """Of Ann, who has an app."""
    secret: str = (await ann.post("/api/v1/tokens", json={"name": "sdk"})).json()["secret"]
    await operator.post("/api/v1/users", json={"name": "bob", "password": "correct horse"})
    return secret


async def test_the_sdk_shares_and_shares_no_longer(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        await ingle.apps.create(AppCreate(name="chess", index_url="http://localhost:1/"))
        team = await ingle.groups.create("team")
        assert [member.name for member in (await ingle.groups.add("team", "bob")).members] == ["bob"]
        assert (await ingle.groups.rename("team", "crew")).id == team.id
        given = await ingle.grants.give("app", "chess", "crew", "read", to_kind="group", note="n")
        assert (given.holder.name, given.note) == ("crew", "n")
        changed = await ingle.grants.change(given.id, GrantUpdate(mode="write"))
        assert (changed.mode, changed.note) == ("write", "n")
        assert await ingle.grants.on("app", "chess") == await ingle.grants.issued() == [changed]
        assert await ingle.grants.received() == []
        made = await ingle.links.create("app", "chess")
        assert await ingle.links.list("app", "chess") == [made.link]
        async with AsyncIngle(daemon.served.url, made.secret) as visitor:
            assert (await visitor.links.opened()).name == "chess"
        await ingle.permissions.permit("chess", ["driver:kv"])
        acting = await ingle.apps.token("chess")
        async with AsyncIngle(daemon.served.url, acting.secret) as app:
            assert await app.permissions.check(["driver:kv", "x"]) == {"driver:kv": True, "x": False}
        await ingle.permissions.withdraw("chess", ["*"])
        assert (await ingle.permissions.list()).given == []
        for grant in (given.id, made.link.grant_id):
            await ingle.grants.revoke(grant)
        await ingle.groups.take_out("crew", "bob")
        await ingle.groups.remove("crew")
        assert (await ingle.groups.list(), await ingle.grants.issued()) == ([], [])
        with pytest.raises(NotFoundError):
            await ingle.groups.get("crew")


async def test_the_synchronous_sdk_does_the_same(daemon: Living, token: str) -> None:
    def use() -> None:
        with Ingle(daemon.served.url, token) as ingle:
            assert ingle.groups.create("team").mine
            assert [group.name for group in ingle.groups.list()] == ["team"]
            assert ingle.tokens.create("narrow", restricted=True).token.restricted
            assert (ingle.grants.issued(), ingle.permissions.list().given) == ([], [])
            with pytest.raises(NotFoundError):
                ingle.links.list("app", "nothing")

    await anyio.to_thread.run_sync(use)


async def test_the_command_line(daemon: Living, token: str) -> None:
    told = CommandLine(daemon.served.url, token)

    async def run(*words: str) -> str:
        return (await told(*words)).strip()

    await run("app", "create", "chess", "http://localhost:1/")
    assert await run("group", "create", "team") == "team"
    assert await run("group", "add", "team", "bob") == "bob"
    assert "bob" in await run("group", "ls")
    grant = await run("share", "with", "team", "chess", "--to", "group", "--mode", "write", "--days", "7")
    assert json.loads(await run("share", "ls", "--json"))[0]["id"] == grant
    assert "group team" in await run("share", "ls", "chess")
    made = json.loads(await run("link", "create", "chess", "--note", "press", "--json"))
    assert "press" in await run("link", "ls", "chess")
    assert (
        await run("share", "revoke", grant, made["link"]["grant_id"])
        == f"{grant}\n{made['link']['grant_id']}"
    )
    assert await run("share", "ls") == ""
    assert await run("group", "rename", "team", "crew") == "crew"
    assert await run("group", "take-out", "crew", "bob") == "bob"
    assert await run("group", "rm", "crew") == "crew"
    await run("files", "mkdir", "~/Documents/plans")
    await run("share", "with", "bob", "~/Documents/plans", "--mode", "write")
    assert "plans" in await run("share", "ls", "~/Documents/plans")
    assert (await run("link", "create", "/Ann/Documents/plans")).startswith("ingle_link_")
