"""Several people in one browser: each finds their own desktop, and no tab acts as whom it does not show."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import log_in
from browser.desk import Desk, Visit
from support.house import House

pytestmark = pytest.mark.browser

PASSWORD = "correct horse"


@pytest.fixture
def pair(api: httpx.Client) -> Iterator[None]:
    """Ann and Ben."""
    ids = []
    for name in ("ann", "ben"):
        made = api.post("/users", json={"name": name, "password": PASSWORD})
        assert made.status_code == 201, made.text
        ids.append(made.json()["id"])
    yield
    for one in ids:
        api.delete(f"/users/{one}")


def menu_of(page: Page, name: str) -> Locator:
    page.get_by_role("button", name=f"{name}: account and appearance").click()
    return page.get_by_role("menu", name="Account")


def choose(page: Page, name: str, item: str) -> None:
    menu_of(page, name).get_by_role("menuitem", name=item).click()


def unlock(locked: Locator, name: str) -> None:
    expect(locked.get_by_role("heading", name=name)).to_be_visible()
    locked.get_by_label("Password", exact=True).fill(PASSWORD)
    locked.get_by_role("button", name="Unlock").click()
    expect(locked).to_be_hidden()


def is_dark(page: Page) -> bool:
    return page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.usefixtures("pair")
def test_people_change_over_find_their_own_desktops_and_walk_around_no_lock(
    home: House, visit: Visit
) -> None:
    session = log_in(home, PASSWORD, "ann")
    desk = visit(whose=session)
    page = desk.page
    menu_of(page, "ann").get_by_role("menuitemradio", name="Always dark").click()
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    tab = Desk(page.context.new_page(), PASSWORD)
    tab.page.goto("/")
    tab.taskbar.wait_for()

    choose(page, "ann", "Add another account…")
    here = page.get_by_role("region", name="People in this browser")
    expect(here.get_by_role("button", name="Continue as ann")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("")
    assert desk.barriers() == []
    desk.log_in("ben", PASSWORD)
    page.get_by_role("button", name="ben: account and appearance").wait_for()
    expect(desk.window("Machines")).to_have_count(0)
    assert not is_dark(page)

    expect(tab.page.get_by_role("heading", name="This browser goes on as ben")).to_be_visible()
    expect(tab.taskbar).to_have_count(0)
    assert tab.barriers() == []
    tab.page.get_by_role("button", name="Back to ann").click()
    tab.window("Machines").wait_for()
    assert is_dark(tab.page)
    tab.page.close()
    page.get_by_role("button", name="Continue as ann").click()
    desk.window("Machines").wait_for()

    choose(page, "ann", "Continue as ben")
    choose(page, "ben", "Lock the desktop")
    locked = page.get_by_role("dialog", name="Locked")
    assert desk.barriers(locked) == []
    locked.get_by_role("button", name="Continue as ann").click()
    unlock(locked, "ann")
    choose(page, "ann", "Continue as ben")
    unlock(locked, "ben")  # which ann has not done for him
    choose(page, "ben", "Log out")
    offered = here.get_by_role("button", name="Continue as ann")
    expect(offered).to_be_visible()
    expect(here.get_by_role("button", name="Continue as ben")).to_have_count(0)
    ended = httpx.delete(
        f"{home.url}/api/v1/sessions",
        params={"others": False},
        cookies={"ingle_session": session},
        headers={"Origin": home.url},
    )
    assert ended.status_code == 204
    offered.click()
    expect(here).to_contain_text("Logged out here: the password is needed")
    offered.click()
    expect(page.get_by_label("Name")).to_have_value("ann")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
