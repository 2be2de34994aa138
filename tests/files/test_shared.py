"""Files that are shared, through the doors of a whole daemon: what is granted on a directory holds for all that is in it, and ends at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from support.daemons import Living, emptied, living


@pytest.fixture(scope="module")
async def shared_daemon(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with living(tmp_path_factory.mktemp("daemon")) as daemon:
        yield daemon


@pytest.fixture
async def daemon(shared_daemon: Living) -> AsyncIterator[Living]:
    async with emptied(shared_daemon) as daemon, daemon.served.operator() as operator:
        for name in ("ann", "bob", "cleo"):
            await operator.post("/api/v1/users", json={"name": name, "password": "correct horse"})
        yield daemon


@asynccontextmanager
async def at_home(daemon: Living, name: str) -> AsyncIterator[httpx.AsyncClient]:
    async with daemon.served.browser() as client:
        client.base_url = f"{daemon.served.url}/api/v1/"
        answer = await client.post("login", json={"name": name, "password": "correct horse"})
        assert answer.status_code == 200
        yield client


async def put(client: httpx.AsyncClient, path: str, content: bytes) -> httpx.Response:
    return await client.put("files", params={"path": path, "parents": "true"}, content=content)


async def stat(client: httpx.AsyncClient, path: str) -> httpx.Response:
    return await client.get("files/stat", params={"path": path})


async def grant(client: httpx.AsyncClient, entry: str, name: str, mode: str, kind: str = "user") -> str:
    body = {"kind": "entry", "object": entry, "to": {"kind": kind, "name": name}, "mode": mode}
    answer = await client.post("grants", json=body)
    assert answer.status_code in {200, 201}, answer.text
    made: str = answer.json()["id"]
    return made


async def test_a_shared_directory_is_read_and_written_as_far_as_was_granted(daemon: Living) -> None:
    async with at_home(daemon, "ann") as ann, at_home(daemon, "bob") as bob, at_home(daemon, "cleo") as cleo:
        await put(ann, "~/Documents/plans/deep/a.txt", b"plan")
        folder = (await stat(ann, "~/Documents/plans")).json()["id"]
        path = "/ann/Documents/plans/deep/a.txt"
        assert (await stat(bob, path)).status_code == 404
        given = await grant(ann, folder, "bob", "read")
        assert (await bob.get("files", params={"path": path})).content == b"plan"
        assert (await stat(bob, "/ann/Documents")).status_code == 404
        assert (await stat(cleo, path)).status_code == 404
        refused = await put(bob, path, b"mine")
        assert (refused.status_code, refused.json()["code"]) == (403, "access_denied")
        await grant(ann, folder, "bob", "write")
        assert (await put(bob, path, b"ours")).status_code == 200
        assert (await ann.get("files", params={"path": path})).content == b"ours"
        received = (await bob.get("grants/received")).json()["items"]
        assert [(one["object"], one["mode"], one["issuer"]["name"]) for one in received] == [
            (folder, "write", "ann")
        ]
        await ann.delete(f"grants/{given}")
        assert (await stat(bob, path)).status_code == 404
        assert (await bob.get("grants/received")).json()["items"] == []


async def test_a_group_shares_and_a_member_who_leaves_does_not(daemon: Living) -> None:
    async with at_home(daemon, "ann") as ann, at_home(daemon, "bob") as bob:
        await put(ann, "~/Public/a.txt", b"a")
        entry = (await stat(ann, "~/Public/a.txt")).json()["id"]
        await ann.post("groups", json={"name": "team"})
        await ann.put("groups/team/members/bob")
        await grant(ann, entry, "team", "read", kind="group")
        assert (await stat(bob, "/ann/Public/a.txt")).status_code == 200
        assert (await bob.delete("groups/team/members/bob")).status_code == 204
        assert (await stat(bob, "/ann/Public/a.txt")).status_code == 404


async def test_a_link_opens_a_directory_for_whoever_has_it_and_nothing_else(daemon: Living) -> None:
    async with at_home(daemon, "ann") as ann, daemon.served.program() as visitor:
        visitor.base_url = f"{daemon.served.url}/api/v1/"
        await put(ann, "~/Pictures/trip/a.txt", b"a")
        await put(ann, "~/Pictures/b.txt", b"b")
        folder = (await stat(ann, "~/Pictures/trip")).json()["id"]
        made = (await ann.post("links", json={"kind": "entry", "object": folder, "mode": "read"})).json()
        visitor.headers["Authorization"] = f"Bearer {made['secret']}"
        assert (await visitor.get("files", params={"path": "/ann/Pictures/trip/a.txt"})).content == b"a"
        listed = (await visitor.get("files/list", params={"path": folder})).json()["items"]
        assert [entry["name"] for entry in listed] == ["a.txt"]
        assert (await stat(visitor, "/ann/Pictures/b.txt")).status_code == 404
        assert (await put(visitor, "/ann/Pictures/trip/a.txt", b"x")).status_code == 403
        assert (await visitor.get("machines")).status_code == 403
        await ann.delete(f"grants/{made['link']['grant_id']}")
        assert (await stat(visitor, folder)).status_code == 404


async def test_an_app_sees_its_own_folder_and_what_its_person_granted(daemon: Living) -> None:
    async with at_home(daemon, "ann") as ann, daemon.served.program() as program:
        program.base_url = f"{daemon.served.url}/api/v1/"
        app = (await ann.post("apps", json={"name": "notes", "index_url": "http://localhost:1/"})).json()[
            "id"
        ]
        program.headers["Authorization"] = f"Bearer {(await ann.post('apps/notes/token')).json()['secret']}"
        await put(ann, "~/Documents/a.txt", b"a")
        assert (await stat(program, "~/Documents/a.txt")).status_code == 404
        assert (await put(program, f"~/AppData/{app}/state.json", b"{}")).status_code == 201
        document = (await stat(ann, "~/Documents/a.txt")).json()["id"]
        given = await grant(ann, document, app, "read", kind="app")
        assert (await program.get("files", params={"path": "~/Documents/a.txt"})).content == b"a"
        assert (await put(program, "~/Documents/a.txt", b"b")).status_code == 404
        await ann.delete(f"grants/{given}")
        assert (await stat(program, "~/Documents/a.txt")).status_code == 404
