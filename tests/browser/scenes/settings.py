"""Settings, page by page, and what they ask."""

from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, add, scene

PAGES = (
    "Appearance",
    "Notifications",
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
    ("settings-name", "Account", "Change name…"),
    ("settings-password", "Account", "Change…"),
    ("settings-leave", "Account", "Delete your account…"),
    ("settings-empty-trash", "Storage and usage", "Empty the trash…"),
    ("settings-one-time-codes", "Security", "Set up…"),
    ("settings-token", "Security", "New token…"),
    ("settings-new-person", "People", "Add somebody…"),
    ("settings-invite", "People", "Invite…"),
    ("settings-new-group", "Groups", "New group…"),
    ("settings-remove-group", "Groups", "Remove family"),
    ("settings-tidy-up", "Health", "Tidy up…"),
):
    asked(title, page, button)


@scene()
def settings_person(desk: Desk) -> None:
    shown(desk, "People").get_by_role("button", name="Open ben").click()
    desk.page.get_by_role("button", name="Everybody").or_(
        desk.page.get_by_role("button", name="All people")
    ).first.wait_for()


@scene()
def settings_person_measures(desk: Desk) -> None:
    page = shown(desk, "People")
    page.get_by_role("button", name="Open ben").click()
    page.get_by_role("button", name="Make administrator…").wait_for()
    page.get_by_role("heading", name="Ways in").wait_for()
    page.get_by_role("button", name="Delete…").scroll_into_view_if_needed()


@scene(NEWCOMER)
def settings_groups_none(desk: Desk) -> None:
    shown(desk, "Groups")


@scene()
def settings_confirm_email(desk: Desk) -> None:
    page = shown(desk, "Account")
    page.get_by_role("button", name="Add an address…").click()
    dialog = desk.page.get_by_role("dialog", name="Your e-mail address")
    dialog.get_by_label("E-mail address").fill("nothing of the kind")
    dialog.get_by_role("button", name="Send a letter").click()
    dialog.get_by_role("alert").or_(dialog.locator(":invalid")).first.wait_for()


@scene()
def settings_invited(desk: Desk) -> None:
    """The invite that was made, and is shown only now."""
    shown(desk, "People").get_by_role("button", name="Invite…").click()
    dialog = desk.page.get_by_role("dialog", name="Invite")
    dialog.get_by_role("textbox").first.fill("for Ann")
    dialog.locator("button[type=submit]").click()
    made = desk.page.get_by_role("dialog", name="The invite")
    made.wait_for()


@scene()
def settings_token_made(desk: Desk) -> None:
    shown(desk, "Security").get_by_role("button", name="New token…").click()
    dialog = desk.page.locator("dialog[open]")
    dialog.get_by_role("textbox").first.fill("a script")
    dialog.get_by_role("checkbox").first.check()
    dialog.locator("button[type=submit]").click()
    desk.page.get_by_text("only now").first.wait_for()


@scene()
def settings_group_members(desk: Desk) -> None:
    page = shown(desk, "Groups")
    page.get_by_label("Add somebody to family").fill("nobody-known")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("alert").first.wait_for()


@scene()
def settings_one_time_code(desk: Desk) -> None:
    """What is to be scanned."""
    shown(desk, "Security").get_by_role("button", name="Set up…").click()
    dialog = desk.page.locator("dialog[open]")
    dialog.get_by_label("Your password").fill(desk.password)
    dialog.locator("button[type=submit]").click()
    desk.page.get_by_role("dialog", name="Scan this").wait_for()


@scene()
def settings_person_below(desk: Desk) -> None:
    settings_person(desk)
    desk.page.locator(".settings-page > .body").evaluate("(body) => body.scrollTo(0, body.scrollHeight)")


def measure(title: str, button: str) -> None:
    def lead(desk: Desk) -> None:
        settings_person(desk)
        desk.window("Settings").get_by_role("button", name=button).first.click()
        desk.page.locator("dialog[open]").wait_for()

    add(title, lead)


for title, button in (("settings-suspend", "Suspend…"), ("settings-remove-person", "Delete…")):
    measure(title, button)


@scene()
def settings_list(desk: Desk) -> None:
    """The pages there are, which a phone shows by themselves."""
    desk.search("Settings")
    window = desk.window("Settings")
    if window.get_by_role("button", name="All settings").is_visible():
        window.get_by_role("button", name="All settings").click()
    window.get_by_role("navigation", name="Settings").wait_for()


@scene()
def settings_audit_nothing(desk: Desk) -> None:
    page = shown(desk, "Audit log")
    page.get_by_label("Whose").fill("nobody")
    page.get_by_text("Nothing of that kind").wait_for()
