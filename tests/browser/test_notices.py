"""Notifications in the desktop: toasts, the bell and its panel, in all windows of a person at once, and being left alone."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import PHONE, Desk, Visit

pytestmark = pytest.mark.browser

Tell = Callable[..., None]


@pytest.fixture
def tell(account: httpx.Client) -> Iterator[Tell]:
    """Something tells the person; what they have not put away at the end is put away."""

    def tell(title: str, text: str = "", **more: Any) -> None:
        answer = account.post("/notifications", json={"title": title, "text": text, **more})
        assert answer.status_code == 201, answer.text

    account.post("/notifications/acknowledge")
    yield tell
    account.post("/notifications/acknowledge")


def bell(desk: Desk) -> Locator:
    return desk.taskbar.get_by_role("button", name=re.compile("^Notifications"))


def panel(desk: Desk) -> Locator:
    return desk.page.get_by_role("dialog", name="Notifications and quick settings")


def toasts(desk: Desk) -> Locator:
    return desk.page.get_by_role("region", name="Notifications").get_by_role("status")


def test_all_windows_know_what_was_told_and_put_away(desk: Desk, visit: Visit, tell: Tell) -> None:
    other = visit(signed_in=True, **PHONE, color_scheme="dark")
    tell("Backup finished", "Nothing was left out.", icon="check")
    tell("Look here", value={"file": "~/Documents"})
    tell("And here")
    expect(bell(desk)).to_have_accessible_name("Notifications, 3 to look at")
    expect(bell(other)).to_have_accessible_name("Notifications, 3 to look at")
    bell(desk).click()
    expect(panel(desk)).to_be_focused()
    expect(toasts(desk)).to_have_count(0)
    items = panel(desk).get_by_role("listitem")
    expect(items).to_contain_text(["And here", "Look here", "Backup finished"])
    bell(other).click()
    expect(panel(other).get_by_role("listitem")).to_have_count(3)
    found = {"desk": desk.barriers(panel(desk)), "phone": other.barriers(panel(other))}
    panel(desk).get_by_role("button", name="Clear And here").press("Delete")
    expect(panel(desk).get_by_role("button", name="Clear Look here")).to_be_focused()
    expect(panel(other).get_by_role("listitem")).to_have_count(2)
    panel(desk).get_by_role("button", name="Look here").first.click()
    desk.window("Documents").wait_for()
    expect(panel(desk)).to_be_hidden()
    panel(other).get_by_role("button", name="Clear all").click()
    expect(panel(other).get_by_text("Nothing new")).to_be_visible()
    expect(bell(desk)).to_have_accessible_name("Notifications")
    found["nothing"] = other.barriers(panel(other))
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


def test_what_comes_is_shown_once_and_opens_what_it_is_about(desk: Desk, tell: Tell) -> None:
    tell("Ann shares a folder", "You may read in it.", value={"file": "~/Pictures"})
    toast = toasts(desk)
    expect(toast).to_contain_text("Ann shares a folder")
    toast.get_by_role("button", name="Open").click()
    desk.window("Pictures").wait_for()
    expect(toast).to_have_count(0)
    expect(bell(desk)).to_have_accessible_name("Notifications")


# Counts the tones that are begun.
LISTEN = """() => {
  const { start } = AudioScheduledSourceNode.prototype;
  window.rung = 0;
  AudioScheduledSourceNode.prototype.start = function (...when) { window.rung += 1; return start.apply(this, when); };
}"""


@pytest.mark.soak
def test_who_tells_and_how_it_sounds_is_chosen(desk: Desk, tell: Tell) -> None:
    desk.page.evaluate(LISTEN)
    bell(desk).click()
    panel(desk).get_by_role("radio", name="Tide").check(force=True)
    expect(desk.page.locator("html")).to_have_attribute("data-accent", "tide")
    assert desk.barriers(panel(desk)) == []
    panel(desk).get_by_role("button", name="Settings of notifications").click()
    page = desk.window("Settings").get_by_role("region", name="Notifications", exact=True)
    page.get_by_text("No app tells you anything").wait_for()
    tell("Silent")
    expect(toasts(desk)).to_contain_text(["Silent"])
    assert desk.page.evaluate("window.rung") == 0
    page.get_by_role("switch", name="Play sounds").check()
    tell("Heard")
    expect(toasts(desk)).to_contain_text(["Silent", "Heard"])
    desk.wait_for_page("window.rung === 2")
    assert desk.barriers(page) == []
    page.get_by_role("switch", name="Ingle may notify").uncheck()
    tell("Kept")
    expect(bell(desk)).to_have_accessible_name("Notifications, 3 to look at")
    expect(toasts(desk).filter(has_text="Kept")).to_have_count(0)
    page.get_by_role("button", name="For an hour").click()
    page.get_by_text(re.compile("^Until ")).wait_for()
    desk.page.reload()
    expect(page.get_by_role("switch", name="Do not disturb")).to_be_checked()
    expect(page.get_by_role("switch", name="Ingle may notify")).not_to_be_checked()


def test_how_one_is_told_is_the_same_at_once_in_another_browser(desk: Desk, visit: Visit) -> None:
    other = visit(signed_in=True, **PHONE)
    bell(other).click()
    told = panel(other).get_by_role("button", name="Do not disturb")
    expect(told).to_have_attribute("aria-pressed", "false")
    bell(desk).click()
    quiet = panel(desk).get_by_role("button", name="Do not disturb")
    quiet.click()
    expect(told).to_have_attribute("aria-pressed", "true")
    panel(desk).get_by_role("button", name="Settings of notifications").click()
    page = desk.window("Settings").get_by_role("region", name="Notifications", exact=True)
    told.click()
    expect(page.get_by_role("switch", name="Do not disturb")).not_to_be_checked()
    panel(other).get_by_role("button", name="Settings of notifications").click()
    there = other.window("Settings").get_by_role("region", name="Notifications", exact=True)
    for name, before in (("Play sounds", False), ("Ingle may notify", True)):
        expect(there.get_by_role("switch", name=name)).to_be_checked(checked=before)
        page.get_by_role("switch", name=name).set_checked(not before)
        expect(there.get_by_role("switch", name=name)).to_be_checked(checked=not before)


def test_nobody_is_disturbed_who_does_not_want_to_be(desk: Desk, tell: Tell) -> None:
    desk.page.keyboard.press("Alt+Shift+B")
    quiet = panel(desk).get_by_role("button", name="Do not disturb")
    quiet.click()
    expect(quiet).to_have_attribute("aria-pressed", "true")
    desk.page.keyboard.press("Escape")
    expect(panel(desk)).to_be_hidden()
    desk.page.reload()
    bell(desk).wait_for()
    tell("Not so important")
    expect(bell(desk)).to_have_accessible_name("Notifications, 1 to look at")
    expect(toasts(desk)).to_have_count(0)
    bell(desk).click()
    panel(desk).get_by_role("radio", name="Dark").check(force=True)
    expect(desk.page.locator("html")).to_have_attribute("data-theme", "dark")
