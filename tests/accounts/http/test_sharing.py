"""Sharing over HTTP: with an app as the thing that is shared, for people, groups, tokens and whoever has a link."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from support.daemons import Living

API = "/api/v1"


@pytest.fixture
async def chess(ann: httpx.AsyncClient) -> str:
    """The id of Ann's private app."""
    made = await ann.post(f"{API}/apps", json={"name": "chess", "index_url": "http://localhost:1/"})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


@pytest.fixture
async def bob(daemon: Living, operator: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    await operator.post(f"{API}/users", json={"name": "Bob", "password": "correct horse"})
    async with daemon.served.browser() as client:
        await client.post(f"{API}/login", json={"name": "bob", "password": "correct horse"})
        yield client


def share(kind: str, name: str, mode: str = "read", **more: Any) -> dict[str, Any]:
    return {"kind": "app", "object": "chess", "to": {"kind": kind, "name": name}, "mode": mode, **more}


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_private_app_is_shared_and_no_longer(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: str
) -> None:
    look, change = f"{API}/apps/chess", {"title": "Chess!"}
    assert told(await bob.get(look)) == (404, "app_not_found")
    made = await ann.post(f"{API}/grants", json=share("user", "bob", note="try it"))
    assert made.status_code == 201, made.text
    grant = made.json()
    assert (grant["object"], grant["name"], grant["holder"]["name"], grant["mode"]) == (
        chess,
        "chess",
        "Bob",
        "read",
    )
    assert (await bob.get(look)).status_code == 200
    assert told(await bob.patch(look, json=change)) == (404, "app_not_found")
    changed = await ann.patch(f"{API}/grants/{grant['id']}", json={"mode": "write", "expires_at": None})
    assert (changed.json()["mode"], changed.json()["note"]) == ("write", "try it")
    assert (await bob.patch(look, json=change)).json()["title"] == "Chess!"
    for client, path in ((bob, "received"), (ann, "issued"), (ann, "?kind=app&object=chess")):
        listed = await client.get(f"{API}/grants{'/' if path[0] != '?' else ''}{path}")
        assert [one["id"] for one in listed.json()["items"]] == [grant["id"]], listed.text
    assert (await ann.delete(f"{API}/grants/{grant['id']}")).status_code == 204
    assert told(await bob.get(look)) == (404, "app_not_found")


async def test_a_group_is_shared_with(ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: str) -> None:
    assert (await ann.post(f"{API}/groups", json={"name": "team"})).status_code == 201
    assert (await ann.post(f"{API}/grants", json=share("group", "team"))).status_code == 201
    assert told(await bob.get(f"{API}/groups/team")) == (404, "group_not_found")
    added = await ann.put(f"{API}/groups/team/members/bob")
    assert [member["name"] for member in added.json()["members"]] == ["Bob"]
    (group,) = (await bob.get(f"{API}/groups")).json()["items"]
    assert (group["name"], group["owner"]["name"], group["mine"]) == ("team", "Ann", False)
    assert (await bob.get(f"{API}/apps/{chess}")).status_code == 200
    assert told(await bob.patch(f"{API}/groups/team", json={"name": "mine"})) == (403, "grant_denied")
    assert (await bob.delete(f"{API}/groups/team/members/bob")).status_code == 204
    assert told(await bob.get(f"{API}/apps/{chess}")) == (404, "app_not_found")
    renamed = await ann.patch(f"{API}/groups/team", json={"name": "Crew"})
    assert renamed.json()["name"] == "Crew"
    assert (await ann.delete(f"{API}/groups/crew")).status_code == 204
    assert (await ann.get(f"{API}/groups")).json()["items"] == []


async def test_others_groups_grants_and_links_are_not_found(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: str
) -> None:
    group = (await ann.post(f"{API}/groups", json={"name": "team"})).json()["id"]
    grant = (await ann.post(f"{API}/grants", json=share("group", "team"))).json()["id"]
    await ann.post(f"{API}/links", json={"kind": "app", "object": chess})
    for answer in (
        await bob.get(f"{API}/groups/{group}"),
        await bob.patch(f"{API}/groups/{group}", json={"name": "x"}),
        await bob.delete(f"{API}/groups/{group}"),
        await bob.put(f"{API}/groups/{group}/members/bob"),
        await bob.delete(f"{API}/groups/{group}/members/ann"),
        await bob.patch(f"{API}/grants/{grant}", json={"mode": "manage"}),
        await bob.delete(f"{API}/grants/{grant}"),
        await bob.get(f"{API}/grants?kind=app&object={chess}"),
        await bob.get(f"{API}/links?kind=app&object={chess}"),
        await bob.post(f"{API}/links", json={"kind": "app", "object": chess}),
        await bob.post(f"{API}/grants", json=share("user", "bob")),
    ):
        assert answer.status_code == 404, answer.text
        assert "team" not in answer.text
        assert "Ann" not in answer.text
    for path in ("received", "issued"):
        assert (await bob.get(f"{API}/grants/{path}")).json()["items"] == []
    assert (await bob.get(f"{API}/groups")).json()["items"] == []


async def test_a_link_is_a_way_in_to_one_thing_and_nothing_else(
    daemon: Living, ann: httpx.AsyncClient, chess: str
) -> None:
    asked = {"kind": "app", "object": "chess", "password": "open sesame"}
    made = await ann.post(f"{API}/links", json=asked)
    assert made.status_code == 201, made.text
    link, secret = made.json()["link"], made.json()["secret"]
    (listed,) = (await ann.get(f"{API}/links?kind=app&object={chess}")).json()["items"]
    assert (listed, listed["password"], secret not in str(listed)) == (link, True, True)
    async with daemon.served.program() as visitor:
        visitor.headers["Authorization"] = f"Bearer {secret}"
        refused = await visitor.get(f"{API}/links/opened")
        assert (*told(refused), refused.json()["fields"]["password_needed"]) == (401, "link_refused", True)
        visitor.headers["Ingle-Link-Password"] = "open sesame"
        opened = await visitor.get(f"{API}/links/opened")
        assert (opened.json()["object"], opened.json()["name"], opened.json()["mode"]) == (
            chess,
            "chess",
            "read",
        )
        for path in ("me", "me/limits", "apps", "groups", "grants/received", "machines", "permissions"):
            assert told(await visitor.get(f"{API}/{path}")) == (403, "scope_missing"), path
        assert (await ann.delete(f"{API}/grants/{link['grant_id']}")).status_code == 204
        assert told(await visitor.get(f"{API}/links/opened")) == (401, "link_refused")


async def test_a_restricted_token_has_of_what_is_shared_only_what_it_was_granted(
    daemon: Living, ann: httpx.AsyncClient, chess: str
) -> None:
    made = (await ann.post(f"{API}/tokens", json={"name": "t", "restricted": True})).json()
    assert made["token"]["restricted"]
    async with daemon.served.program() as program:
        program.headers["Authorization"] = f"Bearer {made['secret']}"
        on = f"{API}/grants?kind=app&object={chess}"
        assert told(await program.get(on)) == (404, "object_not_found")
        granted = await ann.post(f"{API}/grants", json=share("token", made["token"]["id"], "manage"))
        assert granted.status_code == 201, granted.text
        assert (await program.get(on)).status_code == 200


async def test_an_app_asks_what_it_may(daemon: Living, ann: httpx.AsyncClient, chess: str) -> None:
    secret = (await ann.post(f"{API}/apps/chess/token")).json()["secret"]
    names = ["driver:kv:get", "driver:ai"]
    to = {"kind": "app", "name": "chess"}
    async with daemon.served.program() as app:
        app.headers["Authorization"] = f"Bearer {secret}"

        async def held() -> dict[str, bool]:
            answer = await app.post(f"{API}/permissions/check", json={"names": names})
            assert answer.status_code == 200, answer.text
            return answer.json()["held"]  # type: ignore[no-any-return]

        assert await held() == {"driver:kv:get": False, "driver:ai": False}
        assert (
            await ann.post(f"{API}/permissions", json={"to": to, "names": ["driver:kv"]})
        ).status_code == 204
        assert await held() == {"driver:kv:get": True, "driver:ai": False}
        lent = {"to": to, "names": ["driver:ai"], "whomever": True}
        assert (await ann.post(f"{API}/permissions", json=lent)).status_code == 204
        assert await held() == {"driver:kv:get": True, "driver:ai": True}
        listed = (await ann.get(f"{API}/permissions")).json()
        assert sorted(one["name"] for one in listed["given"]) == ["driver:ai", "driver:kv"]
        assert (
            await ann.post(f"{API}/permissions/withdraw", json={"to": to, "names": ["*"]})
        ).status_code == 204
        assert await held() == {"driver:kv:get": False, "driver:ai": True}
        assert (
            await app.post(f"{API}/permissions", json={"to": to, "names": ["driver:kv"]})
        ).status_code == 403


async def test_with_an_app_goes_what_was_granted_on_it(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: str
) -> None:
    await ann.post(f"{API}/grants", json=share("user", "bob"))
    assert len((await bob.get(f"{API}/grants/received")).json()["items"]) == 1
    assert (await ann.delete(f"{API}/apps/{chess}")).status_code == 204
    assert (await bob.get(f"{API}/grants/received")).json()["items"] == []
    assert (await ann.get(f"{API}/grants/issued")).json()["items"] == []
