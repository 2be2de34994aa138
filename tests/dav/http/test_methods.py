"""WebDAV through the doors of a whole daemon: who gets in, what the methods answer, and what clients of several systems send."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from ingle.dav.service import looking
from support.daemons import Living, living

PROPFIND = '<D:propfind xmlns:D="DAV:"><D:prop>{}</D:prop></D:propfind>'


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    """Each test has names of its own in the admin's tree."""
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


async def token(daemon: Living, *scopes: str) -> str:
    async with daemon.served.operator() as operator:
        made = await operator.post("/api/v1/tokens", json={"name": "dav", "scopes": list(scopes)})
        secret: str = made.json()["secret"]
        return secret


@pytest.fixture
async def client(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    secret = await token(daemon, "files:read", "files:write")
    async with httpx.AsyncClient(
        base_url=f"{daemon.served.url}/dav/~/", auth=("anything", secret), timeout=60
    ) as client:
        yield client


async def test_who_gets_in(daemon: Living) -> None:
    secret = await token(daemon, "files:read")
    async with daemon.served.program() as anybody:
        refused = await anybody.request("PROPFIND", "/dav/", headers={"Depth": "0"})
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith('Basic realm="Ingle"')
        for auth in (("admin", "wrong"), ("", "")):
            assert (await anybody.request("OPTIONS", "/dav/~/", auth=auth)).status_code == 401
        for header in ("Basic", "Basic !", "Basic YQ==", "Digest x"):
            answer = await anybody.get("/dav/~/a", headers={"Authorization": header})
            assert answer.status_code == 401, header
        bearer = {"Authorization": f"Bearer {secret}"}
        assert (await anybody.request("OPTIONS", "/dav/~/", headers=bearer)).headers["dav"] == "1, 2"
        assert (await anybody.get("/dav/~/a", auth=("", secret))).status_code == 404
        assert (await anybody.put("/dav/~/a", auth=("", secret))).status_code == 403  # it may only read
    other = await token(daemon, "kv:read")
    async with daemon.served.program() as program:
        assert (await program.get("/dav/~/a", auth=("admin", other))).status_code == 403


async def test_a_password_is_no_token_and_a_session_is_not_heard(daemon: Living) -> None:
    """A browser sends its cookies by itself, whoever asks it to."""
    async with daemon.served.browser() as browser:
        await browser.post("/api/v1/login", json={"name": "admin", "password": daemon.password})
        assert (await browser.get("/api/v1/files/stat", params={"path": "~"})).status_code == 200
        assert (await browser.get("/dav/~/a")).status_code == 401
        assert (await browser.get("/dav/~/a", auth=("admin", daemon.password))).status_code == 401


async def test_basic_is_heard_nowhere_else(daemon: Living) -> None:
    secret = await token(daemon, "files:read")
    async with daemon.served.program() as program:
        assert (await program.get("/api/v1/files/stat?path=~", auth=("admin", secret))).status_code == 401


async def test_files_are_written_read_in_ranges_and_not_sent_twice(client: httpx.AsyncClient) -> None:
    data = bytes(range(256)) * 400
    made = await client.put("Documents/größe 1.bin", content=data, headers={"X-OC-Mtime": "1700000000"})
    assert (made.status_code, made.headers["x-oc-mtime"]) == (201, "accepted")
    tag = made.headers["etag"]
    path = "Documents/gr%C3%B6%C3%9Fe%201.bin"
    whole = await client.get(path)
    assert (whole.content, whole.headers["etag"]) == (data, tag)
    assert whole.headers["last-modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
    part = await client.get(path, headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, data[1000:2000])
    assert (await client.get(path, headers={"If-None-Match": tag})).status_code == 304
    head = await client.head(path)
    assert (head.headers["content-length"], head.content) == (str(len(data)), b"")
    assert (await client.put(path, content=b"x", headers={"If-Match": '"no"'})).status_code == 412
    assert (await client.put(path, content=b"x", headers={"If-None-Match": "*"})).status_code == 412
    assert (await client.put(path, content=b"x", headers={"Content-Range": "bytes 0-0/5"})).status_code == 400
    assert (await client.put(path, content=b"x", headers={"If-Match": tag})).status_code == 204


async def test_what_a_person_keeps_is_no_page_of_ours(client: httpx.AsyncClient) -> None:
    await client.put("a.html", content=b"<script>alert(1)</script>", headers={"Content-Type": "text/html"})
    answer = await client.get("a.html")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def propfind(client: httpx.AsyncClient, path: str, depth: str, *names: str) -> httpx.Response:
    body = PROPFIND.format("".join(f"<D:{name}/>" for name in names)) if names else ""
    return await client.request("PROPFIND", path, content=body, headers={"Depth": depth})


async def test_directories_are_listed_level_by_level(client: httpx.AsyncClient, daemon: Living) -> None:
    before = await used(client)
    await client.put("Documents/a.txt", content=b"12345")
    listed = await propfind(client, "Documents/", "1", "getcontentlength", "resourcetype")
    assert listed.status_code == 207
    assert "<D:href>/dav/~/Documents/</D:href>" in listed.text
    assert "<D:href>/dav/~/Documents/a.txt</D:href>" in listed.text
    assert "<D:getcontentlength>5</D:getcontentlength>" in listed.text
    assert "a.txt" not in (await propfind(client, "Documents", "0")).text
    deep = await propfind(client, "Documents", "infinity")
    assert deep.status_code == 403
    assert "propfind-finite-depth" in deep.text
    assert (await client.request("PROPFIND", "Documents")).status_code == 403  # no Depth means infinity
    top = await propfind(client, f"{daemon.served.url}/dav/", "1")
    assert "<D:href>/dav/admin/</D:href>" in top.text
    assert await used(client) == before + 5


async def used(client: httpx.AsyncClient) -> int:
    """Bytes, as is told of the whole tree."""
    answer = await propfind(client, "", "0", "quota-used-bytes")
    found = re.search("<D:quota-used-bytes>([0-9]+)</D:quota-used-bytes>", answer.text)
    assert found, answer.text
    return int(found[1])


async def test_a_long_directory_is_listed_whole(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 3)
    await client.request("MKCOL", "many")
    for number in range(7):
        await client.put(f"many/{number}", content=b"")
    listed = await propfind(client, "many", "1", "getetag")
    assert listed.text.count("<D:response>") == 8


async def test_shortcuts_are_left_out(client: httpx.AsyncClient, daemon: Living) -> None:
    await client.put("a", content=b"x")
    async with daemon.served.operator() as operator:
        body = {"path": "~/short", "target": "~/a"}
        assert (await operator.post("/api/v1/files/shortcut", json=body)).status_code == 201
    assert "short" not in (await propfind(client, "", "1", "getetag")).text
    assert (await propfind(client, "short", "0")).status_code == 404


async def test_properties_are_kept(client: httpx.AsyncClient) -> None:
    await client.put("a", content=b"x")
    sent = '<D:propertyupdate xmlns:D="DAV:" xmlns:z="urn:z"><D:set><D:prop>{}</D:prop></D:set></D:propertyupdate>'
    both = sent.format("<z:color>crimson</z:color><D:getetag>mine</D:getetag>")
    answer = await client.request("PROPPATCH", "a", content=both)
    assert (answer.status_code, "424 Failed" in answer.text) == (207, True)
    assert "crimson" not in (await propfind(client, "a", "0")).text
    assert (
        "200 OK"
        in (await client.request("PROPPATCH", "a", content=sent.format("<z:color>crimson</z:color>"))).text
    )
    assert "crimson" in (await propfind(client, "a", "0")).text
    large = sent.format(f"<z:color>{'x' * 20_000}</z:color>")
    assert (await client.request("PROPPATCH", "a", content=large)).status_code == 507


async def test_a_destination_behind_a_proxy(client: httpx.AsyncClient) -> None:
    await client.put("a", content=b"x")
    there = {"Destination": "https://files.example.org/cloud/dav/~/b%20c", "Overwrite": "F"}
    assert (await client.request("MOVE", "a", headers=there)).status_code == 201
    assert (await client.get("b%20c")).content == b"x"
    assert (await client.request("COPY", "b%20c", headers=there)).status_code == 403
    await client.put("a", content=b"y")
    assert (await client.request("COPY", "a", headers=there)).status_code == 412
    assert (await client.request("COPY", "a", headers=there | {"Overwrite": "T"})).status_code == 204


async def test_directories_answer_what_they_are_not(client: httpx.AsyncClient) -> None:
    assert (await client.get("Documents/")).status_code == 405
    assert (await client.put("Documents", content=b"x")).status_code == 405
    assert (await client.request("MKCOL", "Documents")).status_code == 405
    assert (await client.request("MKCOL", "no/where")).status_code == 409
    assert (await client.request("MKCOL", "new", content=b"<x/>")).status_code == 415
    assert (await client.delete("Documents")).status_code == 403  # it belongs to every tree
    assert (await client.delete("")).status_code == 405
    assert (await client.post("a", content=b"x")).status_code == 405
    assert (await client.request("DELETE", "Documents", headers={"Depth": "0"})).status_code == 400
