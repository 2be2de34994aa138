"""At a tablet: windows as at a desk, large enough for fingers, and nothing that needs a mouse."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import TABLET, TABLET_LYING, Desk, Visit
from browser.files_app import a_zip, enter, entry
from browser.finger import Finger, ends, held
from browser.test_phone import small_targets

pytestmark = pytest.mark.browser


def dock_order(desk: Desk) -> list[str]:
    found: list[str] = desk.page.evaluate(
        "[...document.querySelectorAll('[data-dock]')].map((item) => item.dataset.dock)"
    )
    return found


def workspaces(desk: Desk) -> list[str]:
    found: list[str] = desk.page.evaluate(
        "[...document.querySelectorAll('.workspace-card[data-berth]')].map((card) => card.dataset.berth)"
    )
    return found


def app_icon(desk: Desk, name: str) -> Locator:
    return desk.page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name=name)


def test_windows_are_for_fingers_and_fill_a_screen_that_is_held_upright(visit: Visit) -> None:
    tablet = visit(signed_in=True, **TABLET)
    assert small_targets(tablet) == []
    app_icon(tablet, "Calculator").tap()
    width, height = (
        tablet.page.evaluate(f"document.querySelector('main').client{side}") for side in ("Width", "Height")
    )
    tablet.expect_box("Calculator", x=0, y=0, width=width, height=height)
    tablet.window("Calculator").get_by_role("button", name="Restore size").tap()
    tablet.wait_until(lambda: tablet.box("Calculator")["width"] < width, 10, lambda: "it is no smaller")
    assert small_targets(tablet) == []
    assert tablet.page.evaluate("document.documentElement.scrollWidth") == 820
    lying = visit(signed_in=True, **TABLET_LYING)
    app_icon(lying, "Machines").tap()
    lying.wait_until(lambda: lying.box("Machines")["width"] < 1180, 10, lambda: "it fills the screen")


def test_a_finger_that_stays_asks_for_menus_and_carries(visit: Visit, account: httpx.Client) -> None:
    account.put("/files", params={"path": "~/Desktop/held.txt", "parents": True}, content=b"here")
    account.delete("/kv/entry", params={"key": "desktop.taskbar"})
    tablet = visit(signed_in=True, **TABLET_LYING)
    icon = tablet.page.get_by_role("option", name="held.txt")
    with held(tablet, icon):
        pass
    menu = tablet.page.get_by_role("menu", name="Desktop")
    menu.get_by_role("menuitem", name="Rename").wait_for()
    tablet.page.keyboard.press("Escape")
    before = icon.bounding_box()
    with held(tablet, icon) as finger:
        finger.move(220, 120)
    tablet.wait_until(lambda: icon.bounding_box() != before, 10, lambda: "it lies where it lay")
    expect(menu).to_be_hidden()
    dock = tablet.page.get_by_role("list", name="In the taskbar")
    with held(tablet, dock.get_by_role("button", name="Files")):
        pass
    tablet.page.get_by_role("menu", name="Files").wait_for()
    tablet.page.keyboard.press("Escape")
    first, second, *rest = dock_order(tablet)
    with held(tablet, dock.get_by_role("listitem").nth(0)) as finger:
        finger.move(58, 0)
    tablet.wait_until(
        lambda: dock_order(tablet) == [second, first, *rest], 10, lambda: str(dock_order(tablet))
    )
    tablet.page.get_by_role("button", name="All windows").tap()
    overview = tablet.page.get_by_role("dialog", name="All windows")
    strip = overview.get_by_role("list", name="Workspaces")
    strip.get_by_role("button", name="New workspace").tap()
    expect(strip.get_by_role("listitem")).to_have_count(3)
    one, other = workspaces(tablet)
    assert small_targets(tablet) == []
    with held(tablet, strip.get_by_role("button", name="Workspace 1, ")) as finger:
        finger.move(150, 0)
    tablet.wait_until(lambda: workspaces(tablet) == [other, one], 10, lambda: str(workspaces(tablet)))
    tablet.page.keyboard.press("Escape")
    icon.tap()
    tablet.window("held.txt").wait_for()
    account.post("/files/remove", json={"path": "~/Desktop/held.txt"})


def files_of_fingers(account: httpx.Client) -> None:
    names = [
        "in/kept.txt",
        "one.txt",
        "two.txt",
        "three.txt",
        *(f"z {number:02}.txt" for number in range(60)),
    ]
    account.put("/files", params={"path": "~/Documents/fingers.zip", "overwrite": True}, content=a_zip(names))
    answer = account.post("/files/unpack", json={"path": "~/Documents/fingers.zip"}, timeout=60)
    assert answer.status_code == 201, answer.text


def scrolled(listing: Locator) -> int:
    top: int = listing.evaluate("(box) => box.scrollTop")
    return top


@pytest.mark.soak
def test_a_finger_carries_files(visit: Visit, account: httpx.Client) -> None:
    files_of_fingers(account)
    tablet = visit(signed_in=True, **TABLET_LYING)
    window = enter(tablet, "fingers")
    listing = window.get_by_role("listbox", name="Files")
    card = tablet.page.locator(".carried-card")

    def lies_at(path: str) -> None:
        there = lambda: account.get("/files/stat", params={"path": path}).is_success  # noqa: E731
        tablet.wait_until(there, 10, lambda: f"{path} is not there")

    with held(tablet, entry(window, "one.txt")):
        pass
    tablet.page.get_by_role("menu", name="Actions").get_by_role("menuitem", name="Rename").wait_for()
    tablet.page.keyboard.press("Escape")
    with held(tablet, entry(window, "one.txt")) as finger:
        finger.over(entry(window, "in"))
        expect(card).to_have_text("one.txt")
        expect(entry(window, "in")).to_have_class(re.compile("takes"))
    lies_at("~/Documents/fingers/in/one.txt")
    expect(card).to_be_hidden()
    expect(tablet.page.get_by_role("menu")).to_be_hidden()
    with held(tablet, entry(window, "two.txt")) as finger:
        finger.over(window.get_by_role("navigation", name="Path").get_by_role("button", name="Documents"))
    lies_at("~/Documents/two.txt")
    for give_up in (Finger.second, lambda _: tablet.page.keyboard.press("Escape")):
        with held(tablet, entry(window, "three.txt")) as finger:
            finger.over(entry(window, "in"))
            card.wait_for()
            give_up(finger)
            expect(card).to_be_hidden()
    with held(tablet, entry(window, "z 00.txt")) as finger:
        finger.over(listing)
        tablet.wait_until(lambda: scrolled(listing) == 0, 10, lambda: "it scrolls in the middle")
        _, bottom = ends(listing)
        finger.move(0, bottom - 6 - finger.y)
        tablet.wait_until(lambda: scrolled(listing) > 200, 10, lambda: "it does not go on")
        finger.over(window.get_by_role("navigation", name="Places").get_by_role("button", name="Pictures"))
    lies_at("~/Pictures/z 00.txt")
    with held(tablet, entry(window, "z 30.txt")) as finger:
        box = tablet.box("fingers")
        finger.move(box["x"] + box["width"] + 30 - finger.x, 0)
    lies_at("~/Desktop/z 30.txt")
    other = enter(tablet, "fingers/in")
    tablet.page.keyboard.press("Alt+Shift+ArrowRight")
    mine = tablet.page.locator("section.window").first
    mine.tap(position={"x": 100, "y": 20})
    tablet.page.keyboard.press("Alt+Shift+ArrowLeft")
    entry(mine, "z 31.txt").scroll_into_view_if_needed()
    with held(tablet, entry(mine, "z 31.txt")) as finger:
        finger.over(other.get_by_role("listbox", name="Files"))
    lies_at("~/Documents/fingers/in/z 31.txt")
    expect(entry(other, "z 31.txt")).to_be_visible()
    other.get_by_role("button", name="Close", exact=True).tap()
    before = scrolled(listing)
    finger = Finger(tablet, listing)
    finger.send("touchStart")
    finger.move(0, 150, steps=10)
    finger.send("touchEnd")
    tablet.wait_until(lambda: scrolled(listing) < before, 10, lambda: "a finger does not scroll")
    assert account.get("/files/stat", params={"path": "~/Documents/fingers/three.txt"}).is_success
    for path in (
        "~/Documents/fingers",
        "~/Documents/fingers.zip",
        "~/Documents/two.txt",
        "~/Pictures/z 00.txt",
        "~/Desktop/z 30.txt",
    ):
        account.post("/files/remove", json={"path": path, "recursive": True})
