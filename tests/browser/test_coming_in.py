"""The way in: letters' links, accounts that people make themselves, guests who stay, and logins elsewhere."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from browser.desk import PHONE, Desk, Visit
from support.house import House, free_port, house
from support.mail import Mailbox, mail_server

pytestmark = pytest.mark.browser

GOOD = "a long sentence that nobody guesses"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def home(mailbox: Mailbox) -> Iterator[House]:
    """By invite only, open to guests, with letters and with another provider of logins, which does not answer."""
    works = {
        "issuer": f"http://127.0.0.1:{free_port()}",
        "client_id": "ingle",
        "client_secret": "s",
        "title": "Works",
    }
    settings = {
        "INGLE_ACCOUNTS__SIGN_UP": "invite_only",
        "INGLE_ACCOUNTS__TEMPORARY_USERS": "true",
        "INGLE_ACCOUNTS__CAPTCHA": "puzzle",
        "INGLE_MAIL__HOST": "127.0.0.1",
        "INGLE_MAIL__PORT": str(mailbox.port),
        "INGLE_MAIL__SECURITY": "none",
        "INGLE_LOGIN_PROVIDERS": json.dumps({"works": works}),
    }
    with house(engine="fake", settings=settings) as made:
        yield made


def card(page: Page, name: str) -> Locator:
    return page.get_by_role("form", name=name)


def press(asked: Locator, verb: str) -> None:
    asked.get_by_role("button", name=verb, exact=True).click()


def code_in(mailbox: Mailbox, number: int) -> str:
    """The code of that letter, counted from the first."""
    text = mailbox.wait(number).get_body(("plain",))
    assert text is not None
    found = re.search(r"^ {4}(\S+)\s*$", text.get_content(), re.MULTILINE)
    assert found is not None
    return found[1]


def open_link(desk: Desk, told: str) -> None:
    """As from a letter: a page of its own."""
    desk.page.goto("about:blank")
    desk.page.goto(f"/#{told}")


def rules_are(page: Page, **rules: object) -> None:
    def answer(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "challenge": None, "challenge_bits": 0, **rules})

    page.route("**/api/v1/sign-up", answer)


def test_by_an_invite_to_an_account_and_by_letters_to_a_new_password(
    visit: Visit, account: httpx.Client, mailbox: Mailbox
) -> None:
    invite = account.post("/invites", json={"note": "for Ann"}).json()["code"]
    desk = visit()
    page = desk.page

    open_link(desk, f"invite={invite}")
    asked = card(page, "New account")
    press(asked, "Make the account")
    expect(asked.get_by_role("alert")).to_contain_text("Enter a name")
    expect(asked.get_by_label("Name")).to_be_focused()
    asked.get_by_label("Name").fill("ann")
    asked.get_by_label("Password", exact=True).fill(GOOD)
    asked.get_by_label("E-mail address").fill("ann@example.org")
    press(asked, "Make the account")
    desk.taskbar.wait_for(timeout=60_000)  # with a puzzle before it
    assert page.evaluate("location.hash") == ""

    # The letter's link, with her signed in; then once more.
    code = code_in(mailbox, 1)
    open_link(desk, f"confirm-email={code}")
    asked = card(page, "E-mail address")
    press(asked, "Confirm")
    expect(asked.get_by_role("heading")).to_have_text("Your address is confirmed")
    press(asked, "Go on")
    desk.taskbar.wait_for()
    open_link(desk, f"confirm-email={code}")
    press(asked, "Confirm")
    expect(asked).to_contain_text("used already")
    press(asked, "Go on")
    desk.taskbar.wait_for()

    # Logged out, and the password forgotten.
    page.get_by_role("button", name="account and appearance").click()
    page.get_by_role("menuitem", name="Log out").click()
    press(card(page, "Log in"), "Forgot your password?")
    asked = card(page, "Forgotten password")
    expect(asked.get_by_label("Name or e-mail address")).to_have_value("ann")
    press(asked, "Send the letter")
    asked = card(page, "New password")
    expect(asked).to_contain_text("If there is such an account")
    code = code_in(mailbox, 2)

    open_link(desk, f"recover={code}")
    asked.get_by_label("New password").fill("short")
    press(asked, "Set the password")
    expect(asked.get_by_role("alert")).to_contain_text("8")
    asked.get_by_label("New password").fill("another sentence that nobody guesses")
    press(asked, "Set the password")
    expect(asked.get_by_role("heading")).to_have_text("Your password is set")
    press(asked, "To the login")
    desk.log_in("ann", "another sentence that nobody guesses")
    desk.taskbar.wait_for()

    open_link(desk, f"recover={code}")
    asked.get_by_label("New password").fill(GOOD)
    press(asked, "Set the password")
    expect(asked.get_by_role("heading")).to_have_text("This link is used up")
    press(asked, "Ask for another letter")
    card(page, "Forgotten password").wait_for()


def test_a_guest_keeps_what_they_made(visit: Visit) -> None:
    desk = visit()
    page = desk.page
    press(card(page, "Log in"), "Look around without an account")
    desk.taskbar.wait_for()
    page.get_by_role("button", name="account and appearance").click()
    expect(page.get_by_role("menuitem", name="Lock the desktop")).to_be_hidden()  # nothing would open it
    page.get_by_role("menuitem", name="Log out").click()
    leaving = page.get_by_role("dialog", name=re.compile("lose what you made"))
    press(leaving, "Cancel")
    page.get_by_role("button", name="account and appearance").click()
    page.get_by_role("menuitem", name="Keep this account…").click()
    settings = desk.window("Settings")
    settings.get_by_role("button", name="Keep this account…").click()
    asked = page.get_by_role("dialog", name="Keep this account")
    asked.get_by_label("Name").fill("gwen")
    asked.get_by_label("Password", exact=True).fill(GOOD)
    press(asked, "Keep it")
    expect(page.get_by_role("button", name="gwen: account and appearance")).to_be_visible(timeout=60_000)
    expect(settings.get_by_text("Here since")).to_be_visible()
    settings.get_by_role("button", name="Change name…").click()
    asked = page.get_by_role("dialog", name="Change your name")
    asked.get_by_label("Name").fill("gwendolyn")
    press(asked, "Change")
    page.get_by_role("button", name="gwendolyn: account and appearance").click()
    expect(page.get_by_role("menuitem", name="Lock the desktop")).to_be_visible()


def test_a_login_elsewhere_is_linked_in_settings(desk: Desk) -> None:
    page = desk.page
    page.route("**/api/v1/me/identities/works", lambda route: route.fulfill(json={"url": "/#linked=works"}))
    desk.search("Settings")
    window = desk.window("Settings")
    window.get_by_role("navigation", name="Settings").get_by_role("button", name="Security").click()
    ways = window.get_by_role("list", name="Logins elsewhere")
    expect(ways).to_contain_text("Not linked")
    ways.get_by_role("button", name="Link Works").click()
    expect(page.get_by_text("You can log in with works from now on")).to_be_visible()


def test_a_login_elsewhere_that_does_not_work_is_explained(visit: Visit) -> None:
    desk = visit()
    page = desk.page
    press(card(page, "Log in"), "Continue with Works")
    expect(card(page, "Log in").get_by_role("alert")).to_contain_text("does not answer now")
    open_link(desk, "login-error=sign_up_closed")
    expect(card(page, "Log in").get_by_role("alert")).to_contain_text("needs an administrator or an invite")


def test_whoever_may_not_come_in_is_told_what_to_do(visit: Visit) -> None:
    desk = visit(**PHONE)
    page = desk.page
    rules_are(page, mode="closed", temporary=False, letters=False)
    page.reload()
    expect(card(page, "Log in")).to_contain_text("An administrator can make you an account")
    press(card(page, "Log in"), "Forgot your password?")
    expect(card(page, "Forgotten password")).to_contain_text("ask an administrator")
    open_link(desk, "invite=abc")
    expect(card(page, "New account")).to_contain_text("made by administrators")
    page.unroute("**/api/v1/sign-up")
    rules_are(page, mode="invite_only", email="required")
    page.goto("/")
    page.reload()
    press(card(page, "Log in"), "Make an account with an invite")
    press(card(page, "New account"), "Make the account")
    expect(card(page, "New account").get_by_role("alert")).to_contain_text("Enter the invite")
    assert desk.barriers() == []
