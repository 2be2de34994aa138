"""The key-value store through the doors of a whole daemon."""

import json

import anyio
import httpx
import pytest

from ingle.sdk import Ingle
from ingle.sdk.client import AsyncIngle
from ingle.sdk.errors import ConflictError, NotFoundError
from support.command_line import CommandLine
from support.daemons import Living

KEYS = ["plain", "a/../b", "?x=1&y=2#z", "%00%2e", "\0", "ключ 😀", " ", '"', "//"]


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.fixture
async def token(ann: httpx.AsyncClient) -> str:
    secret: str = (await ann.post("tokens", json={"name": "sdk"})).json()["secret"]
    return secret


async def test_hostile_keys_are_keys(ann: httpx.AsyncClient) -> None:
    for number, key in enumerate(KEYS):
        assert (await ann.put("kv/entry", json={"key": key, "value": number})).status_code == 204
    for number, key in enumerate(KEYS):
        assert (await ann.get("kv/entry", params={"key": key})).json() == {"key": key, "value": number}
    found = await ann.post("kv/read", json={"keys": [*KEYS, "nothing"]})
    assert [one and one["key"] for one in found.json()["entries"]] == [*KEYS, None]
    part = (await ann.get("kv", params={"as": "keys", "total": True, "limit": 2})).json()
    assert (part["items"], part["total"]) == (["\0", " "], len(KEYS))
    assert (await ann.delete("kv/entry", params={"key": "//"})).status_code == 204
    assert told(await ann.get("kv/entry", params={"key": "//"})) == (404, "key_not_found")


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ('{"key": "", "value": 1}', (400, "kv_invalid")),
        ('{"key": "k"}', (400, "invalid")),
        ('{"key": "k", "value": NaN}', (400, "invalid")),
        ('{"key": "k", "value": 1e999}', (400, "invalid")),
        ('{"key": "\\ud800", "value": 1}', (400, "invalid")),
        ('{"key": "k", "value": ' + "[" * 100 + "]" * 100 + "}", (400, "kv_invalid")),
        ('{"key": "k", "value": ' + "[" * 100_000 + "]" * 100_000 + "}", (400, "invalid")),
        ('{"key": "' + "k" * 1025 + '", "value": 1}', (413, "kv_too_large")),
        ('{"key": "k", "value": "' + "x" * 400 * 1024 + '"}', (413, "kv_too_large")),
        ('{"key": "k", "value": 1, "ttl": 1e300}', (400, "kv_invalid")),
        ('{"key": "k", "value": 1, "ttl": 1, "expires_at": "2026-01-01T00:00:00Z"}', (400, "kv_invalid")),
    ],
)
async def test_hostile_values_are_refused(ann: httpx.AsyncClient, body: str, answer: tuple[int, str]) -> None:
    headers = {"Content-Type": "application/json"}
    refused = await ann.put("kv/entry", content=body.encode(), headers=headers)
    assert told(refused) == answer


async def test_limits_hold_and_are_told(ann: httpx.AsyncClient) -> None:
    entries = [{"key": f"{number}", "value": 1} for number in range(21)]
    assert told(await ann.post("kv/write", json={"entries": entries})) == (507, "kv_full")
    assert (await ann.post("kv/write", json={"entries": entries[:20]})).status_code == 204
    usage = (await ann.get("kv/usage")).json()
    assert (usage["keys"], usage["max_keys"], usage["max_bytes"]) == (20, 20, 1 << 20)
    assert (await ann.delete("kv")).status_code == 204
    assert (await ann.get("kv/usage")).json()["bytes"] == 0


async def test_an_app_has_its_own_and_no_other(
    ann: httpx.AsyncClient, chess: httpx.AsyncClient, notes: httpx.AsyncClient
) -> None:
    chess_id, notes_id = chess.headers["X-App"], notes.headers["X-App"]
    await chess.put("kv/entry", json={"key": "k", "value": "of chess"})
    await ann.put("kv/entry", json={"key": "k", "value": "of Ann"})
    assert (await ann.get("kv/entry", params={"key": "k", "app": chess_id})).json()["value"] == "of chess"
    assert (await chess.get("kv/entry", params={"key": "k", "app": chess_id})).json()["value"] == "of chess"
    assert told(await notes.get("kv/entry", params={"key": "k"})) == (404, "key_not_found")
    for app in (chess_id, ""):
        for asked in (
            notes.get("kv/entry", params={"key": "k", "app": app}),
            notes.get("kv", params={"app": app}),
            notes.put("kv/entry", params={"app": app}, json={"key": "k", "value": 1}),
            notes.delete("kv/entry", params={"key": "k", "app": app}),
            notes.delete("kv", params={"app": app}),
            notes.post("kv/increment", params={"app": app}, json={"key": "k", "amounts": {"": 1}}),
        ):
            assert told(await asked) == (403, "kv_denied")
    assert (await ann.get("kv/entry", params={"key": "k"})).json()["value"] == "of Ann"
    assert told(await ann.get("kv/entry", params={"key": "k", "app": notes_id})) == (404, "key_not_found")


async def test_the_sdk(daemon: Living, token: str) -> None:
    async with AsyncIngle(daemon.served.url, token) as ingle:
        kv = ingle.kv
        await kv.set_many({"a": 1, "b": {"tags": []}})
        await kv.set("c", "text", ttl=1000)
        assert (await kv.entry("c")).expires_at is not None
        await kv.expire("c")
        assert (await kv.entry("c")).expires_at is None
        assert await kv.get_many(["a", "x", "c"]) == {"a": 1, "c": "text"}
        assert await kv.increment("a") == 2
        assert await kv.increment("b", {"n.m": -2}) == {"tags": [], "n": {"m": -2}}
        assert await kv.append("b", {"tags": ["x", "y"]}) == {"tags": ["x", "y"], "n": {"m": -2}}
        assert await kv.assign("b", {"n": None}) == {"tags": ["x", "y"], "n": None}
        assert await kv.discard("b", "n", "tags[0]") == {"tags": ["y"]}
        with pytest.raises(ConflictError):
            await kv.increment("c")
        with pytest.raises(NotFoundError):
            await kv.entry("x")
        assert await kv.get("x", 7) == 7
        assert await kv.keys() == ["a", "b", "c"]
        assert [entry.value for entry in await kv.entries("b*")] == [{"tags": ["y"]}]
        await kv.remove("a")
        await kv.flush()
        assert (await kv.usage()).keys == 0


async def test_the_synchronous_face_and_the_command_line(daemon: Living, token: str) -> None:
    def use() -> None:
        with Ingle(daemon.served.url, token) as ingle:
            ingle.kv.set("hits", 1)
            assert ingle.kv.increment("hits", 2) == 3

    await anyio.to_thread.run_sync(use)
    run = CommandLine(daemon.served.url, token)
    assert await run("kv", "incr", "hits", "4") == "7\n"
    await run("kv", "set", "user", '{"name": "Ann"}')
    await run("kv", "set", "plain", "just text", "--ttl", "1000")
    assert json.loads(await run("kv", "get", "user")) == {"name": "Ann"}
    assert await run("kv", "get", "plain") == '"just text"\n'
    assert [one["key"] for one in json.loads(await run("kv", "ls", "--json"))] == ["hits", "plain", "user"]
    assert "just text" in await run("kv", "ls", "p")
    await run("kv", "rm", "plain", "hits")
    assert json.loads(await run("kv", "usage", "--json"))["keys"] == 1
    await run("kv", "flush", "--yes")
    assert json.loads(await run("kv", "ls", "--json")) == []
