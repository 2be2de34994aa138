"""At a tablet: windows as at a desk, large enough for fingers, and nothing that needs a mouse."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import TABLET, TABLET_LYING, Desk, Visit
from browser.test_phone import small_targets

pytestmark = pytest.mark.browser


class Finger:
    def __init__(self, desk: Desk, at: Locator) -> None:
        self._desk = desk
        self._touches = desk.page.context.new_cdp_session(desk.page)
        box = at.bounding_box()
        assert box
        self.x, self.y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def send(self, kind: str) -> None:
        points = [{"x": self.x, "y": self.y}] if kind != "touchEnd" else []
        self._touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def move(self, x: float, y: float, steps: int = 6) -> None:
        for _ in range(steps):
            self.x, self.y = self.x + x / steps, self.y + y / steps
            self.send("touchMove")


@contextmanager
def held(desk: Desk, at: Locator) -> Iterator[Finger]:
    """A finger that has stayed there, until it lets go at the end."""
    finger = Finger(desk, at)
    finger.send("touchStart")
    desk.wait_for_page("document.querySelector('[data-held]') !== null")
    yield finger
    finger.send("touchEnd")


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
