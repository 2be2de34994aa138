"""Sites through the doors of a whole daemon: published, visited, followed and taken back."""

import anyio
import httpx
import pytest

from support.daemons import Living

INDEX = b"<h1>Ann's</h1>"


async def put(client: httpx.AsyncClient, path: str, content: bytes) -> None:
    answer = await client.put("files", params={"path": path, "parents": True}, content=content)
    assert answer.status_code in {200, 201}, answer.text


async def publish(client: httpx.AsyncClient, **fields: object) -> httpx.Response:
    await put(client, "~/Documents/blog/index.html", INDEX)
    return await client.post("sites", json={"name": "blog", "directory": "~/Documents/blog", **fields})


async def visit(daemon: Living, path: str, host: str = "", **headers: str) -> httpx.Response:
    async with httpx.AsyncClient() as anybody:
        told = {"host": host, **headers} if host else headers
        return await anybody.get(f"{daemon.served.url}{path}", headers=told)


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_a_directory_is_shown_on_a_host_of_its_own_and_in_a_sandbox(
    daemon: Living, ann: httpx.AsyncClient
) -> None:
    made = await publish(ann)
    assert made.status_code == 201, made.text
    assert (made.json()["path"], made.json()["label"]) == ("/sites/blog/", "blog.sites")
    on_host = await visit(daemon, "/", "blog.sites.whatever.example:1")
    assert (on_host.status_code, on_host.content) == (200, INDEX)
    assert on_host.headers["content-type"] == "text/html; charset=utf-8"
    assert "content-security-policy" not in on_host.headers
    boxed = await visit(daemon, "/sites/blog/")
    assert (boxed.status_code, boxed.content) == (200, INDEX)
    policy = boxed.headers["content-security-policy"]
    assert policy.startswith("sandbox ")
    assert "allow-same-origin" not in policy
    assert "set-cookie" not in boxed.headers


async def test_the_house_is_not_reached_by_a_sites_host(daemon: Living, ann: httpx.AsyncClient) -> None:
    await publish(ann)
    cookie = {"cookie": "; ".join(f"{name}={value}" for name, value in ann.cookies.items())}
    assert (await visit(daemon, "/api/v1/me", **cookie)).status_code == 200
    for host in ("blog.sites.localhost", "nobody.sites.localhost"):
        answer = await visit(daemon, "/api/v1/me", host, **cookie)
        assert (answer.status_code, "Ann" in answer.text) == (404, False)
    async with httpx.AsyncClient() as anybody:
        posted = await anybody.post(f"{daemon.served.url}/sites/blog/")
    assert (posted.status_code, posted.headers["allow"]) == (405, "GET, HEAD")


async def test_the_sessions_cookie_is_for_the_houses_own_host_only(ann: httpx.AsyncClient) -> None:
    """With a Domain it would be sent to the hosts of sites, which lie below."""
    answer = await ann.post("login", json={"name": "Ann", "password": "correct horse"})
    assert "domain=" not in answer.headers["set-cookie"].lower()


async def test_contents_are_answered_as_files_are(daemon: Living, ann: httpx.AsyncClient) -> None:
    await publish(ann)
    await put(ann, "~/Documents/blog/a.css", b"0123456789")
    whole = await visit(daemon, "/sites/blog/a.css")
    assert whole.headers["content-type"].startswith("text/css")
    assert whole.headers["cache-control"] == "public, no-cache"
    part = await visit(daemon, "/sites/blog/a.css", range="bytes=2-3")
    assert (part.status_code, part.content) == (206, b"23")
    same = await visit(daemon, "/sites/blog/a.css", **{"if-none-match": whole.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    await put(ann, "~/Documents/blog/a.css", b"new")
    again = await visit(daemon, "/sites/blog/a.css", **{"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (200, b"new")
    async with httpx.AsyncClient() as anybody:
        head = await anybody.head(f"{daemon.served.url}/sites/blog/a.css")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "3", b"")


async def test_addresses_of_directories_end_with_a_slash(daemon: Living, ann: httpx.AsyncClient) -> None:
    await publish(ann)
    await put(ann, "~/Documents/blog/a b/index.html", b"deeper")
    for path, to in (("/sites/blog", "/sites/blog/"), ("/sites/blog/a%20b?x=1", "/sites/blog/a%20b/?x=1")):
        answer = await visit(daemon, path)
        assert (answer.status_code, answer.headers["location"]) == (308, to)
    on_host = await visit(daemon, "//evil.example/../a%20b", "blog.sites.localhost")
    assert on_host.headers.get("location", "/x").startswith("/") is True
    assert (await visit(daemon, "/a%20b/", "blog.sites.localhost")).content == b"deeper"


HIDDEN = (
    *("x", ".env", "..%2fsecret", "%2e%2e/secret", "a%00b", "secret"),
    *("blog.txt/", "%ff", "\\..\\secret", "x" * 2000, "a/" * 200),
)


async def test_what_is_not_there_or_not_to_be_seen(daemon: Living, ann: httpx.AsyncClient) -> None:
    await publish(ann)
    await put(ann, "~/Documents/secret", b"secret")
    await put(ann, "~/Documents/blog/.env", b"secret")
    await put(ann, "~/Documents/blog/blog.txt", b"secret")
    for path in HIDDEN:
        answer = await visit(daemon, f"/sites/blog/{path}")
        assert (answer.status_code, b"secret" in answer.content) == (404, False), path


async def test_a_site_says_itself_what_is_not_there(daemon: Living, ann: httpx.AsyncClient) -> None:
    await publish(ann)
    await put(ann, "~/Documents/blog/404.html", b"gone fishing")
    missing = await visit(daemon, "/sites/blog/x")
    assert (missing.status_code, missing.content) == (404, b"gone fishing")
    again = await visit(daemon, "/sites/blog/x", **{"if-none-match": "*", "range": "bytes=0-1"})
    assert (again.status_code, again.content) == (404, b"gone fishing")
    assert (await ann.patch("sites/blog", json={"fallback": True})).json()["fallback"] is True
    found = await visit(daemon, "/sites/blog/x")
    assert (found.status_code, found.content) == (200, INDEX)


async def test_a_site_follows_its_directory_and_is_empty_when_that_is_gone(
    daemon: Living, ann: httpx.AsyncClient
) -> None:
    made = (await publish(ann)).json()
    moved = await ann.post("files/move", json={"source": "~/Documents/blog", "into": "~/Pictures"})
    assert moved.status_code < 300, moved.text
    assert (await visit(daemon, "/sites/blog/")).content == INDEX
    assert [one["id"] for one in (await ann.get("sites?directory=~/Pictures/blog")).json()["items"]] == [
        made["id"]
    ]
    assert (await ann.get("sites?directory=~/Pictures")).json()["items"] == []
    trashed = await ann.post("files/trash", json={"path": "~/Pictures/blog"})
    assert trashed.status_code < 300, trashed.text
    assert (await visit(daemon, "/sites/blog/")).status_code == 404
    assert (await ann.get("sites/blog")).status_code == 200


async def test_a_private_site_is_for_those_who_may_read_it(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    made = (await publish(ann, private=True)).json()
    assert (await visit(daemon, "/sites/blog/")).status_code == 404
    assert (await visit(daemon, "/", "blog.sites.localhost")).status_code == 404
    address = (await ann.post("sites/blog/visit")).json()["path"]
    seen = await visit(daemon, address)
    assert (seen.status_code, seen.content) == (200, INDEX)
    assert seen.headers["cache-control"] == "private, no-cache"
    assert seen.headers["referrer-policy"] == "no-referrer"
    assert (await visit(daemon, address[:-2] + "/")).status_code == 404
    assert address.split("~")[1].rstrip("/") not in capsys.readouterr().out  # the log keeps no tickets
    assert told(await bob.post("sites/blog/visit")) == (404, "site_not_found")
    grant = {"object": made["directory_id"], "to": {"kind": "user", "name": "Bob"}, "mode": "read"}
    given = await ann.post("grants", json={"kind": "entry", **grant})
    assert given.status_code < 300, given.text
    bobs = (await bob.post("sites/blog/visit")).json()["path"]
    assert (await visit(daemon, bobs)).content == INDEX
    assert (await ann.delete(f"grants/{given.json()['id']}")).status_code == 204
    assert (await visit(daemon, bobs)).status_code == 404


async def test_only_ones_own_directories_are_shown_and_names_are_unique(
    ann: httpx.AsyncClient, bob: httpx.AsyncClient
) -> None:
    await publish(ann)
    await put(bob, "~/Documents/index.html", b"")
    mine = {"directory": "~/Documents"}
    assert told(await bob.post("sites", json={"name": "BLOG", **mine})) == (409, "site_taken")
    assert told(await bob.post("sites", json={"name": "www", **mine})) == (400, "site_name_reserved")
    assert (await bob.post("sites", json={"name": "b", "directory": "/Ann/Documents"})).status_code == 404
    for directory in ("~", "~/Trash", "~/Documents/index.html"):
        answer = await bob.post("sites", json={"name": "b", "directory": directory})
        assert told(answer) == (400, "site_invalid"), directory
    for method in ("GET", "DELETE"):
        assert told(await bob.request(method, "sites/blog")) == (404, "site_not_found")
    assert told(await bob.patch("sites/blog", json={"private": True})) == (404, "site_not_found")
    for name in ("b1", "b2", "b3"):
        assert (await bob.post("sites", json={"name": name, **mine})).status_code == 201
    assert told(await bob.post("sites", json={"name": "b4", **mine}))[1] == "sites_full"
    assert (await bob.delete("sites/b1")).status_code == 204
    assert [one["name"] for one in (await bob.get("sites")).json()["items"]] == ["b2", "b3"]


async def test_a_restricted_token_sees_no_sites(daemon: Living, ann: httpx.AsyncClient) -> None:
    """Neither one by one nor in a list: sites are nothing that is granted to it."""
    await publish(ann)
    made = await ann.post("tokens", json={"name": "narrow", "restricted": True})
    assert made.status_code == 201, made.text
    async with daemon.served.program() as narrow:
        narrow.headers["Authorization"] = f"Bearer {made.json()['secret']}"
        assert told(await narrow.get("/api/v1/sites/blog")) == (404, "site_not_found")
        listed = await narrow.get("/api/v1/sites")
        assert (listed.status_code, listed.json()["items"]) == (200, [])
    assert [one["name"] for one in (await ann.get("sites")).json()["items"]] == ["blog"]


async def test_an_admin_gives_a_site_a_domain(
    daemon: Living, ann: httpx.AsyncClient, operator: httpx.AsyncClient
) -> None:
    await publish(ann)
    wanted = {"domain": "www.ann.example"}
    assert told(await ann.patch("sites/blog", json=wanted)) == (403, "site_denied")
    given = await operator.patch("sites/blog", json=wanted)
    assert given.json()["hosts"] == ["www.ann.example"]
    await _until_known(daemon)
    assert (await visit(daemon, "/", "WWW.ann.example:443")).content == INDEX
    assert (await ann.patch("sites/blog", json={"domain": ""})).status_code == 200
    assert (await ann.get("sites/blog")).json().get("domain", "") == ""


async def _until_known(daemon: Living) -> None:
    """Domains are looked up again after some seconds."""
    with anyio.fail_after(60):
        while (await visit(daemon, "/", "www.ann.example")).content != INDEX:
            pass
