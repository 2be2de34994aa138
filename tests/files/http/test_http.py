"""Files over HTTP, SDK and command line, with a whole daemon."""

import json
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from support.command_line import CommandLine
from support.daemons import Living, living

FILES = "/api/v1/files"
LARGE = bytes(range(256)) * 1000


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("files")) as daemon:
        yield daemon


@pytest.fixture
async def admin(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        yield client


async def put(client: httpx.AsyncClient, path: str, data: bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.put(FILES, params={"path": path, "parents": True}, content=data, headers=named)


async def get(client: httpx.AsyncClient, path: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.get(FILES, params={"path": path}, headers=named)


async def test_a_file_is_written_and_read(admin: httpx.AsyncClient) -> None:
    made = await put(admin, "~/h/ä b.txt", b"hello")
    assert made.status_code == 201, made.text
    assert made.json()["path"] == "/admin/h/ä b.txt"
    assert (await put(admin, "~/h/ä b.txt", b"again")).status_code == 200
    read = await get(admin, "~/h/ä b.txt")
    assert (read.status_code, read.content) == (200, b"again")
    assert read.headers["content-type"] == "text/plain; charset=utf-8"
    assert (
        read.headers["content-disposition"] == "inline; filename=\"_ b.txt\"; filename*=UTF-8''%C3%A4%20b.txt"
    )
    saved = await admin.get(FILES, params={"path": "~/h/ä b.txt", "download": True})
    assert saved.headers["content-disposition"].startswith("attachment")
    head = await admin.head(FILES, params={"path": "~/h/ä b.txt"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "5")
    assert head.headers["etag"] == read.headers["etag"]


@pytest.mark.parametrize("data", [b"0123456789", LARGE], ids=["small", "large"])
async def test_ranges_and_conditions(admin: httpx.AsyncClient, data: bytes) -> None:
    made = await put(admin, "~/r", data)
    tag = made.json()["etag"]
    whole = await get(admin, "~/r")
    assert whole.content == data
    assert whole.headers["etag"] == tag
    part = await get(admin, "~/r", range="bytes=2-4")
    assert (part.status_code, part.content) == (206, data[2:5])
    assert part.headers["content-range"] == f"bytes 2-4/{len(data)}"
    assert (await get(admin, "~/r", range="bytes=-3")).content == data[-3:]
    assert (await get(admin, "~/r", range=f"bytes={len(data)}-")).status_code == 416
    assert (await get(admin, "~/r", if_none_match=tag)).status_code == 304
    assert (await get(admin, "~/r", if_none_match='"other"')).status_code == 200
    assert (await get(admin, "~/r", if_modified_since=whole.headers["last-modified"])).status_code == 304
    assert (await get(admin, "~/r", range="bytes=0-0", if_range=tag)).status_code == 206
    assert (await get(admin, "~/r", range="bytes=0-0", if_range='"other"')).status_code == 200
    refused = await put(admin, "~/r", data, if_match='"other"')
    assert (refused.status_code, refused.json()["code"]) == (409, "content_changed")
    assert (await put(admin, "~/r", data, if_none_match="*")).json()["code"] == "file_exists"


async def test_everything_else(admin: httpx.AsyncClient) -> None:
    async def post(what: str, **body: object) -> httpx.Response:
        answer = await admin.post(f"{FILES}/{what}", json=body)
        assert answer.is_success, answer.text
        return answer

    assert (await post("mkdir", path="~/e/a", parents=True)).status_code == 201
    assert (await post("mkdir", path="~/e/a", exist_ok=True)).status_code == 200
    await put(admin, "~/e/a/f", b"1")
    assert (await post("copy", source="~/e/a", into="~/e", name="b")).json()["path"] == "/admin/e/b"
    assert (await post("move", source="~/e/b/f", into="~/e")).json()["path"] == "/admin/e/f"
    assert (await post("rename", path="~/e/f", name="g")).json()["name"] == "g"
    assert (await post("shortcut", path="~/e/s", target="~/e/g")).json()["kind"] == "shortcut"
    assert (await post("touch", path="~/e/new")).json()["size"] == 0
    noted = await admin.put(f"{FILES}/metadata", json={"path": "~/e/g", "metadata": {"k": 1}})
    assert noted.json()["metadata"] == {"k": 1}
    listed = await admin.get(f"{FILES}/list", params={"path": "~/e", "limit": 2, "total": True})
    assert [one["name"] for one in listed.json()["items"]] == ["a", "b"]
    assert listed.json()["total"] == 5
    assert listed.json()["cursor"]
    walked = await admin.get(f"{FILES}/walk", params={"path": "~/e"})
    assert "/admin/e/a/f" in [one["path"] for one in walked.json()["items"]]
    assert (await post("trash", path="~/e/g")).json()["path"] == "/admin/Trash/g"
    assert (await post("restore", path="~/Trash/g")).json()["path"] == "/admin/e/g"
    await post("remove", path="~/e", recursive=True)
    usage = (await admin.get(f"{FILES}/usage")).json()
    assert usage["limit_bytes"] == 0  # an admin
    changes = (await admin.get(f"{FILES}/changes", params={"after": 0, "limit": 1000})).json()
    assert changes["items"][-1]["happened"] == "removed"
    found = await post("stat", paths=["~", "~/nothing"])
    assert [one and one["path"] for one in found.json()["items"]] == ["/admin", None]


async def test_other_people_find_nothing(daemon: Living, admin: httpx.AsyncClient) -> None:
    made = (await put(admin, "~/secret", b"s")).json()
    await admin.post("/api/v1/users", json={"name": "ann", "password": "correct horse"})
    async with daemon.served.browser() as ann:
        await ann.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
        for path in ("/admin/secret", "/admin", made["id"], f"{made['parent_id']}/secret"):
            answers = [
                await get(ann, path),
                await put(ann, path, b"x"),
                await ann.head(FILES, params={"path": path}),
                *[
                    await ann.get(f"{FILES}/{what}", params={"path": path})
                    for what in ("stat", "list", "walk", "versions")
                ],
                await ann.post(f"{FILES}/remove", json={"path": path}),
                await ann.post(f"{FILES}/copy", json={"source": path, "into": "~"}),
                await ann.post(f"{FILES}/move", json={"source": path, "into": "~"}),
            ]
            assert {answer.status_code for answer in answers} == {404}, path
        usage = (await ann.get("/api/v1/me/usage")).json()
        assert usage["storage_mib"] == 0
    assert (await get(admin, "~/secret")).content == b"s"


async def test_a_client_that_hangs_up_leaves_nothing(daemon: Living, admin: httpx.AsyncClient) -> None:
    made = (await admin.post("/api/v1/tokens", json={"name": "t"})).json()
    stream = await anyio.connect_tcp("127.0.0.1", daemon.served.port)
    head = f"PUT {FILES}?path=~/half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {made['secret']}\r\nContent-Length: 9999999\r\n\r\n"
    await stream.send(head.encode() + b"x" * 100_000)
    await stream.aclose()
    with anyio.fail_after(60):
        while list((daemon.served.socket.parent / "files").rglob("*.part")):  # noqa: ASYNC110 - nobody tells
            await anyio.sleep(0.02)
    assert (await admin.get(f"{FILES}/stat", params={"path": "~/half"})).status_code == 404


async def test_the_sdk(daemon: Living, admin: httpx.AsyncClient) -> None:
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        files = ingle.files
        await files.mkdir("~/sdk/d", parents=True)
        await files.write("~/sdk/a", LARGE)
        assert await files.read("~/sdk/a") == LARGE
        async with files.open("~/sdk/a", offset=5, length=3) as pieces:
            assert b"".join([piece async for piece in pieces]) == LARGE[5:8]
        assert [one.name for one in await files.list("~/sdk")] == ["a", "d"]
        await files.copy("~/sdk/a", "~/sdk/d")
        await files.move("~/sdk/a", "~/sdk/d", name="b")
        await files.rename("~/sdk/d/b", "c")
        await files.touch("~/sdk/d/e")
        await files.set_metadata("~/sdk/d/e", [1])
        assert len((await files.walk("~/sdk")).items) == 4
        gone = await files.trash("~/sdk/d/c")
        assert (await files.restore(gone.id)).path == "/admin/sdk/d/c"
        assert not await files.exists("~/sdk/nothing")
        assert [one.path for one in await files.search("e", under="~/sdk/d")] == ["/admin/sdk/d/e"]
        assert (await files.stat_many(["~/sdk", "~/no"]))[1] is None
        assert await files.versions("~/sdk/d/e") == []
        await files.remove("~/sdk", recursive=True)
        assert await files.empty_trash() >= 0
        assert (await files.usage()).entries >= 8
        assert (await files.changes()).number > 0


async def test_the_command_line(daemon: Living, tmp_path: Path) -> None:
    run = partial(CommandLine(f"unix:{daemon.served.socket}"), "files")
    local = tmp_path / "local.bin"
    local.write_bytes(LARGE)
    assert await run("put", "-p", str(local), "~/cli/") == "/admin/cli/local.bin\n"
    await run("get", "~/cli/local.bin", str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == LARGE
    assert "local.bin" in await run("ls", "~/cli")
    assert json.loads(await run("ls", "~/cli", "--json"))[0]["size"] == len(LARGE)
    await run("mkdir", "~/cli/d")
    await run("cp", "~/cli/local.bin", "~/cli/d", "--name", "x")
    await run("mv", "~/cli/d/x", "~/cli")
    await run("rename", "~/cli/x", "y")
    assert await run("find", "y", "--under", "~/cli") == "/admin/cli/y\n"
    assert await run("trash", "~/cli/y") == "/admin/Trash/y\n"
    assert await run("restore", "~/Trash/y") == "/admin/cli/y\n"
    await run("versions", "~/cli/y")
    await run("df")
    await run("cat", "~/nothing", code=66)
    await run("rm", "-r", "~/cli")
    await run("trash", "--empty")
