"""A terminal window: several shells in tabs, and in the panes of one; and what is found in what they said."""

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
    desk.wait_for_page("document.activeElement?.matches('.terminals-one:not([inert]) > .front textarea')")
    desk.type(f"echo {question} $$")
    desk.wait_for_text(machine, rf"^{question} \d+$")
    found = re.search(rf"^{question} (\d+)$", desk.screen(machine), re.MULTILINE)
    assert found
    return found[1]


def test_tabs_and_panes_that_are_walked_sized_and_closed_have_shells_that_outlive_a_reload(
    desk: Desk, machine: str
) -> None:
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


@pytest.mark.soak
def test_words_are_found_in_what_was_said_and_addresses_are_opened(desk: Desk, machine: str) -> None:
    page = desk.page
    desk.open_terminal(machine)
    for line in ("ember one", "Ember two", "ember three"):
        desk.type(f"echo {line}")
        desk.wait_for_text(machine, rf"^{line}$")
    page.keyboard.press("Control+Shift+F")
    looked = desk.window(machine).get_by_role("search")
    expect(looked.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ember")
    expect(looked.get_by_role("status")).to_have_text("6 of 6")  # what was typed, and what was answered
    page.keyboard.press("Enter")
    expect(looked.get_by_role("status")).to_have_text("5 of 6")
    page.keyboard.press("Shift+Enter")
    expect(looked.get_by_role("status")).to_have_text("6 of 6")
    exact = looked.get_by_role("button", name="Match case")
    exact.click()
    expect(exact).to_have_attribute("aria-pressed", "true")
    expect(looked.get_by_role("status")).to_have_text("4 of 4")

    window = desk.window(machine)
    letters = window.locator(".xterm-rows")
    size = float(letters.evaluate("rows => parseFloat(getComputedStyle(rows).fontSize)"))
    page.keyboard.press("Control+Equal")
    expect(letters).to_have_css("font-size", f"{size + 1}px")
    page.keyboard.press("Control+0")
    expect(letters).to_have_css("font-size", f"{size}px")
    window.locator(".xterm-screen").click(button="right")
    page.get_by_role("menuitem", name="Colours, text and cursor…").click()
    page.get_by_role("menu", name="Look of the terminal").get_by_role("menuitemradio", name="Nord").click()
    expect(window.locator(".terminal:not(.xterm)")).to_have_css("background-color", "rgb(46, 52, 64)")
    expect(looked.get_by_role("status")).to_have_text("4 of 4")
    looked.get_by_role("searchbox").fill("ashes")
    expect(looked.get_by_role("status")).to_have_text("Not found")
    assert desk.barriers(desk.window(machine)) == []
    page.keyboard.press("Escape")
    expect(looked).to_be_hidden()

    address = page.evaluate("location.origin") + "/healthz"
    desk.type(f"echo {address}")
    desk.wait_for_text(machine, rf"^{re.escape(address)}$")
    box = desk.window(machine).get_by_text(address).last.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
    expect(desk.window(machine).locator(".xterm-cursor-pointer")).to_have_count(1)
    with page.context.expect_page() as opened:
        page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)
    assert opened.value.evaluate("window.opener") is None
    opened.value.close()
