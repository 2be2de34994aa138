"""Apps by name, for launchers and for files."""

import httpx
import pytest

from support.daemons import Living
from support.puter import app_for, person, refused, result, upload

ICON = "data:image/png;base64,iVBORw0KGgo="


@pytest.fixture
async def chess(ann: httpx.AsyncClient) -> str:
    """Ann's app; its id."""
    fields = {"name": "chess", "index_url": "http://chess.example/", "icon": ICON}
    made = await result(ann, "puter-apps", "create", object={**fields, "filetype_associations": [".pgn"]})
    return str(made["uid"])


async def test_apps_are_found_by_name_and_id(ann: httpx.AsyncClient, chess: str) -> None:
    assert [one["uid"] for one in (await ann.get("/apps")).json()] == [chess]
    assert (await ann.get("/apps/chess")).json()["uid"] == chess
    assert [one["uid"] for one in (await ann.get("/apps/chess|nothing")).json()] == [chess]
    assert [one["name"] for one in (await ann.post("/query/app", json=[chess, "no"])).json()] == ["chess"]
    assert refused(await ann.get("/apps/nothing")) == (404, "not_found")


async def test_names_are_free_or_taken(ann: httpx.AsyncClient, chess: str) -> None:
    answer = await ann.get("/apps/nameAvailable", params={"name": "chess"})
    assert answer.json() == {"name": "chess", "available": False}
    assert (await ann.get("/apps/nameAvailable?name=go")).json()["available"] is True
    assert refused(await ann.get("/apps/nameAvailable?name=a%20b")) == (400, "bad_request")


async def test_who_registers_apps_is_a_developer(ann: httpx.AsyncClient) -> None:
    assert (await ann.get("/get-dev-profile")).json()["username"] == "ann"


async def test_icons_are_pictures(ann: httpx.AsyncClient, chess: str) -> None:
    for path in (f"/app-icon/{chess}", "/app-icon/chess/64"):
        icon = await ann.get(path)
        assert (icon.headers["content-type"], icon.content[:4]) == ("image/png", b"\x89PNG")
    assert refused(await ann.get("/app-icon/nothing")) == (404, "not_found")


async def test_launchers_know_what_was_opened(daemon: Living, ann: httpx.AsyncClient, chess: str) -> None:
    assert (await ann.get("/get-launch-apps")).json()["recent"] == []
    assert (await ann.post("/rao", json={"app_uid": chess})).json() == {}
    assert [one["name"] for one in (await ann.get("/get-launch-apps")).json()["recent"]] == ["chess"]
    assert (await ann.post("/rao")).json() == {}
    assert (await ann.get("/installedApps")).json() == []
    _, token = await app_for(daemon, "ann", "go")
    async with person(daemon, token) as go:
        assert (await go.post("/rao")).status_code == 200
    assert [one["name"] for one in (await ann.get("/get-launch-apps")).json()["recent"]] == ["go", "chess"]


async def test_apps_that_open_a_file_are_suggested(ann: httpx.AsyncClient, chess: str) -> None:
    await upload(ann, "/ann/Documents", {"game.pgn": b"1. e4"})
    answer = await ann.post("/suggest_apps", json={"path": "/ann/Documents/game.pgn"})
    assert [one["uid"] for one in answer.json()] == [chess]
    missing = await ann.post("/suggest_apps", json={"path": "/ann/nothing"})
    assert refused(missing) == (404, "subject_does_not_exist")


async def test_a_file_is_opened_with_the_app_that_opens_it(
    daemon: Living, ann: httpx.AsyncClient, bob: httpx.AsyncClient, chess: str
) -> None:
    await upload(ann, "/ann/Documents", {"game.pgn": b"1. e4", "plain.xyz": b"x"})
    told = (await ann.post("/open_item", json={"path": "~/Documents/game.pgn"})).json()
    assert [one["uid"] for one in told["suggested_apps"]] == [chess]
    assert told["signature"]["path"] == "/ann/Documents/game.pgn"
    assert "write_url" in told["signature"]
    async with person(daemon, told["token"]) as app:
        assert (await app.get("/read", params={"file": told["signature"]["uid"]})).content == b"1. e4"
        by_an_app = await app.post("/open_item", json={"uid": told["signature"]["uid"]})
        assert refused(by_an_app) == (403, "forbidden")
    alone = (await ann.post("/open_item", json={"path": "~/Documents/plain.xyz"})).json()
    assert (alone["token"], alone["suggested_apps"]) == (None, [])
    assert "read_url" in alone["signature"]
    others = await bob.post("/open_item", json={"uid": told["signature"]["uid"]})
    assert refused(others) == (404, "subject_does_not_exist")
    for wrong in ({}, {"path": 3}, {"uid": ["x"]}):
        assert refused(await ann.post("/open_item", json=wrong)) == (400, "bad_request")
