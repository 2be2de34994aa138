"""Everything without a pointer."""

import pytest
from playwright.sync_api import expect

from browser.desk import Desk, Visit

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_from_the_login_to_a_shell_and_windows_about_it_by_keys_alone(visit: Visit, machine: str) -> None:
    desk = visit()
    page = desk.page
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("admin")
    page.keyboard.press("Tab")
    page.keyboard.type(desk.password)
    page.keyboard.press("Enter")
    desk.taskbar.wait_for()

    desk.open_terminal(machine)
    desk.type("cat -v")  # keys of programs go to programs
    page.keyboard.press("Escape")
    page.keyboard.press("Control+K")
    page.keyboard.press("Enter")
    desk.wait_for_text(machine, r"^\^\[\^K$")
    page.keyboard.press("Control+C")
    page.keyboard.press("Alt+Shift+ArrowRight")
    desk.expect_box(machine, x=640, y=0, width=640, height=736)

    desk.search("Machines")
    expect(desk.window("Machines")).to_have_class("window focused")
    before = desk.box("Machines")
    page.keyboard.press("Alt+Shift+M")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    desk.expect_box("Machines", **{**before, "x": before["x"] - 24})
    page.keyboard.press("Alt+Shift+R")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    desk.expect_box("Machines", **{**before, "x": before["x"] - 24})
    page.keyboard.press("Alt+Shift+N")  # round to the terminal, and to Machines again
    page.keyboard.press("Alt+Shift+N")
    expect(desk.window("Machines")).to_have_class("window focused")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(desk.window("Machines")).to_be_hidden()
    desk.type("echo the terminal has the focus again")
    desk.wait_for_text(machine, r"^the terminal has the focus again$")
    page.keyboard.press("Alt+Shift+W")
    expect(desk.window(machine)).to_be_hidden()


def test_apps_menus_and_dialogs_open_walk_and_close_by_keys(desk: Desk, machine: str) -> None:
    assert machine  # of which there is a menu
    page = desk.page
    apps = page.get_by_role("list", name="Apps", exact=True)
    for name in ("Files", "Editor", "Machines"):
        page.keyboard.press("Tab")
        expect(apps.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    more = page.get_by_role("button", name="More actions")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    expect(more).to_be_focused()

    create = page.get_by_role("button", name="Create a machine")
    create.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="New machine")
    expect(dialog.get_by_label("Name", exact=True)).to_be_focused()
    for _ in range(12):  # round and round, but never out
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(create).to_be_focused()
