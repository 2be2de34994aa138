"""The contract's sockets on a real daemon, spoken to in their own protocol (socket.io 4 over engine.io 4)."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx
import pytest
from anyio.streams.text import TextReceiveStream
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from ingle.puter import resuming, sockets
from support.daemons import Living
from support.house import ROOT
from support.puter import upload

PATIENCE = 60  # seconds


def token_of(client: httpx.AsyncClient) -> str:
    return str(client.headers["Authorization"].removeprefix("Bearer "))


@asynccontextmanager
async def opened(daemon: Living, token: str, **left: object) -> AsyncIterator[ClientConnection]:
    """A socket that has said who it is, and where it `left` another one."""
    address = f"{daemon.served.ws_url}/socket.io/?EIO=4&transport=websocket"
    async with connect(address) as socket:
        assert str(await socket.recv()).startswith("0{")
        await socket.send("40" + json.dumps({**left, "auth_token": token}))
        yield socket


async def let_in(socket: ClientConnection) -> str:
    """The pid that it is told."""
    said = str(await socket.recv())
    assert said.startswith("40{")
    return str(json.loads(said[2:])["pid"])


async def next_event(socket: ClientConnection) -> tuple[str, dict[str, Any]]:
    event, told, _ = await next_numbered(socket)
    return event, told


async def next_numbered(socket: ClientConnection) -> tuple[str, dict[str, Any], str]:
    """An event, and the offset to come back with."""
    with anyio.fail_after(PATIENCE):
        while True:
            said = str(await socket.recv())
            if said == "2":
                await socket.send("3")  # it is alive
            elif said.startswith("42"):
                rest: list[str]
                event, told, *rest = json.loads(said[2:])
                return event, told, rest[0] if rest else ""


async def test_what_happens_to_files_is_heard(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with opened(daemon, token_of(ann)) as socket:
        assert str(await socket.recv()).startswith("40{")
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        event, told = await next_event(socket)
        assert (event, told["path"], told["size"]) == ("item.added", "/ann/Documents/a.txt", 1)
        await ann.post("/rename", json={"path": "~/Documents/a.txt", "new_name": "b.txt"})
        event, told = await next_event(socket)
        assert (event, told["old_path"]) == ("item.moved", "/ann/Documents/a.txt")
        await ann.post("/delete", json={"path": "~/Documents/b.txt"})
        assert (await next_event(socket))[0] == "item.removed"


async def test_what_is_not_here_is_refused_at_once(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with opened(daemon, token_of(ann)) as socket:
        assert str(await socket.recv()).startswith("40{")
        for number, said in enumerate(({"subject": "fs:~"}, [], None, "x")):
            await socket.send(f"42{number}" + json.dumps(["events.subscribe", said]))
            with anyio.fail_after(PATIENCE):
                while not (answer := str(await socket.recv())).startswith(f"43{number}["):
                    pass
            (told,) = json.loads(answer.removeprefix(f"43{number}"))
            assert (told["ok"], told["error"]["code"]) == (False, "not_found")


async def test_nobody_hears_what_is_anothers(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    async with opened(daemon, token_of(bob)) as socket:
        assert str(await socket.recv()).startswith("40{")
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        await upload(bob, "~/Documents", {"b.txt": b"x"})
        assert (await next_event(socket))[1]["path"] == "/bob/Documents/b.txt"


async def test_strangers_and_apps_get_none(daemon: Living, ann: httpx.AsyncClient) -> None:
    app = (await ann.post("/auth/get-user-app-token", json={"origin": "http://app.example"})).json()["token"]
    for token in ("", "nonsense", app):
        async with opened(daemon, token) as socket:
            assert str(await socket.recv()).startswith("44")


async def test_who_has_logged_out_hears_nothing_more(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with daemon.served.program() as again, opened(daemon, token_of(ann)) as socket:
        assert str(await socket.recv()).startswith("40{")
        login = await again.post("/login", json={"username": "ann", "password": "correct horse"})
        again.headers["Authorization"] = f"Bearer {login.json()['token']}"
        again.cookies.clear()
        await ann.post("/logout", json={})
        await upload(again, "~/Documents", {"a.txt": b"x"})
        with anyio.fail_after(PATIENCE), pytest.raises(ConnectionClosed):
            await next_event(socket)


async def test_notifications_come_and_wait(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with daemon.served.browser() as page, opened(daemon, token_of(ann)) as socket:
        assert str(await socket.recv()).startswith("40{")
        await page.post("/login", json={"username": "ann", "password": "correct horse"})
        await page.post("/api/v1/notifications", json={"title": "Hello"})
        event, told = await next_event(socket)
        assert (event, told["notification"]["title"]) == ("notif.message", "Hello")
        await socket.send('42["puter_is_actually_open"]')
        event, told = await next_event(socket)
        assert (event, told["unreads"][0]["notification"]["title"]) == ("notif.unreads", "Hello")


async def test_long_polling_hears_too(daemon: Living, ann: httpx.AsyncClient) -> None:
    async with daemon.served.program() as client:
        asked: dict[str, str] = {"EIO": "4", "transport": "polling"}
        begun = (await client.get("/socket.io/", params=asked)).text
        asked["sid"] = json.loads(begun[1:])["sid"]
        hello = "40" + json.dumps({"auth_token": token_of(ann)})
        assert (await client.post("/socket.io/", params=asked, content=hello)).text == "OK"
        assert (await client.get("/socket.io/", params=asked, timeout=PATIENCE)).text.startswith("40{")
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        heard = (await client.get("/socket.io/", params=asked, timeout=PATIENCE)).text
        assert heard.startswith('42["item.added"')
        await client.post("/socket.io/", params=asked, content="41")


async def test_who_was_away_hears_what_happened_and_goes_on(daemon: Living, ann: httpx.AsyncClient) -> None:
    token = token_of(ann)
    async with opened(daemon, token) as socket:
        pid = await let_in(socket)
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        _, _, offset = await next_numbered(socket)
    await upload(ann, "~/Documents", {"b.txt": b"x"})
    await upload(ann, "~/Documents", {"c.txt": b"x"})
    async with opened(daemon, token, pid=pid, offset=offset) as socket:
        assert await let_in(socket) == pid
        await upload(ann, "~/Documents", {"d.txt": b"x"})
        heard = [await next_event(socket) for _ in range(3)]
        assert [told["name"] for _, told in heard] == ["b.txt", "c.txt", "d.txt"]


async def test_who_went_before_anything_happened_has_missed_nothing_either(
    daemon: Living, ann: httpx.AsyncClient
) -> None:
    async with opened(daemon, token_of(ann)) as socket:
        pid = await let_in(socket)
    await upload(ann, "~/Documents", {"a.txt": b"x"})
    async with opened(daemon, token_of(ann), pid=pid) as socket:
        assert await let_in(socket) == pid
        assert (await next_event(socket))[1]["name"] == "a.txt"


async def test_who_comes_from_nowhere_begins_anew(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(daemon, token_of(ann)) as socket:
        pid = await let_in(socket)
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        await next_event(socket)
    monkeypatch.setattr(resuming, "MAX_MISSED", 0)  # nor who has missed too much
    strange: list[object] = ["9" * 15, "9" * 400, "-1", "x", "٣", 3, [], {"a": 1}]
    lefts: list[dict[str, object]] = [{"pid": pid}, *({"pid": said} for said in strange)]
    for left in [*lefts, *({"pid": "1.x", "offset": said} for said in strange)]:
        async with opened(daemon, token_of(ann), **left) as socket:
            assert await let_in(socket) not in (pid, left["pid"])
            await upload(bob, "~/Documents", {"b.txt": b"x"})
            await ann.post("/rename", json={"path": "~/Documents/a.txt", "new_name": "b.txt"})
            assert (await next_event(socket))[0] == "item.moved"
            await ann.post("/rename", json={"path": "~/Documents/b.txt", "new_name": "a.txt"})


async def test_a_pid_gives_nobody_what_is_anothers(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    async with opened(daemon, token_of(ann)) as socket:
        pid = await let_in(socket)
    await upload(ann, "~/Documents", {"a.txt": b"x"})
    await upload(bob, "~/Documents", {"b.txt": b"x"})
    async with opened(daemon, token_of(bob), pid=pid) as socket:
        assert await let_in(socket) == pid
        assert (await next_event(socket))[1]["path"] == "/bob/Documents/b.txt"


async def test_who_does_not_read_is_cut_off(
    daemon: Living, ann: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MAX_WAITING", 0)
    async with opened(daemon, token_of(ann)) as socket:
        assert str(await socket.recv()).startswith("40{")
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        with anyio.fail_after(PATIENCE), pytest.raises(ConnectionClosed):
            await next_event(socket)


CLIENT = """
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
const { io } = createRequire(process.argv[2])("socket.io-client");
const socket = io(process.argv[3], { auth: { auth_token: process.argv[4] }, reconnection: false });
const say = (...words) => console.log(words.join(" "));
socket.on("connect", () => say("connected", socket.recovered));
socket.on("disconnect", () => say("away"));
socket.on("connect_error", (error) => say("error", error.message));
socket.on("item.added", (item) => say("added", item.name));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "go") socket.io.engine.close();
  if (line === "come") socket.connect();
}
socket.disconnect();
"""


async def test_the_protocols_own_client_knows_that_it_missed_nothing(
    daemon: Living, ann: httpx.AsyncClient
) -> None:
    arguments = (f"{ROOT}/desktop/package.json", daemon.served.url, token_of(ann))
    async with await anyio.open_process(
        ["node", "--input-type=module", "-e", CLIENT, "-", *arguments], stderr=None
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        heard = TextReceiveStream(node.stdout)
        said = ""

        async def until(line: str) -> None:
            nonlocal said
            with anyio.fail_after(PATIENCE):
                while line not in said.splitlines():
                    said += await heard.receive()

        await until("connected false")
        await upload(ann, "~/Documents", {"a.txt": b"x"})
        await until("added a.txt")
        await node.stdin.send(b"go\n")
        await until("away")
        await upload(ann, "~/Documents", {"b.txt": b"x"})
        await node.stdin.send(b"come\n")
        await until("connected true")
        await until("added b.txt")
        await node.stdin.aclose()
