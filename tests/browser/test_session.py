"""A desk follows its person: over a reload, and to another device."""

import re

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import PHONE, Desk, Visit
from support.waiting import wait_until

pytestmark = pytest.mark.browser


def kept(account: httpx.Client, key: str = "windows") -> str:
    """What the person has open, or in the taskbar, as the server knows it. A desk writes more than once, so what was written is asked and not when."""
    return account.get("/kv/entry", params={"key": f"desktop.{key}"}).text


def test_windows_are_found_again_on_another_device(desk: Desk, visit: Visit, account: httpx.Client) -> None:
    desk.open_app("Machines")
    desk.page.keyboard.press("Alt+Shift+ArrowRight")
    desk.expect_box("Machines", x=640)
    desk.page.keyboard.press("Alt+Shift+T")
    desk.search("Editor")
    desk.page.keyboard.press("Alt+Shift+H")
    wait_until(lambda: re.search(r"minimised\W+true", kept(account)))

    other = visit(signed_in=True)
    other.expect_box("Machines", x=640, y=0, width=640, height=736)
    expect(other.window("Machines")).to_have_class(re.compile(r"\bon-top\b"))
    expect(other.window("Editor")).to_be_hidden()
    expect(other.taskbar.get_by_role("button", name="Editor, open")).to_be_visible()
    other.window("Machines").get_by_role("button", name="Close").click()
    wait_until(lambda: "machines" not in kept(account))

    desk.page.reload()  # the other wrote last
    expect(desk.window("Machines")).to_have_count(0)
    desk.taskbar.get_by_role("button", name="Editor, open").click()
    expect(desk.window("Editor")).to_be_visible()


@pytest.mark.soak
def test_a_phone_leaves_the_places_as_they_were(desk: Desk, visit: Visit, account: httpx.Client) -> None:
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    desk.settle()
    before = desk.box("Machines")
    desk.search("Editor")
    wait_until(lambda: "editor" in kept(account))

    phone = visit(signed_in=True, **PHONE)
    phone.expect_box("Editor", x=0, y=0, width=390)
    phone.window("Editor").get_by_role("button", name="Close").click()
    wait_until(lambda: "editor" not in kept(account))
    desk.page.reload()
    expect(desk.window("Editor")).to_have_count(0)
    desk.expect_box("Machines", **before)


def test_the_taskbar_is_in_the_order_that_it_was_dragged_to(
    desk: Desk, visit: Visit, account: httpx.Client
) -> None:
    page = desk.page
    files, machines = (
        desk.taskbar.get_by_role("button", name=name, exact=True) for name in ("Files", "Machines")
    )
    start, end = machines.bounding_box(), files.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 20, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 20, steps=10)
    page.mouse.up()
    expect(docked(desk).first).to_have_accessible_name("Machines")
    expect(desk.window("Machines")).to_have_count(0)  # it was a drag, not a click
    files.click(button="right")
    page.get_by_role("menuitem", name="Remove from the taskbar").click()
    expect(files).to_have_count(0)
    wait_until(lambda: "machines" in kept(account, "taskbar") and "files" not in kept(account, "taskbar"))

    other = visit(signed_in=True)
    expect(docked(other).first).to_have_accessible_name("Machines")
    expect(other.taskbar.get_by_role("button", name="Files", exact=True)).to_have_count(0)
    other.open_app("Files")
    expect(other.taskbar.get_by_role("button", name="Files, open")).to_be_visible()
    desk.taskbar.get_by_role("button", name="Editor", exact=True).click(button="right")
    page.get_by_role("menuitem", name="Remove from the taskbar").click()
    expect(other.taskbar.get_by_role("button", name="Editor", exact=True)).to_have_count(0)


def docked(desk: Desk) -> Locator:
    return desk.taskbar.get_by_role("list", name="In the taskbar").get_by_role("button")


def test_a_locked_desktop_shows_nothing_until_the_password_is_given(desk: Desk) -> None:
    page = desk.page
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    page.keyboard.press("Alt+Shift+L")
    locked = page.get_by_role("dialog", name="Locked")
    field = locked.get_by_label("Password", exact=True)
    expect(field).to_be_focused()
    expect(desk.window("Machines")).to_be_hidden()
    expect(desk.taskbar).to_be_hidden()
    assert desk.barriers() == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()

    page.reload()
    field.fill("not this")
    field.press("Enter")
    expect(locked.get_by_text("That is not your password.")).to_be_visible()
    field.fill(desk.password)
    field.press("Enter")
    expect(locked).to_be_hidden()
    expect(desk.window("Machines")).to_be_visible()
