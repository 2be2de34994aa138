"""The App centre: a folder becomes an app, somebody adds it, and what it may do is taken back."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk
from support.house import House, house

pytestmark = pytest.mark.browser

PAGE = b"<!doctype html><title>tides</title><p>high water at noon</p>"
ICON = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="navy"/></svg>'


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    with house(engine="fake") as made:
        yield made


def put(api: httpx.Client, path: str, content: bytes) -> str:
    answer = api.put("/files", params={"path": path, "parents": True}, content=content)
    assert answer.is_success, answer.text
    entry_id: str = answer.json()["id"]
    return entry_id


def show(desk: Desk) -> Locator:
    desk.search("App centre")
    window = desk.window("App centre")
    window.get_by_role("tab", name="Discover").wait_for()
    return window


def test_a_folder_is_published_opened_changed_and_unpublished(desk: Desk, api: httpx.Client) -> None:
    put(api, "~/Tides/index.html", PAGE)
    put(api, "~/Tides/icon.svg", ICON)
    put(api, "~/Empty/readme.md", b"nothing yet")
    window = show(desk)
    window.get_by_role("tab", name="Published by you").click()
    window.get_by_role("button", name="Publish an app…").click()
    choose_folder(desk, window, "Empty")
    expect(window.get_by_role("alert")).to_contain_text("There is no index.html in this folder")
    choose_folder(desk, window, "Tides")
    expect(window.get_by_label("Name", exact=True)).to_have_value("tides")
    expect(window.get_by_role("img", name="Icon of Tides")).to_be_visible()
    window.get_by_label("Files that it opens").fill("tide .csv")
    assert desk.barriers(window) == []
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_role("heading", name="Tides")).to_be_visible()
    told = api.get("/apps/tides").json()
    assert (told["index_url"], told["types"]) == ("/sites/tides/", [".tide", ".csv"])
    window.get_by_role("button", name="Open", exact=True).click()
    desk.page.frame_locator("iframe[title='Tides']").get_by_text("high water at noon").wait_for()
    desk.taskbar.get_by_role("button", name="App centre").click()  # what is typed now is the app's
    window.get_by_role("button", name="Change…").click()
    window.get_by_label("Title", exact=True).fill("High tides")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(window.get_by_role("heading", name="High tides")).to_be_visible()
    window.get_by_role("button", name="Unpublish…").click()
    desk.page.get_by_role("dialog", name="Unpublish High tides?").get_by_role(
        "button", name="Unpublish"
    ).click()
    expect(window.get_by_text("You have published no app")).to_be_visible()
    assert [api.get(f"/{kind}/tides").status_code for kind in ("apps", "sites")] == [404, 404]
    assert api.get("/files/stat", params={"path": "~/Tides/index.html"}).is_success


def choose_folder(desk: Desk, window: Locator, name: str) -> None:
    window.get_by_role("button", name="Choose a folder…").click()
    picker = desk.page.get_by_role("dialog", name="Choose the folder of your app")
    picker.get_by_role("button", name="Home", exact=True).click()
    picker.get_by_role("option", name=name).click()
    picker.get_by_role("button", name="Choose", exact=True).click()


def test_an_app_is_added_and_what_it_may_do_and_keeps_is_taken_back(desk: Desk, api: httpx.Client) -> None:
    made = api.post("/users", json={"name": "ann", "password": "a long sentence"})
    assert made.status_code == 201, made.text
    app = api.post(
        "/apps",
        json={
            "name": "chess",
            "title": "Chess",
            "index_url": "https://chess.example/",
            "visibility": "listed",
        },
    ).json()
    to = {"kind": "app", "name": "chess"}
    entry = put(api, "~/Documents/game.pgn", b"1. e4")
    api.post("/grants", json={"kind": "entry", "object": entry, "to": to, "mode": "read"})
    api.post("/permissions", json={"to": to, "names": ["driver:puter-kvstore"]})
    put(api, f"~/AppData/{app['id']}/state", b"x" * 2048)
    api.put("/kv/entry", params={"app": app["id"]}, json={"key": "won", "value": 3})
    secret = api.post("/apps/chess/token").json()["secret"]
    window = show(desk)
    window.get_by_role("searchbox", name="Search apps").fill("chess")
    window.get_by_role("button", name="Chess").click()
    may = window.get_by_role("list", name="What it may do")
    expect(may.get_by_role("listitem")).to_have_count(2)
    may.get_by_role("button", name="Take back: Read the file “game.pgn”").click()
    expect(may.get_by_role("listitem")).to_have_text(["Use the service “puter-kvstore”Take back"])
    assert desk.barriers(window) == []
    window.get_by_role("button", name="Take everything back…").click()
    desk.page.get_by_role("dialog", name="Take everything back").get_by_role(
        "button", name="Take back"
    ).click()
    expect(window.get_by_text("You have given it nothing.")).to_be_visible()
    acting = httpx.get(f"{api.base_url}me", headers={"Authorization": f"Bearer {secret}"}, timeout=60)
    assert acting.status_code == 401
    expect(window.get_by_text("1 file, 1 value")).to_be_visible()
    window.get_by_role("button", name="Remove…").click()
    desk.page.get_by_role("dialog", name="Remove what Chess keeps?").get_by_role(
        "button", name="Remove for ever"
    ).click()
    expect(window.get_by_text("It keeps nothing of yours.")).to_be_visible()
    assert api.get("/kv", params={"app": app["id"]}).json()["items"] == []
