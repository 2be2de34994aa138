"""A desk follows its person: over a reload, and to another device."""

import re

import pytest
from playwright.sync_api import Response, expect

from browser.desk import PHONE, Desk, Visit

pytestmark = pytest.mark.browser


def is_writing(response: Response) -> bool:
    return response.request.method == "PUT" and response.url.endswith("/kv/entry")


def test_windows_are_found_again_on_another_device(desk: Desk, visit: Visit) -> None:
    desk.open_app("Machines")
    desk.page.keyboard.press("Alt+Shift+ArrowRight")
    desk.expect_box("Machines", x=640)
    desk.page.keyboard.press("Alt+Shift+T")
    desk.search("Editor")
    with desk.page.expect_response(is_writing):
        desk.page.keyboard.press("Alt+Shift+H")

    other = visit()
    other.log_in()
    other.expect_box("Machines", x=640, y=0, width=640, height=736)
    expect(other.window("Machines")).to_have_class(re.compile(r"\bon-top\b"))
    expect(other.window("Editor")).to_be_hidden()
    expect(other.taskbar.get_by_role("button", name="Editor, open")).to_be_visible()
    with other.page.expect_response(is_writing):
        other.window("Machines").get_by_role("button", name="Close").click()

    desk.page.reload()  # the other wrote last
    expect(desk.window("Machines")).to_have_count(0)
    desk.taskbar.get_by_role("button", name="Editor, open").click()
    expect(desk.window("Editor")).to_be_visible()


def test_a_phone_leaves_the_places_as_they_were(desk: Desk, visit: Visit) -> None:
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    desk.settle()
    before = desk.box("Machines")
    with desk.page.expect_response(is_writing):
        desk.search("Editor")

    phone = visit(**PHONE)
    phone.log_in()
    phone.expect_box("Editor", x=0, y=0, width=390)
    with phone.page.expect_response(is_writing):
        phone.window("Editor").get_by_role("button", name="Close").click()
    desk.page.reload()
    expect(desk.window("Editor")).to_have_count(0)
    desk.expect_box("Machines", **before)


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
