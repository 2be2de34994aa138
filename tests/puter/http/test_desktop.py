"""What people set about their desktops."""

import httpx

from support.daemons import Living
from support.puter import app_for, person, refused, result


async def test_what_is_set_is_told_again(ann: httpx.AsyncClient) -> None:
    assert (await ann.get("/whoami")).json()["taskbar_items"] == []
    picture = {"url": "http://a/b.png", "color": "#fff", "fit": "cover"}
    assert (await ann.post("/set-desktop-bg", json=picture)).json() == {}
    assert (await ann.post("/update-taskbar-items", json={"items": [{"name": "chess"}]})).json() == {}
    told = (await ann.get("/whoami")).json()
    assert [told[f"desktop_bg_{name}"] for name in picture] == list(picture.values())
    assert told["taskbar_items"] == [{"name": "chess"}]


async def test_directories_are_shown_as_was_set(ann: httpx.AsyncClient) -> None:
    layout = {"item_path": "/ann/Documents", "layout": "details"}
    assert (await ann.post("/set_layout", json=layout)).json() == {}
    uid = (await ann.post("/stat", json={"path": "/ann/Documents"})).json()["uid"]
    order = {"item_uid": uid, "sort_by": "size", "sort_order": "desc"}
    assert (await ann.post("/set_sort_by", json=order)).json() == {}
    told = (await ann.post("/stat", json={"uid": uid})).json()
    assert (told["layout"], told["sort_by"], told["sort_order"]) == ("details", "size", "desc")
    assert refused(await ann.post("/set_layout", json={"layout": "icons"})) == (400, "bad_request")
    missing = {"item_path": "/ann/nothing", "layout": "icons"}
    assert refused(await ann.post("/set_layout", json=missing)) == (404, "subject_does_not_exist")


async def test_a_desktop_is_its_persons(daemon: Living, ann: httpx.AsyncClient) -> None:
    _, token = await app_for(daemon, "ann", "chess")
    async with person(daemon, token) as chess:
        assert refused(await chess.post("/set-desktop-bg", json={"url": "x"})) == (403, "forbidden")
        await result(chess, "puter-kvstore", "set", key="puter.desktop.background", value={"url": "x"})
    assert (await ann.get("/whoami")).json()["desktop_bg_url"] is None
