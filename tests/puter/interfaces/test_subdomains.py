"""Sites of a person, called as the contract's clients do."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from support.daemons import Living, living
from support.puter import app_for, call, person, refused, result

SITES = "puter-subdomains"
BLOG = {"subdomain": "blog", "root_dir": "~/Documents"}
ID = {"subdomain": "blog"}


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon"), sites={"per_person": 2}) as daemon:
        yield daemon


async def test_a_site_is_made_looked_at_changed_and_removed(ann: httpx.AsyncClient) -> None:
    made = await result(ann, SITES, "create", object=BLOG)
    assert (made["subdomain"], made["root_dir"]["path"]) == ("blog", "/ann/Documents")
    assert made["owner"]["username"] == "ann"
    assert await result(ann, SITES, "read", id=ID) == made
    changed = await result(ann, SITES, "update", id=ID, object={"root_dir": "~/Pictures"})
    assert (changed["uid"], changed["root_dir"]["path"]) == (made["uid"], "/ann/Pictures")
    assert await result(ann, SITES, "delete", id=ID) == {"success": True, "uid": made["uid"]}
    assert refused(await call(ann, SITES, "read", uid=made["uid"])) == (404, "not_found")


async def test_a_site_is_its_owners(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    await result(ann, SITES, "create", object=BLOG)
    for method, told in (("read", {}), ("delete", {}), ("update", {"object": {"root_dir": "~/Documents"}})):
        assert refused(await call(bob, SITES, method, id=ID, **told)) == (404, "not_found")
    assert await result(bob, SITES, "select") == []
    assert refused(await call(bob, SITES, "upsert", id=ID, object=BLOG)) == (409, "already_in_use")


async def test_upsert_makes_and_changes(ann: httpx.AsyncClient) -> None:
    made = await result(ann, SITES, "upsert", object=BLOG)
    again = await result(ann, SITES, "upsert", object={**BLOG, "root_dir": "~/Pictures"})
    assert (again["uid"], again["root_dir"]["path"]) == (made["uid"], "/ann/Pictures")


async def test_a_list_is_an_array_or_a_part(ann: httpx.AsyncClient) -> None:
    for name in ("one", "two"):
        await result(ann, SITES, "create", object={**BLOG, "subdomain": name})
    assert [one["subdomain"] for one in await result(ann, SITES, "select")] == ["one", "two"]
    part = await result(ann, SITES, "select", limit=1, cursor=None, includeTotal=True)
    assert ([one["subdomain"] for one in part["items"]], part["total"]) == (["one"], 2)
    rest = await result(ann, SITES, "select", limit=1, cursor=part["cursor"])
    assert ([one["subdomain"] for one in rest["items"]], "cursor" in rest) == (["two"], False)
    skipped = await result(ann, SITES, "select", limit=1, offset=1)
    assert [one["subdomain"] for one in skipped["items"]] == ["two"]


async def test_there_is_a_limit(ann: httpx.AsyncClient) -> None:
    for name in ("one", "two"):
        await result(ann, SITES, "create", object={**BLOG, "subdomain": name})
    answer = await call(ann, SITES, "create", object=BLOG)
    assert refused(answer) == (507, "subdomain_limit_reached")


async def test_a_site_whose_directory_is_gone_shows_none(ann: httpx.AsyncClient) -> None:
    await ann.post("/mkdir", json={"path": "~/Documents/blog"})
    await result(ann, SITES, "create", object={**BLOG, "root_dir": "~/Documents/blog"})
    assert (await ann.post("/delete", json={"paths": ["/ann/Documents/blog"]})).status_code == 200
    assert (await result(ann, SITES, "read", id=ID))["root_dir"] is None


async def test_an_app_has_sites_of_its_own(daemon: Living, ann: httpx.AsyncClient) -> None:
    made = await result(ann, SITES, "create", object=BLOG)
    _, token = await app_for(daemon, "ann", "maker")
    async with person(daemon, token) as maker:
        assert await result(maker, SITES, "select", includeTotal=True) == {"items": [], "total": 0}
        assert refused(await call(maker, SITES, "read", uid=made["uid"])) == (404, "not_found")
        answer = await call(maker, SITES, "create", object={**BLOG, "subdomain": "other"})
        assert refused(answer) == (404, "subject_does_not_exist")


@pytest.mark.parametrize(
    ("method", "arguments", "told"),
    [
        ("create", {}, (400, "bad_request")),
        ("create", {"object": {"subdomain": "blog"}}, (400, "bad_request")),
        ("create", {"object": {"root_dir": "~/Documents"}}, (400, "bad_request")),
        ("create", {"object": {**BLOG, "subdomain": "a.b"}}, (400, "bad_request")),
        ("create", {"object": {**BLOG, "subdomain": "www"}}, (400, "subdomain_reserved")),
        ("create", {"object": {**BLOG, "root_dir": "~/nothing"}}, (404, "subject_does_not_exist")),
        ("create", {"object": {**BLOG, "domain": "www.ann.example"}}, (403, "forbidden")),
        ("read", {}, (400, "bad_request")),
        ("upsert", {"object": {}}, (400, "bad_request")),
    ],
)
async def test_what_cannot_be_is_refused(
    ann: httpx.AsyncClient, method: str, arguments: dict[str, Any], told: tuple[int, str]
) -> None:
    assert refused(await call(ann, SITES, method, **arguments)) == told
