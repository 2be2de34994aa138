"""Those who are new are shown around once, and those who do not want to be are not; what comes while the desktop is locked waits."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from browser.desk import DESKTOP, PHONE, Desk
from support.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def name(account: httpx.Client) -> str:
    """Somebody who has never been here."""
    account.post("/users", json={"name": "tess", "password": "a-long-enough-word"})
    return "tess"


def test_who_is_new_is_shown_around_once(chromium: Browser, home: House, name: str) -> None:
    found = []
    for options, shown in ((DESKTOP, True), (PHONE, False)):
        context = chromium.new_context(base_url=home.url, locale="en-GB", **options)
        desk = Desk(context.new_page(), "a-long-enough-word", newcomer=True)
        desk.page.goto("/")
        desk.log_in(name, "a-long-enough-word")
        desk.taskbar.wait_for()
        tour = desk.page.get_by_role("dialog", name="Welcome to Ingle, tess")
        if shown:
            expect(tour.get_by_role("button", name="Next")).to_be_focused()
            desk.page.keyboard.press("Enter")
            tour = desk.page.get_by_role("dialog", name="Your files")
            tour.get_by_role("button", name="Back").click()
            found += desk.barriers(desk.page.get_by_role("dialog"))
            desk.page.keyboard.press("Escape")
        else:
            desk.search("Show me around")  # nobody did it by themselves
            for _ in range(5):
                desk.page.get_by_role("button", name="Next").click()
            expect(tour).to_be_hidden()
            expect(desk.page.get_by_role("dialog", name="What happens")).to_be_visible()
            found += desk.barriers(desk.page.get_by_role("dialog"))
            desk.page.get_by_role("button", name="Begin").click()
        expect(desk.page.get_by_role("dialog")).to_have_count(0)
        assert desk.complaints == []
        context.close()
    assert found == []


def test_what_comes_while_the_desktop_is_locked_waits(desk: Desk, account: httpx.Client) -> None:
    page = desk.page
    account.post("/notifications/acknowledge")
    page.keyboard.press("Alt+Shift+L")
    expect(page.get_by_label("Password", exact=True)).to_be_visible()
    account.post("/notifications", json={"title": "Not for everybody"}).raise_for_status()
    expect(page.locator(".bell")).to_have_attribute("aria-label", "Notifications, 1 to look at")
    assert len(account.get("/notifications", params={"state": "unseen"}).json()["items"]) == 1
    page.get_by_label("Password", exact=True).fill(desk.password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Not for everybody")).to_be_visible()
    account.post("/notifications/acknowledge")
