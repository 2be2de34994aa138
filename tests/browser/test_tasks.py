"""The Tasks app: windows and machines with what they take, sorted, walked, ended and put to sleep, by the keyboard too."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import PHONE, Desk, Visit
from support.house import House, house

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    """Of its own: machines that cost nothing."""
    with house(engine="fake", busybox=True) as made:
        for name in ("hearth", "attic"):
            made.ingle("create", "--name", name, "busybox")
        yield made


def row(window: Locator, name: str) -> Locator:
    return window.get_by_role("row").filter(has=window.page.get_by_role("rowheader", name=name, exact=True))


def test_windows_and_machines_are_shown_sorted_and_ended(desk: Desk) -> None:
    page = desk.page
    desk.search("Files")
    desk.search("Tasks")
    window = desk.window("Tasks")
    names = window.get_by_role("rowheader")
    expect(names).to_have_text(["attic", "hearth", "Home", "Tasks"])
    expect(row(window, "hearth")).to_contain_text(re.compile(r"Running\d+ %.*MiB"))  # two samples are in
    window.get_by_role("button", name="Kind").click()
    expect(window.get_by_role("columnheader", name="Kind")).to_have_attribute("aria-sort", "ascending")
    expect(names).to_have_text(["Home", "attic", "hearth", "Tasks"])
    row(window, "hearth").focus()
    page.keyboard.press("Home")
    expect(row(window, "Home")).to_be_focused()
    assert desk.barriers(window) == []
    page.keyboard.press("Delete")
    expect(names).to_have_text(["attic", "hearth", "Tasks"])
    expect(desk.window("Home")).to_have_count(0)
    expect(row(window, "attic")).to_be_focused()
    window.get_by_role("toolbar", name="Actions").get_by_role("button", name="Sleep").click()
    expect(row(window, "attic")).to_contain_text("Asleep")
    row(window, "attic").click(button="right")
    page.get_by_role("menuitem", name="Wake").click()
    expect(row(window, "attic")).to_contain_text("Running")
    row(window, "attic").press("Enter")
    desk.window("Machines").wait_for()


@pytest.mark.soak
def test_it_fits_a_phone(visit: Visit) -> None:
    desk = visit(signed_in=True, **PHONE, color_scheme="dark")
    desk.search("Tasks")
    window = desk.window("Tasks")
    window.get_by_role("tab", name="Machines").click()
    expect(window.get_by_role("rowheader")).to_have_text(["attic", "hearth"])
    wide = desk.page.evaluate("document.querySelector('.tasks .tab-panel').scrollWidth")
    assert wide <= 390
    assert desk.barriers(window) == []
