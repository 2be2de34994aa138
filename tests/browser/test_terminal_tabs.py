"""Several shells in one terminal window: in tabs, and in the panes of one."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from browser.desk import Desk

pytestmark = pytest.mark.browser

_asked = count(1)


def shell(desk: Desk, machine: str) -> str:
    """The process that answers in the tab in front."""
    question = f"shell {next(_asked)} is"
    desk.type(f"echo {question} $$")
    desk.wait_for_text(machine, rf"^{question} \d+$")
    found = re.search(rf"^{question} (\d+)$", desk.screen(machine), re.MULTILINE)
    assert found
    return found[1]


def test_each_tab_has_a_shell_that_outlives_a_reload(desk: Desk, machine: str) -> None:
    page = desk.page
    desk.open_terminal(machine)
    first = shell(desk, machine)
    window = desk.window(machine)
    tabs = window.get_by_role("tab")
    window.get_by_role("button", name="New tab", exact=True).click()
    expect(tabs).to_have_count(2)
    desk.wait_for_text(machine, r"[#$] ?$")
    second = shell(desk, machine)
    assert first != second
    desk.type("echo \x1b]0;brew\x07")
    expect(tabs.nth(1)).to_have_accessible_name(f"{machine} · brew")

    page.keyboard.press("Control+Shift+PageUp")  # before the first
    page.keyboard.press("Control+PageDown")
    assert shell(desk, machine) == first

    page.reload()
    expect(tabs).to_have_count(2)
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
    desk.wait_for_text(machine, r"[#$] ?$")
    assert shell(desk, machine) == first
    tabs.nth(0).click()
    assert shell(desk, machine) == second

    page.keyboard.press("Control+Shift+W")
    expect(tabs).to_have_count(1)
    assert shell(desk, machine) == first


def test_a_tab_is_split_into_panes_that_are_walked_sized_and_closed(desk: Desk, machine: str) -> None:
    desk.open_terminal(machine)
    first = shell(desk, machine)
    page = desk.page
    panes = desk.window(machine).locator(".terminals-pane")
    bar = desk.window(machine).get_by_role("separator", name="Sizes of the panes")
    page.keyboard.press("Control+Shift+E")
    expect(panes).to_have_count(2)
    desk.wait_for_text(machine, r"[#$] ?$")
    second = shell(desk, machine)
    bar.press("ArrowRight")
    expect(bar).to_have_attribute("aria-valuenow", "55")
    assert desk.barriers(desk.window(machine)) == []
    panes.last.locator(".xterm-screen").click()
    page.keyboard.press("Alt+ArrowLeft")
    assert shell(desk, machine) == first

    page.reload()
    expect(bar).to_have_attribute("aria-valuenow", "55")
    desk.wait_for_text(machine, r"[#$] ?$")
    assert shell(desk, machine) == first
    page.keyboard.press("Alt+ArrowRight")
    assert shell(desk, machine) == second
    page.keyboard.press("Control+Shift+W")
    expect(panes).to_have_count(1)
    assert shell(desk, machine) == first
