"""Apps of others as tests handle them: one that does what it is told, and what is found of it."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Frame, FrameLocator, Locator

from browser.desk import Desk, Visit
from browser.seats import Seats
from support.house import ROOT, House

EXAMPLES = ROOT / "examples/apps"
PROBE = """<!doctype html><title>probe</title><script src="/puter.js/v2"></script><p id=is>ready</p>"""


@pytest.fixture
def visit(seats: Seats, account: httpx.Client, session: str) -> Iterator[Visit]:
    """As the folder's, but apps say in the console what they like: the SDK complains that a caged page has no storage."""
    account.delete("/kv/entry", params={"key": "desktop.windows"})
    taken: list[tuple[Desk, dict[str, Any]]] = []

    def visit(*, signed_in: bool = False, **options: Any) -> Desk:
        desk = seats.take(session if signed_in else None, options)
        taken.append((desk, options))
        return desk

    yield visit
    for desk, options in taken:
        seats.give_back(desk, options)


@pytest.fixture(scope="module")
def probe(home: House, account: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An app that does what a test tells it. The same page is `stranger` on a host of its own."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "index.html").write_text(PROBE)
    (folder / "app.json").write_text(json.dumps({"title": "Probe", "types": [".probe"]}))
    home.ingle("app", "install", str(folder), "--name", "probe")
    elsewhere = f"http://probe.sites.localhost:{home.port}/"
    made = account.post("/apps", json={"name": "stranger", "title": "Stranger", "index_url": elsewhere})
    assert made.status_code == 201, made.text
    return "Probe"


def frames(desk: Desk, title: str) -> Locator:
    return desk.page.locator(f"iframe[title={title!r}]")


def opened(desk: Desk, title: str) -> FrameLocator:
    """A new window of an app, which comes after those that it has."""
    before = frames(desk, title).count()
    # by the button: what is typed while a frame has the focus is the app's
    desk.taskbar.get_by_role("button", name="Search everything").click()
    desk.page.get_by_role("combobox", name="Search").fill(title)
    desk.page.get_by_role("option").first.get_by_text(title, exact=True).wait_for()
    desk.page.keyboard.press("Enter")
    frame = frames(desk, title).nth(before).content_frame
    frame.locator("body").wait_for()
    return frame


def running(desk: Desk, title: str) -> Frame:
    """The page of an app that is opened for it."""
    opened(desk, title)
    return shown(desk, title)


def shown(desk: Desk, title: str) -> Frame:
    """The page of an app in its newest window, once it can be told things."""
    newest = frames(desk, title).last
    newest.content_frame.get_by_text("ready").wait_for()
    frame = newest.element_handle().content_frame()
    assert frame is not None
    return frame


def begin(frame: Frame, call: str) -> None:
    """Says it, and keeps what comes of it in `window.told`."""
    frame.evaluate(f"() => {{ window.told = undefined; ({call}).then((value) => (window.told = value)); }}")


def told(frame: Frame) -> Any:
    frame.wait_for_function("window.told !== undefined", timeout=30_000)
    return frame.evaluate("window.told")
