"""Sites by their identifiers, and those of directories."""

from typing import Any

import httpx

from support.puter import call, refused, result


async def published(client: httpx.AsyncClient) -> Any:
    blog = {"subdomain": "blog", "root_dir": "~/Documents"}
    return await result(client, "puter-subdomains", "create", object=blog)


async def test_a_site_is_removed_by_its_identifier(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    made = await published(ann)
    named = {"site_uuid": made["uid"]}
    assert refused(await bob.post("/delete-site", json=named)) == (404, "not_found")
    assert (await ann.post("/delete-site", json=named)).json() == {}
    assert refused(await call(ann, "puter-subdomains", "read", uid=made["uid"])) == (404, "not_found")
    assert refused(await ann.post("/delete-site", json={})) == (400, "bad_request")


async def test_directories_tell_which_sites_show_them(ann: httpx.AsyncClient, bob: httpx.AsyncClient) -> None:
    made = await published(ann)
    directory = made["root_dir"]["uid"]
    home = (await ann.post("/stat", json={"path": "~"})).json()["uid"]
    rows = (await ann.post("/readdir-subdomains", json={"directory_ids": [directory, home]})).json()
    assert [(row["directory_id"], row["has_website"]) for row in rows] == [(directory, True), (home, False)]
    (site,) = rows[0]["subdomains"]
    assert (site["uuid"], site["subdomain"]) == (made["uid"], "blog")
    assert site["address"] == f"{str(ann.base_url).rstrip('/')}/sites/blog/"
    (bobs,) = (await bob.post("/readdir-subdomains", json={"directory_ids": [directory]})).json()
    assert (bobs["subdomains"], bobs["has_website"]) == ([], False)
    wrong = await ann.post("/readdir-subdomains", json={"directory_ids": [1]})
    assert refused(wrong) == (400, "bad_request")


async def test_an_entry_tells_it_where_it_is_asked(ann: httpx.AsyncClient) -> None:
    await published(ann)
    asked = {"path": "~/Documents", "return_subdomains": True}
    older = (await ann.post("/stat", json=asked)).json()
    assert (older["has_website"], older["subdomains"][0]["subdomain"]) == (True, "blog")
    newer = (await ann.post("/fs/stat", json=asked)).json()
    assert (newer["hasWebsite"], newer["subdomains"]) == (True, older["subdomains"])
    assert (await ann.post("/stat", json={"path": "~/Documents"})).json()["subdomains"] == []
