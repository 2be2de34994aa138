"""Apps of a person, called as the contract's clients do."""

from typing import Any

import httpx
import pytest

from support.daemons import Living
from support.puter import app_for, call, person, refused, result

APPS = "puter-apps"
CHESS = {"name": "chess", "index_url": "http://chess.example/", "title": "Chess"}
ICON = "data:image/png;base64,iVBORw0KGgo="


async def test_an_app_is_made_looked_at_changed_and_removed(ann: httpx.AsyncClient) -> None:
    made = await result(ann, APPS, "create", object={**CHESS, "icon": ICON, "metadata": None})
    assert (made["name"], made["icon"], made["owner"]["username"]) == ("chess", ICON, "ann")
    assert await result(ann, APPS, "read", id={"name": "chess"}) == made
    changed = await result(ann, APPS, "update", id={"name": "chess"}, object={"title": "New"})
    assert (changed["title"], changed["index_url"]) == ("New", CHESS["index_url"])
    assert await result(ann, APPS, "delete", id={"name": "chess"}) == {"success": True, "uid": made["uid"]}
    assert refused(await call(ann, APPS, "read", uid=made["uid"])) == (404, "not_found")


async def test_whoever_knows_its_name_finds_it_and_only_its_owner_changes_it(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await result(ann, APPS, "create", object=CHESS)
    assert (await result(bob, APPS, "read", id={"name": "chess"}))["owner"] is None
    answer = await call(bob, APPS, "update", id={"name": "chess"}, object={"title": "Bob's"})
    assert refused(answer) == (404, "not_found")


async def test_a_name_that_is_taken_is_refused_or_made_another(ann: httpx.AsyncClient) -> None:
    await result(ann, APPS, "create", object=CHESS)
    assert await result(ann, APPS, "isNameAvailable", name="chess") is False
    assert refused(await call(ann, APPS, "create", object=CHESS)) == (409, "app_name_already_in_use")
    other = await result(ann, APPS, "create", object=CHESS, options={"dedupe_name": True})
    assert other["name"] == "chess-1"


async def test_upsert_makes_and_changes(ann: httpx.AsyncClient) -> None:
    made = await result(ann, APPS, "upsert", id={"name": "chess"}, object=CHESS)
    again = await result(ann, APPS, "upsert", object={**CHESS, "title": "New"})  # named by its name
    assert (again["uid"], again["title"]) == (made["uid"], "New")


async def test_a_list_is_an_array_or_a_part(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    for name in ("one", "two", "three"):
        await result(ann, APPS, "create", object={**CHESS, "name": name})
    mine: dict[str, Any] = {"predicate": ["user-can-edit"]}
    assert [one["name"] for one in await result(ann, APPS, "select", **mine)] == ["one", "two", "three"]
    part = await result(ann, APPS, "select", **mine, limit=2, cursor=None, includeTotal=True)
    assert ([one["name"] for one in part["items"]], part["total"]) == (["one", "two"], 3)
    rest = await result(ann, APPS, "select", **mine, limit=2, cursor=part["cursor"])
    assert [one["name"] for one in rest["items"]] == ["three"]
    assert "cursor" not in rest
    skipped = await result(ann, APPS, "select", **mine, limit=2, offset=2)
    assert [one["name"] for one in skipped["items"]] == ["three"]
    assert await result(bob, APPS, "select", **mine) == []
    assert await result(ann, APPS, "select", predicate=["approved"]) == []


async def test_its_owner_hears_who_opens_it(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    made = await result(ann, APPS, "create", object=CHESS)
    for _ in range(2):
        assert (await bob.post("/rao", json={"app_uid": "chess"})).status_code == 200
    assert (await result(ann, APPS, "read", uid=made["uid"]))["stats"] == {"open_count": 2, "user_count": 1}
    (user,) = await result(ann, "app-telemetry", "get_users", app_uuid=made["uid"])
    assert user["username"] == "bob"
    assert await result(ann, "app-telemetry", "user_count", app_uuid=made["uid"]) == 1
    assert refused(await call(bob, "app-telemetry", "get_users", app_uuid=made["uid"])) == (404, "not_found")


async def test_an_app_looks_at_apps_and_makes_none(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, token = await app_for(daemon, "ann", "maker")
    async with person(daemon, token) as maker:
        assert (await result(maker, APPS, "read", id={"name": "maker"}))["name"] == "maker"
        assert refused(await call(maker, APPS, "create", object=CHESS)) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("create", {"object": {"name": "chess"}}),
        ("create", {}),
        ("read", {}),
        ("update", {"id": {"name": "chess"}}),
        ("create", {"object": {**CHESS, "index_url": "ftp://a"}}),
        ("create", {"object": {**CHESS, "icon": "nothing"}}),
    ],
)
async def test_what_cannot_be_is_refused(
    ann: httpx.AsyncClient, method: str, arguments: dict[str, Any]
) -> None:
    assert refused(await call(ann, APPS, method, **arguments)) == (400, "bad_request")
