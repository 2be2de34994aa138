"""Keys of a person and of an app, called as the contract's clients do."""

from typing import Any

import httpx
import pytest

from support.daemons import Living
from support.puter import app_for, call, person, refused, result

STORE = "puter-kvstore"


async def test_values_are_kept_whole(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    assert await result(ann, STORE, "set", key="a", value={"b": [1, None]}) is True
    assert await result(ann, STORE, "get", key="a") == {"b": [1, None]}
    assert await result(ann, STORE, "get", key=["a", "nothing", 5]) == [{"b": [1, None]}, None, None]
    assert await result(bob, STORE, "get", key="a") is None
    assert await result(ann, STORE, "del", key="a") is True
    assert await result(ann, STORE, "del", key="a") is True
    assert await result(ann, STORE, "get", key="a") is None


async def test_many_are_stored_at_once_and_all_removed(ann: httpx.AsyncClient) -> None:
    items = [{"key": "a", "value": 1}, {"key": 5, "value": 2}, {"key": "a", "value": 3}]
    assert await result(ann, STORE, "batchPut", items=items) is True
    assert await result(ann, STORE, "list", **{"as": "values"}) == [2, 3]
    assert await result(ann, STORE, "flush") is True
    assert await result(ann, STORE, "list") == []


async def test_a_list_is_an_array_or_a_part(ann: httpx.AsyncClient) -> None:
    await result(ann, STORE, "batchPut", items=[{"key": f"n{n}", "value": n} for n in range(5)])
    assert await result(ann, STORE, "list", pattern="n1") == [{"key": "n1", "value": 1}]
    part = await result(ann, STORE, "list", **{"as": "keys"}, limit=2, includeTotal=True)
    assert (part["items"], part["total"]) == (["n0", "n1"], 5)
    rest = await result(ann, STORE, "list", **{"as": "keys"}, cursor=part["cursor"])
    assert rest == {"items": ["n2", "n3", "n4"]}


async def test_a_list_goes_on_in_its_own_direction(ann: httpx.AsyncClient) -> None:
    await result(ann, STORE, "batchPut", items=[{"key": f"n{n}", "value": n} for n in range(5)])
    part = await result(ann, STORE, "list", reverse=True, limit=2)
    assert [one["key"] for one in part["items"]] == ["n4", "n3"]
    rest = await result(ann, STORE, "list", cursor=part["cursor"])
    assert [one["value"] for one in rest["items"]] == [2, 1, 0]


async def test_a_value_changes_where_it_lies(ann: httpx.AsyncClient) -> None:
    assert await result(ann, STORE, "incr", key="n", pathAndAmountMap={"": 3}) == 3
    assert await result(ann, STORE, "decr", key="n", pathAndAmountMap={"": 1}) == 2
    assert await result(ann, STORE, "incr", key="o", pathAndAmountMap={"a.b": 2}) == {"a": {"b": 2}}
    assert await result(ann, STORE, "update", key="o", pathAndValueMap={"a.c": "x"}) == {
        "a": {"b": 2, "c": "x"}
    }
    assert await result(ann, STORE, "add", key="l", pathAndValueMap={"": [1, 2]}) == [1, 2]
    assert await result(ann, STORE, "remove", key="o", paths=["a.b"]) == {"a": {"c": "x"}}


async def test_keys_end(ann: httpx.AsyncClient) -> None:
    await result(ann, STORE, "set", key="gone", value=1, expireAt=1000)
    assert await result(ann, STORE, "get", key="gone") is None
    await result(ann, STORE, "set", key="a", value=1)
    assert await result(ann, STORE, "expire", key="a", ttl=3600) is True
    assert await result(ann, STORE, "get", key="a") == 1
    assert await result(ann, STORE, "expireAt", key="a", timestamp=1000) is True
    assert await result(ann, STORE, "get", key="a") is None
    assert await result(ann, STORE, "expire", key="a", ttl=5) is False
    await result(ann, STORE, "update", key="u", pathAndValueMap={"": 1}, ttl=-5)
    assert await result(ann, STORE, "get", key="u") is None


async def test_an_app_has_keys_of_its_own(daemon: Living, ann: httpx.AsyncClient) -> None:
    app_id, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        await result(chess, STORE, "set", key="a", value="chess's")
        assert await result(chess, STORE, "get", key="a") == "chess's"
        hidden = {"disableSharing": True}
        assert await result(chess, STORE, "set", key="own", value=1, optConfig=hidden) is True
    assert await result(ann, STORE, "get", key="a") is None
    assert await result(ann, STORE, "get", key="a", optConfig={"appUuid": app_id}) == "chess's"


@pytest.mark.parametrize(
    ("method", "arguments", "told"),
    [
        ("get", {}, (400, "bad_request")),
        ("get", {"key": ""}, (400, "bad_request")),
        ("set", {"key": "k" * 1025, "value": 1}, (413, "too_large")),
        ("set", {"key": "a", "value": "v" * 399 * 1024}, (413, "too_large")),
        ("set", {"key": "a", "value": 1, "expireAt": -1}, (400, "bad_request")),
        ("update", {"key": "a", "pathAndValueMap": {"": 1}, "ttl": 1e300}, (400, "bad_request")),
        ("incr", {"key": "text", "pathAndAmountMap": {"": 1}}, (409, "bad_request")),
        ("remove", {"key": "nothing", "paths": ["a"]}, (404, "not_found")),
        ("mul", {"key": "a"}, (404, "not_found")),
    ],
)
async def test_what_cannot_be_is_refused(
    ann: httpx.AsyncClient, method: str, arguments: dict[str, Any], told: tuple[int, str]
) -> None:
    await result(ann, STORE, "set", key="text", value="x")
    assert refused(await call(ann, STORE, method, **arguments)) == told
