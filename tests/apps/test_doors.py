"""Apps through the SDK and the command line."""

import json
from pathlib import Path

import click
import httpx
import pytest

from ingle.cli.commands.app_folders import manifest_of
from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import NotFoundError
from ingle.wire.apps import AppCreate, AppUpdate
from support.command_line import CommandLine
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
    run = CommandLine(daemon.served.url, token)
    assert json.loads(await run("app", "create", "chess", "http://localhost:1/", "--json"))["name"] == "chess"
    assert "chess" in await run("app", "ls")
    assert json.loads(await run("app", "inspect", "chess"))["visibility"] == "private"
    assert (await run("app", "token", "chess")).count(".") == 2
    await run("app", "revoke", "chess")
    await run("app", "rm", "chess")
    assert json.loads(await run("app", "ls", "--json")) == []


async def test_a_folder_becomes_an_app(daemon: Living, token: str, tmp_path: Path) -> None:
    folder = tmp_path / "Notes"
    (folder / "parts").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>one")
    (folder / "parts" / "a.js").write_text("1")
    (folder / "old.js").write_text("2")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder / "icon.svg").write_text("<svg/>")
    said = {"title": "My notes", "types": [".txt"], "icon": "icon.svg"}
    (folder / "app.json").write_text(json.dumps(said))

    run = CommandLine(daemon.served.url, token)
    await run("app", "install", str(folder))
    async with AsyncIngle(daemon.served.url, token) as ingle, daemon.served.browser() as browser:
        app = await ingle.apps.get("notes")
        assert (app.title, app.types, app.index_url) == ("My notes", [".txt"], "/sites/notes/")
        assert app.icon
        page = await browser.get("/sites/notes/")
        assert (page.text, (await browser.get("/sites/notes/parts/a.js")).text) == ("<h1>one", "1")
        assert not await ingle.files.exists("~/Apps/notes/.git")
        (folder / "old.js").unlink()
        (folder / "index.html").write_text("<h1>two")
        await run("app", "install", str(folder))
        assert (await browser.get("/sites/notes/")).text == "<h1>two"
        assert not await ingle.files.exists("~/Apps/notes/old.js")
        assert [one.id for one in await ingle.apps.list()] == [app.id]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{", "is no JSON"),
        ("[]", "is an object of"),
        ('{"scopes": ["files:write"]}', "and nothing else"),
        ('{"icon": "../secret.png"}', "is not in"),
    ],
)
def test_what_a_folder_cannot_say(tmp_path: Path, said: str, why: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "index.html").write_text("")
    (folder / "app.json").write_text(said)
    with pytest.raises(click.ClickException, match=why):
        manifest_of(folder)


def test_a_folder_without_a_page_is_no_app(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match=r"no index\.html"):
        manifest_of(tmp_path)
