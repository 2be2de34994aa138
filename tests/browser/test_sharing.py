"""Sharing files: with a person, who sees it at once, and by a link that needs no account."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import log_in
from browser.desk import PHONE, Desk, Visit
from browser.files_app import Put, enter, entry
from support.house import House

pytestmark = pytest.mark.browser


def open_share(desk: Desk, window: Locator, name: str) -> Locator:
    entry(window, name).click(button="right")
    desk.page.get_by_role("menuitem", name="Share").click()
    return desk.page.get_by_role("dialog", name=f"Share {name}")


def test_what_is_shared_appears_at_the_other_desk_at_once(
    visit: Visit, home: House, desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    put("plan.txt", b"ours")
    put("alone.txt", b"only this")
    assert api.post("/users", json={"name": "ben", "password": "ben's password"}).status_code == 201
    ben = visit(whose=log_in(home, "ben's password", "ben"))
    ben.search("Files")
    places = ben.page.get_by_role("navigation", name="Places")
    places.get_by_role("button", name="Shared with me").click()
    theirs = ben.page.locator("section.window").last
    expect(theirs.get_by_text("Nothing is shared with you yet")).to_be_visible()
    window = enter(desk, folder)
    dialog = open_share(desk, window, "alone.txt")
    dialog.get_by_label("Name").fill("ben")
    dialog.get_by_role("button", name="Share", exact=True).click()
    given = dialog.get_by_role("list", name="Shared with")
    expect(given.get_by_text("ben")).to_be_visible()
    expect(entry(theirs, "alone.txt")).to_be_visible()
    given.get_by_role("button", name="Stop sharing with ben").click()
    expect(entry(theirs, "alone.txt")).to_have_count(0)
    dialog.get_by_role("button", name="Done").click()
    desk.page.keyboard.press("Backspace")
    dialog = open_share(desk, window, folder)
    dialog.get_by_label("Name").fill("ben")
    dialog.get_by_label("Name").press("Enter")
    expect(dialog.get_by_label("What ben may do")).to_have_value("read")
    places.get_by_role("button", name=f"{folder} (admin)").click()
    expect(entry(theirs, "plan.txt")).to_be_visible()
    expect(theirs.get_by_role("button", name="New folder")).to_be_disabled()


def link_of(desk: Desk, window: Locator, name: str, password: str = "") -> str:
    """A new link to what is shown there."""
    dialog = open_share(desk, window, name)
    dialog.get_by_label("Password (if any)").fill(password)
    dialog.get_by_role("button", name="Make a link").click()
    made = dialog.get_by_label("The new link").input_value()
    wanted = "with a password" if password else "May read it, until"
    expect(dialog.get_by_role("list", name="Links that there are")).to_contain_text(wanted)
    dialog.get_by_role("button", name="Done").click()
    return made


@pytest.fixture
def phone_of_guest(visit: Visit) -> Desk:
    """Of somebody without an account."""
    return visit(**PHONE)


@pytest.fixture
def guest(phone_of_guest: Desk) -> Page:
    return phone_of_guest.page


def downloaded(page: Page, button: Locator) -> bytes:
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def test_a_link_with_a_password_shows_its_file_to_somebody_without_an_account(
    desk: Desk, folder: str, put: Put, guest: Page, phone_of_guest: Desk
) -> None:
    """And a link to a folder is walked, and taken back."""
    put("poem.txt", b"The fire is low.\n")
    put("trip/plan.txt", b"by train")
    put("trip/day 1/note.txt", b"rain")
    window = enter(desk, folder)
    link = link_of(desk, window, "poem.txt", password="ember")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/link/#ingle_link_\S+", link)
    guest.goto(link)
    guest.get_by_label("Password", exact=True).fill("ash")
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_text("This is not the link's password.")).to_be_visible()
    guest.get_by_label("Password", exact=True).fill("ember")
    guest.get_by_role("button", name="Open").click()
    expect(guest.get_by_role("heading", name="poem.txt")).to_be_visible()
    expect(guest.get_by_text("The fire is low.")).to_be_visible()
    assert phone_of_guest.barriers() == []
    assert downloaded(guest, guest.get_by_role("button", name="Download")) == b"The fire is low.\n"

    guest.goto("about:blank")  # the same page with another hash would be no visit
    guest.goto(link_of(desk, window, "trip"))
    files = guest.get_by_role("list", name="Files")
    files.get_by_role("button", name="day 1").first.wait_for()
    assert phone_of_guest.barriers(files) == []
    files.get_by_role("button", name="day 1").first.click()
    files.get_by_role("button", name="note.txt").first.click()
    expect(guest.get_by_text("rain")).to_be_visible()
    guest.get_by_role("button", name="day 1").click()
    guest.get_by_role("button", name="trip").click()
    assert downloaded(guest, guest.get_by_role("button", name="Download all"))[:2] == b"PK"
    dialog = open_share(desk, window, "trip")
    dialog.get_by_role("button", name="Take back the link").click()
    expect(dialog.get_by_role("list", name="Links that there are")).to_have_count(0)
    guest.reload()
    expect(guest.get_by_text("This link opens nothing")).to_be_visible()
