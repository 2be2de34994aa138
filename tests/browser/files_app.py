"""The Files app as a person handles it: a directory of a test's own, and a window that shows it."""

from collections.abc import Callable

import httpx
from playwright.sync_api import Locator, expect

from browser.desk import Desk

Put = Callable[[str, bytes], None]  # writes a file into the test's directory


def enter(desk: Desk, folder: str) -> Locator:
    """A window that shows this directory of Documents."""
    desk.search("Files")
    window = desk.page.locator("section.window").last
    go(window, f"~/Documents/{folder}")
    expect(window.get_by_role("heading", name=folder)).to_be_visible()
    listing = window.get_by_role("listbox", name="Files")
    expect(listing).to_be_focused()
    expect(listing).to_have_attribute("aria-busy", "false")  # all of it is there to be chosen
    return window


def go(window: Locator, path: str) -> None:
    """By typing where to."""
    window.get_by_role("listbox", name="Files").press("Control+l")
    window.get_by_label("Path to go to").fill(path)
    window.page.keyboard.press("Enter")


def entry(window: Locator, name: str) -> Locator:
    return window.get_by_role("option").filter(has_text=name)


def show_as(window: Locator, layout: str) -> None:
    window.get_by_role("button", name="Shown as").click()
    window.page.get_by_role("menuitemradio", name=layout).click()


def choose(window: Locator, name: str, action: str) -> None:
    """From the menu of an entry."""
    entry(window, name).click(button="right")
    window.page.get_by_role("menuitem", name=action).click()


def count(api: httpx.Client, path: str) -> int:
    """How many files are in it, at any depth."""
    found = api.get("/files/walk", params={"path": path, "limit": 5000})
    assert found.is_success, found.text
    return sum(1 for one in found.json()["items"] if one["kind"] == "file")
