"""Images through the doors, on a real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.connection import ASGIConnection

from images.conftest import Workshop, until_done
from ingle.edge.app import MAX_BODY_BYTES, make_app
from ingle.edge.identity import Caller
from ingle.images.capability import IMAGES
from ingle.images.service import Images
from support.daemons import served

BUSYBOX = {"how": "build", "base": "busybox"}


async def identify(connection: ASGIConnection[Any, Any, Any, Any]) -> Caller:
    """Ann may do everything with images, Bob too; `reader` only looks at Ann's, `maker` makes some for her."""
    name = connection.headers.get("authorization", "ann")
    narrow = {"reader": {"images:read"}, "maker": {"images:read", "images:write"}}
    scopes = frozenset(narrow.get(name, {"*"}))
    return Caller(f"usr_{'bob' if name == 'bob' else 'ann'}", name, admin=False, scopes=scopes, via="token")


@asynccontextmanager
async def door(workshop: Workshop, folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Images]]:
    async with workshop.open() as images:
        app = make_app(IMAGES.routes(images), identify, scopes=[scope.name for scope in IMAGES.scopes])
        async with served(app, folder) as here, here.program() as client:
            client.base_url = client.base_url.join("/api/v1/")
            yield client, images


async def test_a_build_is_begun_watched_and_removed(workshop: Workshop, tmp_path: Path) -> None:
    async with door(workshop, tmp_path) as (client, images):
        begun = await client.post("images", json=BUSYBOX)
        assert (begun.status_code, begun.json()["state"], begun.json()["name"]) == (
            202,
            "preparing",
            "busybox",
        )
        await workshop.maker.started.wait()
        seen = (await client.get("images/busybox")).json()
        assert seen["progress"] == {"step": "making", "done": 1, "total": 2, "unit": "steps"}
        workshop.maker.go.set()
        await until_done(images, "usr_ann", "busybox")
        again = await client.post("images", json=BUSYBOX)
        assert (again.status_code, again.json()["state"], again.json()["id"]) == (
            200,
            "ready",
            begun.json()["id"],
        )
        assert again.json()["config"] == {"cmd": ["/bin/sh"], "env": {"A": "b"}}
        listed = (await client.get("images")).json()
        assert ([one["name"] for one in listed["items"]], listed["cursor"]) == (["busybox"], None)
        assert (await client.delete("images/busybox")).status_code == 204
        assert (await client.get("images/busybox")).json()["code"] == "image_not_found"


@pytest.mark.parametrize("written", ["localhost:5000/team/app:v1", "localhost%3A5000%2Fteam%2Fapp%3Av1"])
async def test_names_with_slashes_and_colons_work_in_addresses(
    workshop: Workshop, tmp_path: Path, written: str
) -> None:
    async with door(workshop, tmp_path) as (client, _):
        made = await client.post(
            "images", json={"how": "pull", "reference": "localhost:5000/team/app:v1", "insecure": True}
        )
        assert made.status_code == 202
        assert (await client.get(f"images/{written}")).json()["id"] == made.json()["id"]
        assert (await client.delete(f"images/{written}")).status_code == 204


async def test_an_upload_of_any_size_streams_in(workshop: Workshop, tmp_path: Path) -> None:
    workshop.shelf._max_upload = 3 * MAX_BODY_BYTES
    workshop.maker.go.set()
    async with door(workshop, tmp_path) as (client, images):
        sent = await client.post("images/import", params={"name": "mine"}, content=bytes(2 * MAX_BODY_BYTES))
        assert sent.status_code == 202
        await until_done(images, "usr_ann", "mine")
        assert len(workshop.maker.uploads[0]) == 2 * MAX_BODY_BYTES
        too_large = await client.post(
            "images/import", params={"name": "more"}, content=bytes(4 * MAX_BODY_BYTES)
        )
        assert (too_large.status_code, too_large.json()["code"]) == (413, "image_too_large")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"how": "build", "base": "windows"}, "invalid"),
        ({"how": "steal"}, "invalid"),
        ({"how": "save", "machine": "one"}, "invalid"),
        ({"how": "build", "base": "busybox", "name": "import"}, "image_name_invalid"),
        ({"how": "build", "base": "busybox", "packages": ["vim"]}, "image_request_invalid"),
        ({"how": "pull", "reference": "--flag"}, "image_reference_invalid"),
        ({"how": "pull", "reference": "x", "unknown": 1}, "invalid"),
    ],
)
async def test_wishes_that_make_no_sense_are_explained(
    workshop: Workshop, tmp_path: Path, body: object, code: str
) -> None:
    async with door(workshop, tmp_path) as (client, _):
        answer = await client.post("images", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, code)


async def test_scopes_and_owners_are_kept(workshop: Workshop, tmp_path: Path) -> None:
    async with door(workshop, tmp_path) as (client, _):
        made = (await client.post("images", json=BUSYBOX)).json()
        bob, reader = {"Authorization": "bob"}, {"Authorization": "reader"}
        assert (await client.get(f"images/{made['id']}", headers=bob)).status_code == 404
        assert (await client.delete(f"images/{made['id']}", headers=bob)).status_code == 404
        assert (await client.get("images/busybox", headers=reader)).status_code == 200
        for refused in (
            await client.post("images", json=BUSYBOX, headers=reader),
            await client.post("images/import", params={"name": "x"}, content=b"x", headers=reader),
            await client.delete("images/busybox", headers=reader),
        ):
            assert refused.status_code == 403


async def test_saving_a_machine_takes_leave_to_read_machines(workshop: Workshop, tmp_path: Path) -> None:
    workshop.maker.go.set()
    wish = {"how": "save", "machine": "one", "name": "kept"}
    async with door(workshop, tmp_path) as (client, images):
        workshop.machines.image_id = (await client.post("images", json=BUSYBOX)).json()["id"]
        await until_done(images, "usr_ann", "busybox")
        refused = await client.post("images", json=wish, headers={"Authorization": "maker"})
        assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
        assert refused.json()["fields"]["scope"] == "machines:exec"
        begun = await client.post("images", json=wish)
        assert (begun.status_code, begun.json()["source"]) == (202, "machine")
        await until_done(images, "usr_ann", "kept")
        kept = (await client.get("images/kept")).json()
        assert (kept["state"], kept["config"]) == ("ready", {"cmd": ["/bin/sh"], "env": {"A": "b"}})
