"""Entities through the door of a whole daemon."""

import httpx
import pytest

from support.daemons import Living

TASKS = "entities/box.tasks"


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_collections_are_listed_with_their_fields(ann: httpx.AsyncClient) -> None:
    notes, tasks = (await ann.get("entities")).json()["items"]
    assert (notes["name"], notes["shared"], notes["read"]) == ("box.notes", True, "box:read")
    slug = next(field for field in tasks["fields"] if field["name"] == "slug")
    assert (slug["type"], slug["unique"], slug["most"]) == ("text", True, 20)


async def test_one_is_made_listed_changed_and_removed(ann: httpx.AsyncClient) -> None:
    made = await ann.post(TASKS, json={"value": {"title": "tea", "stars": 3}})
    assert made.status_code == 201, made.text
    entity = made.json()
    assert (entity["collection"], entity["value"]["title"], entity["app_id"]) == ("box.tasks", "tea", "")
    listed = await ann.get(TASKS, params={"where": '{"stars": {"gte": 3}}'})
    assert [one["id"] for one in listed.json()["items"]] == [entity["id"]]
    assert (await ann.get(TASKS, params={"where": '{"stars": {"gt": 3}}'})).json()["items"] == []
    changed = await ann.patch(f"{TASKS}/{entity['id']}", json={"value": {"done": True}})
    assert (changed.json()["value"]["done"], changed.json()["value"]["stars"]) == (True, 3)
    assert (await ann.get(f"{TASKS}/{entity['id']}")).json() == changed.json()
    assert (await ann.delete(f"{TASKS}/{entity['id']}")).status_code == 204
    assert told(await ann.get(f"{TASKS}/{entity['id']}")) == (404, "entity_not_found")


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ({"title": 1}, (400, "entity_invalid")),
        ({"x": 1}, (400, "entity_invalid")),
        ({"rank": 1}, (400, "entity_invalid")),
        ({"more": "x" * 1000}, (413, "entity_too_large")),
        ({"slug": "taken"}, (409, "entity_taken")),
        ({"done": True}, (400, "invalid")),  # by the collection's own check
    ],
)
async def test_what_does_not_fit_is_refused(
    ann: httpx.AsyncClient, value: object, answer: tuple[int, str]
) -> None:
    await ann.post(TASKS, json={"value": {"slug": "taken"}})
    assert told(await ann.post(TASKS, json={"value": value})) == answer


async def test_others_see_nothing_and_shared_ones_all(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    mine = (await ann.post(TASKS, json={"value": {}})).json()["id"]
    note = (await ann.post("entities/box.notes", json={"value": {"text": "hi"}})).json()
    assert (await bob.get(TASKS)).json()["items"] == []
    for method in ("GET", "DELETE"):
        assert told(await bob.request(method, f"{TASKS}/{mine}")) == (404, "entity_not_found")
    assert (await bob.get("entities/box.notes")).json()["items"] == [note]
    assert (await bob.get("entities/box.notes", params={"own": True})).json()["items"] == []
    assert told(await bob.delete(f"entities/box.notes/{note['id']}")) == (403, "entity_denied")


async def test_a_token_does_what_its_scopes_allow(daemon: Living, ann: httpx.AsyncClient) -> None:
    secret = (await ann.post("tokens", json={"name": "t", "scopes": ["box:read"]})).json()["secret"]
    async with daemon.served.program() as reader:
        reader.base_url = f"{daemon.served.url}/api/v1/"
        reader.headers["Authorization"] = f"Bearer {secret}"
        assert (await reader.get(TASKS)).status_code == 200
        assert told(await reader.post(TASKS, json={"value": {}})) == (403, "scope_missing")
        assert told(await reader.get("entities/box.others")) == (404, "collection_not_found")


async def test_an_app_sees_what_it_made(daemon: Living, ann: httpx.AsyncClient) -> None:
    await ann.post(TASKS, json={"value": {"title": "ann's"}})
    await ann.post("apps", json={"name": "chess", "index_url": "http://localhost:1/"})
    secret = (await ann.post("apps/chess/token")).json()["secret"]
    async with daemon.served.program() as chess:
        chess.base_url = f"{daemon.served.url}/api/v1/"
        chess.headers["Authorization"] = f"Bearer {secret}"
        made = (await chess.post(TASKS, json={"value": {"title": "chess's"}})).json()
        assert made["app_id"].startswith("app_")
        assert (await chess.get(TASKS)).json()["items"] == [made]
    assert len((await ann.get(TASKS)).json()["items"]) == 2
