"""Collections of extensions, called as the contract's entities are."""

from collections.abc import AsyncIterator

import httpx
import pytest

from support.boxes import box_installed
from support.daemons import Living, living
from support.puter import app_for, call, person, refused, result

TASKS = "box.tasks"


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    with box_installed():
        async with living(tmp_path_factory.mktemp("daemon")) as daemon:
            yield daemon


async def test_a_collection_is_an_interface(ann: httpx.AsyncClient) -> None:
    listed = (await ann.get("/drivers/list-interfaces")).json()
    assert listed[TASKS] == {"drivers": ["es:box.tasks"], "default": "es:box.tasks"}


async def test_one_is_made_read_changed_and_removed(ann: httpx.AsyncClient) -> None:
    made = await result(ann, TASKS, "create", object={"title": "tea", "slug": "tea"})
    assert (made["title"], made["done"], made["owner"]["username"]) == ("tea", False, "ann")
    for named in ({"uid": made["uid"]}, {"id": made["uid"]}, {"id": {"slug": "tea"}}):
        assert await result(ann, TASKS, "read", **named) == made
    changed = await result(ann, TASKS, "update", id={"slug": "tea"}, object={"done": True})
    assert (changed["uid"], changed["done"]) == (made["uid"], True)
    again = await result(ann, TASKS, "upsert", id={"slug": "tea"}, object={"stars": 2})
    assert (again["uid"], again["stars"]) == (made["uid"], 2)
    other = await result(ann, TASKS, "upsert", id={"slug": "milk"}, object={"title": "milk"})
    assert (other["slug"], other["title"]) == ("milk", "milk")
    removed = await result(ann, TASKS, "delete", uid=made["uid"])
    assert removed == {"success": True, "uid": made["uid"]}
    assert refused(await call(ann, TASKS, "read", uid=made["uid"])) == (404, "entity_not_found")


async def test_they_are_selected_by_predicates_and_in_parts(ann: httpx.AsyncClient) -> None:
    made = [await result(ann, TASKS, "create", object={"stars": number}) for number in range(4)]
    by_uid = sorted(made, key=lambda one: str(one["uid"]))
    assert await result(ann, TASKS, "select") == by_uid
    some = await result(ann, TASKS, "select", predicate=["and", ["gte", "stars", 1], ["lt", "stars", 3]])
    assert sorted(one["stars"] for one in some) == [1, 2]
    first = await result(ann, TASKS, "select", limit=3, cursor=None, includeTotal=True)
    assert (first["items"], first["total"]) == (by_uid[:3], 4)
    rest = await result(ann, TASKS, "select", limit=3, cursor=first["cursor"])
    assert rest["items"] == by_uid[3:]
    assert (await result(ann, TASKS, "select", offset=2))["items"] == by_uid[2:]


@pytest.mark.parametrize(
    ("method", "arguments", "told"),
    [
        ("create", {"object": {"title": 1}}, (400, "entity_invalid")),
        ("create", {"object": {"slug": "taken"}}, (409, "already_in_use")),
        ("create", {"object": {"more": "x" * 1000}}, (413, "too_large")),
        ("create", {}, (400, "bad_request")),
        ("read", {}, (400, "bad_request")),
        ("read", {"id": {"title": "x"}}, (400, "entity_invalid")),
        ("read", {"id": {"slug": "none"}}, (404, "entity_not_found")),
        ("select", {"predicate": ["or"]}, (400, "bad_request")),
        ("select", {"predicate": ["eq", "none", 1]}, (400, "entity_invalid")),
    ],
)
async def test_what_does_not_fit_is_refused(
    ann: httpx.AsyncClient, method: str, arguments: dict[str, object], told: tuple[int, str]
) -> None:
    await call(ann, TASKS, "create", object={"slug": "taken"})
    assert refused(await call(ann, TASKS, method, **arguments)) == told


async def test_an_app_has_its_own_and_shared_ones_say_whose_they_are(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await result(ann, TASKS, "create", object={"title": "ann's"})
    await result(bob, "box.notes", "create", object={"text": "bob's"})
    app_id, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        made = await result(chess, TASKS, "create", object={"title": "chess's"})
        assert made["app_uid"] == app_id
        assert await result(chess, TASKS, "select") == [made]
        (note,) = await result(chess, "box.notes", "select")
        assert (note["text"], note["owner"]["username"]) == ("bob's", "bob")
        assert await result(chess, "box.notes", "select", predicate="user-can-edit") == []
        assert refused(await call(chess, "box.notes", "delete", uid=note["uid"])) == (403, "forbidden")
