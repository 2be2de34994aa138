"""Settings, page by page, and what they ask."""

from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, add, scene

PAGES = (
    "Appearance",
    "Account",
    "Security",
    "Storage and usage",
    "Machines",
    "Apps",
    "Groups",
    "People",
    "Audit log",
    "Health",
    "About",
)


def shown(desk: Desk, name: str) -> Locator:
    desk.search("Settings")
    window = desk.window("Settings")
    pages = window.get_by_role("navigation", name="Settings")
    window.get_by_role("button", name="All settings").or_(pages).first.wait_for()
    if not pages.is_visible():
        window.get_by_role("button", name="All settings").click()
    pages.get_by_role("button", name=name, exact=True).click()
    page = window.get_by_role("region", name=name, exact=True)
    page.wait_for()
    expect(desk.page.locator(".settings-page .spinner")).to_have_count(0)
    return page


def a_page(name: str) -> None:
    def lead(desk: Desk) -> None:
        shown(desk, name)

    add(f"settings-{name.lower().replace(' ', '-')}", lead)


for page in PAGES:
    a_page(page)


def further_down(name: str) -> None:
    def lead(desk: Desk) -> None:
        shown(desk, name)
        desk.page.locator(".settings-page > .body").evaluate("(body) => body.scrollTo(0, body.scrollHeight)")

    add(f"settings-{name.lower().replace(' ', '-')}-below", lead)


for page in ("Appearance", "Security", "People", "Health"):
    further_down(page)


def asked(title: str, page: str, button: str) -> None:
    def lead(desk: Desk) -> None:
        shown(desk, page).get_by_role("button", name=button).first.click()
        desk.page.locator("dialog[open]").wait_for()

    add(title, lead)


for title, page, button in (
    ("settings-email", "Account", "Add an address…"),
    ("settings-password", "Account", "Change…"),
    ("settings-leave", "Account", "Delete your account…"),
    ("settings-token", "Security", "New token…"),
    ("settings-new-person", "People", "Add somebody…"),
    ("settings-invite", "People", "Invite…"),
    ("settings-new-group", "Groups", "New group…"),
):
    asked(title, page, button)


@scene()
def settings_person(desk: Desk) -> None:
    shown(desk, "People").get_by_role("button", name="Open ben").click()
    desk.page.get_by_role("button", name="Everybody").or_(
        desk.page.get_by_role("button", name="All people")
    ).first.wait_for()


@scene(NEWCOMER)
def settings_groups_none(desk: Desk) -> None:
    shown(desk, "Groups")
