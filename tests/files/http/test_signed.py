"""Signed URLs over HTTP, SDK and command line."""

import json
from collections.abc import AsyncIterator
from functools import partial

import anyio
import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from support.command_line import CommandLine
from support.daemons import Living, living

FILES = "/api/v1/files"
PAGE = b"<script>fetch('/api/v1/me')</script>"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("signed")) as daemon:
        yield daemon


@pytest.fixture
async def admin(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        await client.put(FILES, params={"path": "~/s/page.html", "parents": True}, content=PAGE)
        yield client


async def sign(client: httpx.AsyncClient, path: str, **more: object) -> str:
    answer = await client.post(f"{FILES}/sign", json={"path": path, **more})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["url"])


async def test_anybody_reads_it(daemon: Living, admin: httpx.AsyncClient) -> None:
    url = await sign(admin, "~/s/page.html")
    async with daemon.served.program() as anybody:
        read = await anybody.get(url)
        assert (read.status_code, read.content) == (200, PAGE)
        assert (await anybody.head(url)).headers["content-length"] == str(len(PAGE))
        assert (await anybody.get(url, headers={"Range": "bytes=1-6"})).content == b"script"
        assert (await anybody.get(url, headers={"If-None-Match": read.headers["etag"]})).status_code == 304
        assert (await anybody.put(url, content=b"x")).json()["code"] == "signature_invalid"
        for broken in (url[:-3], url.replace("=", "=A", 1), f"{FILES}/signed?signature=x"):
            answer = await anybody.get(broken)
            assert (answer.status_code, answer.json()["code"]) == (403, "signature_invalid")
        assert (await anybody.get(f"{FILES}/signed")).status_code == 400


@pytest.mark.parametrize("signed", [True, False])
async def test_a_page_of_a_person_runs_nothing_here(
    daemon: Living, admin: httpx.AsyncClient, signed: bool
) -> None:
    url = await sign(admin, "~/s/page.html") if signed else f"{FILES}?path=~/s/page.html"
    read = await admin.get(url)
    assert read.headers["content-type"].startswith("text/html")
    assert read.headers["x-content-type-options"] == "nosniff"
    policy = read.headers["content-security-policy"]
    assert "sandbox" in policy
    assert "allow" not in policy  # neither scripts nor our origin
    assert "default-src 'none'" in policy
    expected = "cross-origin" if signed else "same-origin"  # a signed picture may stand in anybody's page
    assert read.headers.get_list("cross-origin-resource-policy") == [expected]
    assert read.headers.get("access-control-allow-origin") == ("*" if signed else None)


async def test_anybody_writes_where_they_may(daemon: Living, admin: httpx.AsyncClient) -> None:
    directory = await sign(admin, "~/s", act="write")
    async with daemon.served.program() as anybody:
        made = await anybody.put(f"{directory}&name=new.txt", content=b"new")
        assert (made.status_code, made.json()["path"]) == (201, "/admin/s/new.txt")
        assert (await anybody.get(f"{directory}&name=new.txt")).content == b"new"
        for name in ("..", "../../x", "a%00b", "%2e%2e/%2e%2e/Documents/x"):
            assert (await anybody.put(f"{directory}&name={name}", content=b"x")).status_code == 400, name
        file = await sign(admin, "~/s/new.txt", act="write")
        assert (await anybody.put(file, content=b"newer")).status_code == 200
        assert (await anybody.put(f"{file}&name=x", content=b"x")).status_code in {404, 409}
    assert (await admin.get(FILES, params={"path": "~/s/new.txt"})).content == b"newer"


async def test_it_ends(daemon: Living, admin: httpx.AsyncClient) -> None:
    url = await sign(admin, "~/s/page.html")
    short = await sign(admin, "~/s/page.html", seconds=1)
    assert (await admin.post(f"{FILES}/sign/revoke", json={"path": "~/s/page.html"})).status_code == 204
    assert (await admin.get(url)).status_code == 403
    with anyio.fail_after(60):
        while (await admin.get(short)).status_code != 403:  # noqa: ASYNC110 - nobody tells
            await anyio.sleep(0.05)
    for seconds in (0, -1, 1 << 40):
        wrong = await admin.post(f"{FILES}/sign", json={"path": "~/s", "seconds": seconds})
        assert wrong.status_code == 400


async def test_sdk_and_command_line(daemon: Living, admin: httpx.AsyncClient) -> None:
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        signed = await ingle.files.sign("~/s/page.html", seconds=60)
        assert (await admin.get(signed.url)).content == PAGE
        await ingle.files.revoke_signed()
        assert (await admin.get(signed.url)).status_code == 403

    run = partial(CommandLine(f"unix:{daemon.served.socket}"), "files")
    told = json.loads(await run("sign", "--write", "--for", "2h", "~/s", "--json"))
    assert told["act"] == "write"
    url = (await run("sign", "~/s/page.html")).strip()
    assert (await admin.get(url)).content == PAGE
    await run("sign", "--revoke", "~/s/page.html")
    assert (await admin.get(url)).status_code == 403
