"""Extensions in a whole daemon: the example works, and what is broken harms nobody."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import httpx
import msgspec
import pytest
from websockets.asyncio.client import connect

from ingle.extensions import Caller, Extension, Fact, Method, Scope, get
from ingle.extensions.loading import GROUP, load
from ingle.extensions.model import Provided
from support.daemons import Living, living

API = "/api/v1"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have these found as what is installed."""

    def install(*points: EntryPoint) -> None:
        monkeypatch.setattr("ingle.extensions.loading.entry_points", lambda group: list(points))

    return install


def point(monkeypatch: pytest.MonkeyPatch, name: str, extension: object) -> EntryPoint:
    module = ModuleType(f"installed_{name}")
    module.EXTENSION = extension  # type: ignore[attr-defined] # a module made by hand
    monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
    return EntryPoint(name, f"{module.__name__}:EXTENSION", GROUP)


@asynccontextmanager
async def nothing(_here: object) -> AsyncIterator[None]:
    yield None


@asynccontextmanager
async def operator(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        yield client


async def test_the_example_has_endpoints_scopes_events_pages_and_an_app(
    tmp_path: Path, installed: Callable[..., None], guestbook: EntryPoint
) -> None:
    installed(guestbook)
    async with (
        living(tmp_path, extensions={"guestbook": {"greet_machines": False}}) as daemon,
        operator(daemon) as client,
    ):
        assert (await client.get(f"{API}/system")).json()["extensions"] == ["guestbook"]
        made = await client.post(
            f"{API}/tokens", json={"name": "t", "scopes": ["guestbook:read", "events:read"]}
        )
        reader = {"Authorization": f"Bearer {made.json()['secret']}"}
        async with connect(f"{daemon.served.ws_url}{API}/events", additional_headers=reader) as events:
            assert json.loads(await events.recv())["type"] == "events.opened"
            for text in ("one", "two", "three"):
                signed = await client.post(f"{API}/x/guestbook/lines", json={"text": text})
                assert signed.status_code == 201, signed.text
            heard: dict[str, Any] = {}  # the first of each
            while len(heard) < 2:
                event = json.loads(await events.recv())
                heard.setdefault(event["type"], event["data"])
            assert heard["guestbook.signed"]["text"] == "one"
            assert heard["guestbook.lines.changed"]["value"]["text"] == "one"
        async with daemon.served.program() as program:
            lines = await program.get(f"{API}/x/guestbook/lines", headers=reader)
            assert {line["text"] for line in lines.json()["items"]} == {"one", "two", "three"}
            denied = await program.post(f"{API}/x/guestbook/lines", json={"text": "x"}, headers=reader)
            assert (denied.status_code, denied.json()["code"]) == (403, "scope_missing")
            assert (await program.get(f"{API}/x/guestbook/lines")).status_code == 401
            page = await program.get("/x/guestbook/")
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert "script" not in page.headers["content-security-policy"].replace("script-src 'self'", "")
            assert (await program.get("/x/guestbook/../../pyproject.toml")).status_code in {404, 200}
        empty = await client.post(f"{API}/x/guestbook/lines", json={"text": " "})
        assert (empty.status_code, empty.json()["code"]) == (400, "entity_invalid")
        app = (await client.get(f"{API}/apps/guestbook")).json()
        assert (app["index_url"], app["visibility"]) == ("/x/guestbook/index.html", "listed")
    async with living(tmp_path) as daemon, operator(daemon) as client:
        lines = await client.get(f"{API}/x/guestbook/lines")
        assert len(lines.json()["items"]) == 3  # the house has kept them


async def test_it_hears_of_facts(
    tmp_path: Path, installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    arrived = anyio.Event()

    async def hear(_service: object, fact: Fact) -> None:
        heard.append(fact.subject)
        if len(heard) == 1:
            raise RuntimeError("the first one is too much for it")
        arrived.set()

    listener = Extension("listener", nothing, on={"app.changed": hear})
    installed(point(monkeypatch, "listener", listener))
    async with living(tmp_path) as daemon, operator(daemon) as client:
        made = [
            (await client.post(f"{API}/apps", json={"name": name, "index_url": "http://a/"})).json()["id"]
            for name in ("a", "b")
        ]
        with anyio.fail_after(30):
            await arrived.wait()
        assert heard == made


class Letter(msgspec.Struct, frozen=True):
    to: str


def postman(_service: object) -> Provided:
    async def send(caller: Caller, asked: Letter) -> dict[str, str]:
        return {"by": caller.user_name, "to": asked.to}

    return {"puter-email": [Method("send", Letter, send, "post:send", "send a letter")]}


def overreaching(_service: object) -> Provided:
    return {"chat": [], "odd": [Method("all", Letter, _nobody, "machines:write", "")]}


async def _nobody(_caller: Caller, _asked: Letter) -> None: ...


async def test_it_provides_interfaces_of_the_house_and_of_the_contract(
    tmp_path: Path, installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Extension("post", nothing, interfaces=postman, scopes=(Scope("post:send", "send letters"),))
    wide = Extension("wide", nothing, interfaces=overreaching)
    house = Extension(
        "ai", nothing, interfaces=lambda _service: {"more": [], "chat": []}
    )  # whose name is taken
    points = [point(monkeypatch, one.name, one) for one in (post, wide, house)]
    installed(*points)
    async with living(tmp_path) as daemon, operator(daemon) as client:
        assert (await client.get(f"{API}/system")).json()["extensions"] == ["post"]
        listed = (await client.get(f"{API}/interfaces")).json()["items"]
        assert {"puter-email", "chat"} <= {one["name"] for one in listed}
        assert not {"odd", "more"} & {one["name"] for one in listed}
        said = await client.post(f"{API}/interfaces/puter-email/send", json={"to": "ann"})
        assert said.json() == {"by": "admin", "to": "ann"}, said.text
        secret = (await client.post(f"{API}/tokens", json={"name": "t"})).json()["secret"]
        asked = {"interface": "puter-email", "method": "send", "args": {"to": "bob"}, "auth_token": secret}
        told = await client.post("/drivers/call", json=asked)
        assert told.json()["result"] == {"by": "admin", "to": "bob"}, told.text


@asynccontextmanager
async def fails_to_start(_here: object) -> AsyncIterator[None]:
    raise RuntimeError("no")
    yield


@asynccontextmanager
async def fails_to_end(_here: object) -> AsyncIterator[None]:
    yield
    raise RuntimeError("no")


def foreign_scope(_service: object) -> Sequence[Any]:
    @get("/all", scope="machines:write")
    async def everything() -> None: ...

    return [everything]


async def test_broken_ones_are_told_and_left_out(
    tmp_path: Path, installed: Callable[..., None], monkeypatch: pytest.MonkeyPatch, guestbook: EntryPoint
) -> None:
    installed(
        EntryPoint("absent", "no_such_module:EXTENSION", GROUP),
        point(monkeypatch, "odd", "not an extension"),
        point(monkeypatch, "unstartable", Extension("unstartable", fails_to_start)),
        point(monkeypatch, "unendable", Extension("unendable", fails_to_end)),
        point(monkeypatch, "greedy", Extension("greedy", nothing, routes=foreign_scope)),
        guestbook,
    )
    wrong = {"guestbook": {"greet_machines": "perhaps"}}
    async with living(tmp_path, extensions=wrong) as daemon, operator(daemon) as client:
        assert (await client.get(f"{API}/system")).json()["extensions"] == ["unendable"]
        checks = (await client.get(f"{API}/doctor")).json()["items"]
        (check,) = [check for check in checks if check["name"] == "extensions"]
        assert check["status"] == "warning"
        for name in ("absent", "odd", "unstartable", "greedy", "guestbook: it cannot be started"):
            assert name in check["detail"]


async def test_an_app_of_an_extension_that_is_gone_is_offered_to_nobody(
    tmp_path: Path, installed: Callable[..., None], guestbook: EntryPoint
) -> None:
    installed(guestbook)
    async with living(tmp_path) as daemon, operator(daemon) as client:
        first = (await client.get(f"{API}/apps/guestbook")).json()["id"]
        await client.put(f"{API}/apps/guestbook/installed")
    async with living(tmp_path, extensions_off=("guestbook",)) as daemon, operator(daemon) as client:
        assert (await client.get(f"{API}/apps/store")).json()["items"] == []
    async with living(tmp_path) as daemon, operator(daemon) as client:
        (back,) = (await client.get(f"{API}/apps/store")).json()["items"]
        assert (back["id"], back["installed"]) == (first, True)


def test_nothing_is_installed_here() -> None:
    assert load() == ([], [])
