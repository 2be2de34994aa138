"""Uploads in parts over HTTP, SDK and command line, with a whole daemon; and with daemons that are killed and clients that are slow."""

import hashlib
import json
import os
import re
import socket
from collections.abc import AsyncIterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import httpx
import pytest

from ingle.sdk.client import AsyncIngle
from ingle.sdk.sync.client import Ingle
from support.command_line import CommandLine
from support.daemons import Living, living
from support.house import House, house
from support.waiting import wait_until

UPLOADS = "/api/v1/files/uploads"
MIB = 1 << 20


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("uploads")) as daemon:
        yield daemon


@pytest.fixture
async def admin(daemon: Living) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.operator() as client:
        yield client


async def test_a_file_comes_in_parts(admin: httpx.AsyncClient) -> None:
    whole = os.urandom(300_000)
    body = {"path": "~/u/a.bin", "size": len(whole), "parents": True, "media_type": "x/y"}
    body["sha256"] = hashlib.sha256(whole).hexdigest()
    begun = (await admin.post(UPLOADS, json=body)).json()
    assert (begun["state"], begun["received_bytes"], begun["part_bytes"]) == ("open", 0, 8 * MIB)
    url = f"{UPLOADS}/{begun['id']}"
    for number, first, last in ((2, 100_000, None), (1, 0, 100_000)):
        part = await admin.put(f"{url}/parts/{number}", content=whole[first:last])
        assert part.status_code == 200, part.text
        assert part.json()["sha256"] == hashlib.sha256(whole[first:last]).hexdigest()
        early = await admin.post(f"{url}/complete") if number == 2 else None
        assert early is None or early.json()["code"] == "upload_incomplete"
    shown = (await admin.get(url)).json()
    assert [part["size"] for part in shown["parts"]] == [100_000, 200_000]
    assert begun["id"] in [one["id"] for one in (await admin.get(UPLOADS)).json()["items"]]
    made = await admin.post(f"{url}/complete")
    assert (made.status_code, made.json()["path"]) == (201, "/admin/u/a.bin")
    assert (await admin.post(f"{url}/complete")).status_code == 200
    read = await admin.get("/api/v1/files", params={"path": "~/u/a.bin"})
    assert read.content == whole
    assert read.headers["content-type"] == "x/y"
    assert (await admin.get(UPLOADS)).json()["items"] == []


async def test_what_is_wrong_is_told(admin: httpx.AsyncClient) -> None:
    for body in ({}, {"path": "~/a", "size": -1}, {"path": "~/a", "sha256": "x"}, {"path": "a"}):
        assert (await admin.post(UPLOADS, json=body)).status_code == 400, body
    begun = (await admin.post(UPLOADS, json={"path": "~/a", "size": 3})).json()
    url = f"{UPLOADS}/{begun['id']}"
    assert (await admin.put(f"{url}/parts/0", content=b"x")).status_code == 400
    assert (await admin.put(f"{url}/parts/1", content=b"xxxx")).json()["code"] == "part_too_large"
    assert (await admin.delete(url)).status_code == 204
    for answer in (await admin.get(url), await admin.delete(url), await admin.post(f"{url}/complete")):
        assert (answer.status_code, answer.json()["code"]) == (404, "upload_not_found")


async def test_the_sdk_goes_on_where_it_was_broken_off(daemon: Living, tmp_path: Path) -> None:
    local = tmp_path / "large.bin"
    local.write_bytes(os.urandom(17 * MIB))
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        files = ingle.files

        def break_off(done: int, total: int) -> None:
            if done > 9 * MIB:
                raise ConnectionError

        with pytest.raises(ConnectionError):
            await files.upload("~/large.bin", local, progress=break_off)
        (begun,) = await files.uploads.list()
        assert [part.number for part in (await files.uploads.get(begun.id)).parts] == [1]
        told: list[tuple[int, int]] = []
        made = await files.upload("~/large.bin", local, progress=lambda *one: told.append(one))
        assert told[0] == (8 * MIB, 17 * MIB)  # the first part was not sent again
        assert told[-1] == (17 * MIB, 17 * MIB)
        assert made.size == 17 * MIB
        assert await files.read("~/large.bin") == local.read_bytes()
        assert await files.uploads.list() == []
        await files.upload("~/small.bin", tmp_path / "large.bin", progress=lambda *_: None)
        begun = await files.uploads.start("~/x", size=1)
        await files.uploads.abort(begun.id)


async def test_a_part_that_is_not_what_the_file_has_now_is_sent_again(daemon: Living, tmp_path: Path) -> None:
    local = tmp_path / "changed.bin"
    local.write_bytes(os.urandom(9 * MIB))
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        begun = await ingle.files.uploads.start("~/changed.bin", size=9 * MIB)
        await ingle.files.uploads.put_part(begun.id, 1, os.urandom(8 * MIB))
        made = await ingle.files.upload("~/changed.bin", local)
        assert made.size == 9 * MIB
        assert await ingle.files.read("~/changed.bin") == local.read_bytes()


async def test_the_command_line(daemon: Living, tmp_path: Path) -> None:
    run = partial(CommandLine(f"unix:{daemon.served.socket}"), "files")
    local = tmp_path / "local.bin"
    local.write_bytes(os.urandom(9 * MIB))
    async with AsyncIngle(f"unix:{daemon.served.socket}") as ingle:
        begun = await ingle.files.uploads.start("~/cli/local.bin", size=9 * MIB, parents=True)
    assert json.loads(await run("uploads", "--json"))[0]["id"] == begun.id
    assert begun.id in await run("uploads")
    assert await run("put", "-p", str(local), "~/cli/") == "/admin/cli/local.bin\n"
    assert json.loads(await run("uploads", "--json")) == []
    await run("get", "~/cli/local.bin", str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == local.read_bytes()


def test_parts_that_were_acknowledged_outlive_the_daemon() -> None:
    first, second = os.urandom(3 * MIB), b"and the rest"
    with house("fake") as home:
        with Ingle(f"unix:{home.directory / 'data' / 'ingle.sock'}") as ingle:
            begun = ingle.files.uploads.start("~/survivor", size=len(first + second))
            ingle.files.uploads.put_part(begun.id, 1, first)
        with half_a_part(home, begun.id):
            home.kill()
        home.start()
        with Ingle(f"unix:{home.directory / 'data' / 'ingle.sock'}") as ingle:
            found = ingle.files.uploads.get(begun.id)
            assert [(part.number, part.size) for part in found.parts] == [(1, len(first))]
            ingle.files.uploads.put_part(begun.id, 2, second)
            ingle.files.uploads.complete(begun.id)
            assert ingle.files.read("~/survivor") == first + second
            wait_until(lambda: not begun_on_disk(home), timeout=60)
            ingle.files.remove("~/survivor")


def half_a_part(home: House, upload: str) -> ExitStack:
    """A client in the middle of sending part 2, of which some is on the disk."""
    stack = ExitStack()
    client = stack.enter_context(slow_client(home, f"{UPLOADS}/{upload}/parts/2"))
    client.sendall(b"x" * 600_000)
    wait_until(lambda: begun_on_disk(home), timeout=60)
    return stack


def begun_on_disk(home: House) -> int:
    """How many contents that come in have a file that is not empty: on their way to the disk with a name, on their way to a bucket without."""
    assert home.daemon is not None
    data, found = home.directory / "data", 0
    for each in (*(data / "files").rglob("*.part"), *Path(f"/proc/{home.daemon.pid}/fd").iterdir()):
        with suppress(FileNotFoundError):  # it is complete, or closed
            is_part = each.suffix == ".part" or each.readlink().is_relative_to(data / "parts")
            found += is_part and each.stat().st_size > 0
    return found


def slow_client(home: House, path: str) -> socket.socket:
    client = socket.socket(socket.AF_UNIX)
    client.connect(str(home.directory / "data" / "ingle.sock"))
    client.sendall(f"PUT {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n".encode())
    return client


@pytest.mark.parametrize("count", [60, pytest.param(200, marks=pytest.mark.soak)])
def test_two_hundred_slow_clients_take_little_memory(count: int) -> None:
    """Or less than a third of them in less than a third of it."""
    with (
        house("fake") as home,
        ExitStack() as stack,
        Ingle(f"unix:{home.directory / 'data' / 'ingle.sock'}") as ingle,
    ):
        uploads = [ingle.files.uploads.start(f"~/{number}", size=900_000).id for number in range(count)]
        ingle.files.write("~/other", b"before")
        before = resident_mib(home)
        clients = [stack.enter_context(slow_client(home, f"{UPLOADS}/{one}/parts/1")) for one in uploads]
        for client in clients:
            client.sendall(b"x" * 500_000)
        wait_until(lambda: begun_on_disk(home) == count, timeout=120)
        ingle.files.write("~/other", b"unharmed")
        assert ingle.files.read("~/other") == b"unharmed"
        assert (
            resident_mib(home) - before < count / 2
        )  # each has at most a piece, and what is between it and its socket
        for client in clients:
            client.sendall(b"x" * 400_000)
        assert {client.recv(12) for client in clients} == {b"HTTP/1.1 200"}
        for upload in uploads:
            ingle.files.uploads.abort(upload)
        ingle.files.remove("~/other")


def resident_mib(home: House) -> float:
    assert home.daemon is not None
    status = Path(f"/proc/{home.daemon.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1024
