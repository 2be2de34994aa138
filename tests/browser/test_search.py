"""The search: apps, files, places and actions by the keyboard alone, what was used last first, and told to screen readers."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.desk import PHONE, Desk, Visit
from support.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def note(account: httpx.Client) -> Iterator[str]:
    """The name of a file of the person."""
    made = account.put("/files", params={"path": "~/Documents/Zanzibar plans.txt"}, content=b"pack a hat")
    assert made.is_success, made.text
    wait_until(lambda: account.get("/files/search/contents", params={"text": "hat"}).json()["items"])
    yield "Zanzibar plans.txt"
    account.post("/files/remove", json={"path": made.json()["id"]})


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search")


def chosen(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Results").locator("[aria-selected=true]")


def test_files_are_found_opened_and_remembered_and_actions_walked_to(desk: Desk, note: str) -> None:
    page = desk.page
    asked: list[str] = []

    def pass_on(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    page.route("**/files/search*", pass_on)
    page.keyboard.press("Alt+Shift+K")
    field(page).press_sequentially("zanzi pl")
    files = page.get_by_role("group", name="Your files")
    expect(files.get_by_role("option", name=re.compile(note))).to_contain_text("Home/Documents")
    assert "text=zanzi+pl&" in asked[-1]
    assert len(asked) < len("zanzi pl"), asked
    expect(chosen(page)).to_contain_text(note)
    expect(field(page)).to_have_attribute("aria-activedescendant", chosen(page).get_attribute("id") or "none")
    page.keyboard.press("Enter")
    expect(desk.window(note)).to_contain_text("pack a hat")
    page.keyboard.press("Alt+Shift+K")
    expect(page.get_by_role("group", name="Recent").get_by_role("option").first).to_contain_text(note)
    assert desk.barriers(page.get_by_role("dialog", name="Search")) == []
    page.keyboard.press("Enter")
    expect(field(page)).to_have_count(0)
    expect(desk.window(note)).to_have_class(re.compile(r"\bfocused\b"))
    expect(page.locator("section.window")).to_have_count(1)  # it is open there already
    page.keyboard.press("Alt+Shift+K")
    field(page).fill("hat pack")
    says = page.get_by_role("group", name="In files").get_by_role("option")
    expect(says).to_have_count(1)
    expect(says).to_contain_text(note)
    expect(says).to_contain_text("pack a hat")
    field(page).fill("no such thing at all")
    expect(page.get_by_role("status").filter(has_text="Nothing is called")).to_be_visible()
    page.keyboard.press("Escape")

    desk.window(note).get_by_role("button", name="Close", exact=True).click()
    desk.search("zanzi pl")  # who is faster than the search has what it finds
    expect(field(page)).to_have_count(0)
    expect(desk.window(note)).to_contain_text("pack a hat")

    desk.search("editor")
    desk.window("Editor").wait_for()
    page.keyboard.press("Alt+Shift+K")
    field(page).fill("maxi")
    expect(chosen(page)).to_contain_text("Maximise")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).not_to_contain_text("Maximise")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    desk.expect_box("Editor", x=0, width=1280)
    desk.search("dark appearance")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.soak
def test_no_barriers_in_the_search_of_a_phone(visit: Visit, note: str) -> None:
    desk = visit(signed_in=True, **PHONE, color_scheme="dark")
    desk.taskbar.get_by_role("button", name="Search everything").click()
    search = desk.page.get_by_role("dialog", name="Search")
    field(desk.page).fill("zanzibar")
    desk.page.get_by_role("option", name=re.compile(note)).wait_for()
    assert desk.barriers(search) == []
    field(desk.page).fill("no such thing at all")
    expect(desk.page.get_by_role("status").filter(has_text="Nothing is called")).to_be_visible()
    assert desk.barriers(search) == []
