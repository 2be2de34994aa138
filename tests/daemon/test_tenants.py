"""What is another person's is not found: every endpoint that names a machine, an image or a snapshot, asked by somebody whose it is not."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import anyio
import httpx
import pytest
from litestar.handlers import HTTPRouteHandler
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from ingle.daemon.catalogue import NO_SERVICES, api_handlers
from ingle.edge.app import API
from support.boxes import box_installed
from support.daemons import Living, living

THINGS = (
    "machine",
    "image",
    "snapshot",
    "app",
    "site",
    "notification",
    "upload",
    "entity",
)  # as paths name them, and errors
# What a body must hold to be understood; the answer must not depend on it.
BODIES: dict[str, dict[str, Any]] = {
    "exec": {"argv": ["true"]},
    "signal": {"signal": "TERM"},
    "mkdir": {"path": "/x"},
    "move": {"source": "/x", "destination": "/y"},
    "remove": {"path": "/x"},
    "restore": {"snapshot": "kept"},
    "{entity:str}": {"value": {}},
}


@dataclass(frozen=True)
class Street:
    """Admin's house with one of each thing, and Ann's token next door."""

    daemon: Living
    things: dict[str, dict[str, Any]]
    ann: dict[str, str]


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def box() -> Iterator[None]:
    with box_installed():
        yield


@pytest.fixture(scope="module")
async def street(box: None, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Street]:
    async with living(tmp_path_factory.mktemp("street")) as daemon, daemon.served.operator() as operator:
        image = await _ready_image(operator)
        made = await operator.post("/api/v1/machines", json={"image": "busybox", "name": "one"})
        assert made.status_code == 201, made.text
        kept = await operator.post("/api/v1/machines/one/snapshots", json={"name": "kept"})
        assert kept.status_code == 201, kept.text
        app = await operator.post("/api/v1/apps", json={"name": "chess", "index_url": "http://localhost:1/"})
        assert app.status_code == 201, app.text
        told = (await operator.post("/api/v1/notifications", json={"title": "tea"})).json()
        things = {"machine": made.json(), "snapshot": kept.json(), "image": image, "app": app.json()}
        things["notification"] = {**told, "name": told["id"]}  # it has no other
        shown = {"name": "blog", "directory": "~/Documents"}
        things["site"] = (await operator.post("/api/v1/sites", json=shown)).json()
        begun = (await operator.post("/api/v1/files/uploads", json={"path": "~/film"})).json()
        things["upload"] = {**begun, "name": begun["id"]}
        task = (await operator.post("/api/v1/entities/box.tasks", json={"value": {}})).json()
        things["entity"] = {**task, "name": task["id"]}
        yield Street(daemon, things, await _token(daemon, operator))
        assert (await operator.get("/api/v1/machines/one")).json() == (
            await _untouched(operator, made.json())
        )


async def _untouched(operator: httpx.AsyncClient, machine: dict[str, Any]) -> dict[str, Any]:
    """The machine as it was made, but for what its own workload does meanwhile."""
    now = (await operator.get(f"/api/v1/machines/{machine['id']}")).json()
    assert {**now, "workload": None} == {**machine, "workload": None}
    return now  # type: ignore[no-any-return]


async def _ready_image(operator: httpx.AsyncClient) -> dict[str, Any]:
    image = (await operator.post("/api/v1/images", json={"how": "build", "base": "busybox"})).json()
    with anyio.fail_after(60):
        while image["state"] == "preparing":
            await anyio.sleep(0.05)
            image = (await operator.get(f"/api/v1/images/{image['id']}")).json()
    assert image["state"] == "ready", image
    return image  # type: ignore[no-any-return]


async def _token(daemon: Living, operator: httpx.AsyncClient) -> dict[str, str]:
    await operator.post("/api/v1/users", json={"name": "ann", "password": "correct horse"})
    async with daemon.served.browser() as browser:
        await browser.post("/api/v1/login", json={"name": "ann", "password": "correct horse"})
        made = await browser.post("/api/v1/tokens", json={"name": "everything"})
    return {"Authorization": f"Bearer {made.json()['secret']}"}


def requests() -> list[tuple[str, str]]:
    return sorted(
        {
            (str(method), path)
            for handler in api_handlers(NO_SERVICES)
            if isinstance(handler, HTTPRouteHandler)
            for method in handler.http_methods
            for path in handler.paths
            if any(f"{{{thing}:" in path for thing in THINGS)
        }
    )


def sockets() -> list[str]:
    return sorted(
        {
            path
            for handler in api_handlers(NO_SERVICES)
            if not isinstance(handler, HTTPRouteHandler)
            for path in handler.paths
            if any(f"{{{thing}:" in path for thing in THINGS)
        }
    )


def filled(path: str, street: Street, by: str) -> str:
    things = {name: thing[by] for name, thing in street.things.items()}
    parts = {**things, "port": "80", "session": "workload", "number": "1", "collection": "box.tasks"}
    return API + re.sub(r"/?\{(\w+)(:\w+)?\}", lambda part: "/" + parts[part[1]], path)


def test_the_table_is_not_empty() -> None:
    assert len(requests()) > 15
    assert len(sockets()) >= 3


@pytest.mark.parametrize("by", ["id", "name"])
@pytest.mark.parametrize(("method", "path"), requests())
async def test_other_peoples_things_are_not_found(street: Street, method: str, path: str, by: str) -> None:
    url = filled(path, street, by)
    query = {"path": "/etc/passwd", "force": "true"}
    body = BODIES.get(path.rpartition("/")[2], {})
    async with street.daemon.served.program() as client:
        content = b"x" if method == "PUT" else json.dumps(body).encode()
        answer = await client.request(method, url, params=query, content=content, headers=street.ann)
    assert answer.status_code == 404, answer.text
    assert answer.json()["code"] in {f"{thing}_not_found" for thing in THINGS}


@pytest.mark.parametrize("by", ["id", "name"])
@pytest.mark.parametrize("path", sockets())
async def test_other_peoples_sockets_are_not_found(street: Street, path: str, by: str) -> None:
    url = street.daemon.served.ws_url + filled(path, street, by)
    async with connect(f"{url}?path=/etc", additional_headers=street.ann) as socket:
        if path.endswith("/exec"):  # the only one that is spoken to first
            await socket.send('{"argv": ["true"]}')
        said = json.loads(await socket.recv())
        assert said["problem"]["code"] == "machine_not_found"
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        assert socket.close_code == 4404


async def test_lists_and_names_are_everyones_own(street: Street) -> None:
    async with street.daemon.served.program() as client:
        for path in ("machines", "images", "snapshots", "tree", "apps", "apps/store"):
            assert (await client.get(f"/api/v1/{path}", headers=street.ann)).json()["items"] == []
        other = await client.post(
            "/api/v1/machines",
            json={"image": street.things["image"]["id"], "name": "one"},
            headers=street.ann,
        )
        assert (other.status_code, other.json()["code"]) == (404, "image_not_found")
        begun = await client.post("/api/v1/machines", json={"snapshot": "kept"}, headers=street.ann)
        assert (begun.status_code, begun.json()["code"]) == (404, "snapshot_not_found")


async def test_metrics_count_things_by_state(street: Street) -> None:
    async with street.daemon.served.operator() as operator:
        text = (await operator.get("/metrics")).text
    assert 'ingle_machines{state="running"} 1.0' in text
    assert 'ingle_images{state="ready"} 1.0' in text
    assert "ingle_users 2.0" in text
