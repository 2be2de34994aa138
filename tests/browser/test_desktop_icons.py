"""The Desktop folder's things as icons: chosen, opened, renamed, thrown away, and kept current while others change them."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk

pytestmark = pytest.mark.browser

Put = Callable[[str, bytes], None]


@pytest.fixture
def put(account: httpx.Client) -> Iterator[Put]:
    """Put a file on the desktop from elsewhere; afterwards nothing is there."""

    def write(name: str, content: bytes) -> None:
        answer = account.put("/files", params={"path": f"~/Desktop/{name}", "parents": True}, content=content)
        assert answer.is_success, answer.text

    yield write
    left = account.get("/files/list", params={"path": "~/Desktop"}).json()["items"]
    for entry in left:
        account.post("/files/remove", json={"path": entry["id"], "recursive": True})


def icon(desk: Desk, name: str) -> Locator:
    return desk.page.get_by_role("listbox", name="On the desktop").get_by_role("option").filter(has_text=name)


def chosen(desk: Desk) -> Locator:
    return desk.page.get_by_role("listbox", name="On the desktop").locator("[aria-selected=true]")


def test_icons_come_go_and_are_chosen(desk: Desk, put: Put, account: httpx.Client) -> None:
    page = desk.page
    put("notes.txt", b"from elsewhere")
    expect(icon(desk, "notes.txt")).to_be_visible()
    put("apples.txt", b"")
    account.post("/files/rename", json={"path": "~/Desktop/notes.txt", "name": "zebra.txt"})
    expect(icon(desk, "zebra.txt")).to_be_visible()
    assert desk.barriers() == []

    icon(desk, "apples.txt").click()
    page.keyboard.press("ArrowDown")
    expect(icon(desk, "zebra.txt")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+A")
    expect(chosen(desk)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(chosen(desk)).to_have_count(0)
    mouse = page.mouse
    mouse.move(700, 600)
    mouse.down()
    mouse.move(140, 4, steps=6)
    expect(chosen(desk)).to_have_count(2)
    mouse.up()


def test_an_icon_tells_what_it_is_and_is_opened_made_renamed_and_thrown_away(desk: Desk, put: Put) -> None:
    page = desk.page
    put("notes.txt", b"from elsewhere")
    icon(desk, "notes.txt").click()
    page.keyboard.press("Alt+Enter")
    facts = page.get_by_role("dialog", name="notes.txt")
    expect(facts.get_by_text("14 B (14 bytes)")).to_be_visible()
    page.keyboard.press("Escape")
    icon(desk, "notes.txt").dblclick()
    expect(page.get_by_text("from elsewhere")).to_be_visible()
    page.keyboard.press("Alt+Shift+W")

    page.get_by_role("main", name="Desktop").click(button="right", position={"x": 800, "y": 300})
    page.get_by_role("menu", name="Desktop").get_by_role("menuitem", name="New folder").click()
    field = page.get_by_label("New name of New folder")
    expect(field).to_be_focused()
    field.fill("Holidays")
    field.press("Enter")
    expect(icon(desk, "Holidays")).to_be_visible()

    icon(desk, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(icon(desk, "Holidays")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(icon(desk, "Holidays")).to_be_visible()
