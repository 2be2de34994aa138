"""A page at 200 %: a screen of 1280 by 800 is 640 by 400 then. Nothing is out of reach, and no page scrolls sideways (WCAG 1.4.4, 1.4.10)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.desk import Desk, Visit

pytestmark = pytest.mark.browser

ZOOMED: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}

# What a person can use in a part of the page must come into view when it is scrolled to, and be what a click there hits.
OUT_OF_REACH = """(part) => {
  const found = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);
  const usable = "button, input, select, textarea, a[href], summary, [role=tab], [role=option], [role=treeitem], [role^=menuitem]";
  for (const one of part.querySelectorAll(usable)) {
    if (one.disabled || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || one.closest(".visually-hidden, .xterm")) continue;
    const target = one.matches("input[type=radio], input[type=checkbox], input[type=file]") ? (one.closest("label") ?? one) : one;
    target.scrollIntoView({ block: "center", inline: "center" });
    const { left, top, width, height } = target.getBoundingClientRect();
    if (width < 2 || height < 2) continue;
    const [x, y] = [left + width / 2, top + height / 2];
    const name = one.ariaLabel || one.textContent.trim().slice(0, 40) || one.outerHTML.slice(0, 80);
    const hit = document.elementFromPoint(x, y);
    for (let box = target.parentElement; box && box !== page; box = box.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(box);
      const stuck = (overflowY === "hidden" && box.scrollTop > 1) || (overflowX === "hidden" && Math.abs(box.scrollLeft) > 1);
      if (stuck) found.push(`${name}: only a program scrolls ${box.className || box.tagName} to it`);
      if (stuck) box.scrollTo(0, 0);
    }
    if (!hit) found.push(`${name}: out of sight at ${Math.round(x)}, ${Math.round(y)}`);
    else if (!target.contains(hit) && !hit.contains(target)) found.push(`${name}: under ${hit.className || hit.tagName}`);
    else if (width > innerWidth) found.push(`${name}: ${Math.round(width)} wide`);
  }
  return found;
}"""


def out_of_reach(desk: Desk, part: str) -> list[str]:
    """In the part that this selector finds last, which is what lies in front."""
    desk.settle()
    shown = desk.page.locator(part).last
    shown.wait_for()
    found: list[str] = shown.evaluate(OUT_OF_REACH)
    return found


APPS = [
    *("Files", "Editor", "Machines", "Terminal", "Settings", "Tasks"),
    *("Viewer", "Player", "Calculator", "Camera", "App centre"),
]


@pytest.mark.soak
def test_every_app_can_be_used_at_200_percent(visit: Visit) -> None:
    desk = visit(signed_in=True, **ZOOMED)
    wrong = {}
    for app in APPS:
        desk.search(app)
        desk.page.locator("section.window.focused").wait_for()
        expect(desk.page.locator("section.window.focused .spinner")).to_have_count(0)
        if found := out_of_reach(desk, "section.window.focused"):
            wrong[app] = found
        if found := out_of_reach(desk, "nav.taskbar"):
            wrong[f"the taskbar with {app}"] = found
        desk.page.keyboard.press("Alt+Shift+W")
    assert wrong == {}


def press(keys: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(keys)


PARTS: list[tuple[str, Callable[[Page], None], str]] = [
    ("the desktop", lambda page: None, "main.screen"),
    ("the search", press("Alt+Shift+K"), "dialog[open], .launcher"),
    ("the notices", press("Alt+Shift+B"), ".notice-panel"),
    ("the shortcuts", press("Alt+Shift+Slash"), "dialog[open]"),
    ("the windows", press("Alt+Shift+O"), ".overview"),
    (
        "the menu",
        lambda page: page.get_by_role("button", name=re.compile("account and appearance")).click(),
        ".menu",
    ),
]


def test_the_parts_of_the_shell_can_be_used_at_200_percent(visit: Visit) -> None:
    desk = visit(signed_in=True, **ZOOMED)
    page = desk.page
    wrong = {}
    for name, opened, part in PARTS:
        opened(page)
        if found := out_of_reach(desk, part):
            wrong[name] = found
        page.keyboard.press("Escape")
    desk.search("Machines")
    page.get_by_role("button", name="Create a machine").first.click()
    if found := out_of_reach(desk, "dialog[open]"):
        wrong["a dialog"] = found
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+Shift+L")
    if found := out_of_reach(desk, "dialog.lock-screen"):
        wrong["the lock"] = found
    assert wrong == {}


def test_one_can_log_in_at_200_percent(visit: Visit) -> None:
    desk = visit(**ZOOMED)
    expect(desk.page.get_by_label("Name")).to_be_visible()
    assert out_of_reach(desk, "main.login") == []
