"""The Settings app: how things look, one's own account and the ways into it, and what only admins see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Locator, expect

from browser.desk import DESKTOP, PHONE, Desk, Visit
from support.house import House, house

pytestmark = pytest.mark.browser

GOOD = "a long sentence that nobody guesses"


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    """A house of its own: people come and go in it, and nobody needs a machine."""
    with house(engine="fake") as made:
        yield made


@pytest.fixture(scope="module")
def password(home: House) -> str:
    found = re.search(r"password\s+(\S+)", home.log.read_text())
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def account(home: House, password: str) -> Iterator[httpx.Client]:
    """The admin at another desk."""
    with httpx.Client(base_url=f"{home.url}/api/v1", timeout=60, headers={"Origin": home.url}) as client:
        assert client.post("/login", json={"name": "admin", "password": password}).status_code == 200
        yield client


@dataclass(frozen=True)
class Person:
    name: str
    password: str


NUMBERS = count(1)


@pytest.fixture
def person(account: httpx.Client) -> Person:
    """Somebody new."""
    made = Person(f"robin-{next(NUMBERS)}", GOOD)
    answer = account.post("/users", json={"name": made.name, "password": made.password})
    assert answer.status_code == 201, answer.text
    return made


@pytest.fixture
def theirs(visit: Visit, person: Person) -> Desk:
    """Their desk, signed in."""
    desk = visit()
    desk.log_in(person.name, person.password)
    desk.taskbar.wait_for()
    return desk


def show(desk: Desk, page: str) -> Locator:
    """A page of Settings."""
    if not desk.window("Settings").is_visible():
        desk.search("Settings")
    window = desk.window("Settings")
    pages = window.get_by_role("navigation", name="Settings")
    window.get_by_role("button", name="All settings").or_(pages).first.wait_for()
    if not pages.is_visible():
        window.get_by_role("button", name="All settings").click()
    pages.get_by_role("button", name=page, exact=True).click()
    shown = window.get_by_role("region", name=page, exact=True)
    shown.wait_for()
    return shown


def dialog(desk: Desk, name: str) -> Locator:
    return desk.page.get_by_role("dialog", name=name)


def finish(asked: Locator, verb: str) -> None:
    asked.get_by_role("button", name=verb, exact=True).click()
    expect(asked).to_be_hidden()


def log_out(desk: Desk) -> None:
    show(desk, "Account").get_by_role("button", name="Log out").click()
    desk.page.get_by_role("form", name="Log in").wait_for()


def test_how_it_looks_is_remembered(desk: Desk) -> None:
    root = desk.page.locator("html")
    page = show(desk, "Appearance")
    page.get_by_role("radio", name="Dark", exact=True).check()
    page.get_by_role("radio", name="Tide", exact=True).first.check()
    page.get_by_role("radio", name="Highlands").check()
    page.get_by_role("radio", name="Less").check()
    desk.page.reload()
    expect(desk.page.locator(".desktop > svg.wallpaper")).to_have_attribute("data-scene", "highlands")
    for name, value in {"theme": "dark", "accent": "tide", "motion": "less"}.items():
        expect(root).to_have_attribute(f"data-{name}", value)
    page = desk.window("Settings")
    expect(page.get_by_role("radio", name="Dark", exact=True)).to_be_checked()
    page.get_by_role("radio", name="As the system").first.check()
    expect(root).not_to_have_attribute("data-theme", "dark")


def test_a_password_is_changed_and_the_account_deleted(
    theirs: Desk, person: Person, account: httpx.Client
) -> None:
    page = show(theirs, "Account")
    page.get_by_role("region", name="Password").get_by_role("button", name="Change…").click()
    asked = dialog(theirs, "Change your password")
    asked.get_by_label("Present password").fill("not this one")
    asked.get_by_label("New password").fill("another long sentence")
    asked.get_by_role("button", name="Change", exact=True).click()
    expect(asked.get_by_role("alert")).to_contain_text("wrong")
    asked.get_by_label("Present password").fill(person.password)
    finish(asked, "Change")
    log_out(theirs)
    theirs.log_in(person.name, "another long sentence")
    theirs.taskbar.wait_for()
    show(theirs, "Account").get_by_role("button", name="Delete your account…").click()
    asked = dialog(theirs, "Delete your account?")
    asked.get_by_role("button", name="Delete for ever").click()
    expect(asked.get_by_role("alert")).to_contain_text(person.name)
    asked.get_by_label("Enter your name").fill(person.name)
    asked.get_by_role("button", name="Delete for ever").click()
    theirs.page.get_by_role("form", name="Log in").wait_for()
    assert account.get(f"/users/{person.name}").status_code == 404


def test_what_is_yours_is_taken_along(theirs: Desk) -> None:
    page = show(theirs, "Account")
    with theirs.page.expect_download() as fetched:
        page.get_by_role("button", name="Export").click()
    assert fetched.value.suggested_filename.endswith(".zip")


def test_one_time_codes_are_asked_for(theirs: Desk, person: Person) -> None:
    codes = show(theirs, "Security").get_by_role("region", name="One-time codes")
    codes.get_by_role("button", name="Set up…").click()
    asked = dialog(theirs, "Set up one-time codes")
    asked.get_by_label("Your password").fill(person.password)
    asked.get_by_role("button", name="Go on").click()
    asked = dialog(theirs, "Scan this")
    expect(asked.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    secret = asked.get_by_label("Or enter this in the app").input_value()
    code = asked.get_by_label("The code that the app shows")
    code.fill("000000")
    asked.get_by_role("button", name="Turn on").click()
    expect(asked.get_by_role("alert")).to_contain_text("wrong")
    code.fill(pyotp.TOTP(secret).now())
    asked.get_by_role("button", name="Turn on").click()
    asked = dialog(theirs, "Keep your recovery codes")
    recovery = asked.get_by_role("list", name="Recovery codes").get_by_role("listitem").first.inner_text()
    finish(asked, "I have kept them")
    expect(codes.get_by_text("On", exact=True)).to_be_visible()
    log_out(theirs)
    theirs.log_in(person.name, person.password)
    step = theirs.page.get_by_role("form", name="One-time code")
    step.get_by_label("One-time code").fill("000000")
    step.get_by_role("button", name="Log in").click()
    expect(step.get_by_role("alert")).to_contain_text("wrong")
    step.get_by_label("One-time code").fill(recovery)
    step.get_by_role("button", name="Log in").click()
    theirs.taskbar.wait_for()


def test_a_passkey_is_made_named_and_logs_in(chromium: Browser, home: House, person: Person) -> None:
    context = chromium.new_context(
        base_url=home.url.replace("127.0.0.1", "localhost"), locale="en-GB", **DESKTOP
    )
    desk = Desk(context.new_page(), person.password)
    authenticator = context.new_cdp_session(desk.page)
    authenticator.send("WebAuthn.enable")
    authenticator.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    desk.page.goto("/")
    desk.log_in(person.name, person.password)
    desk.taskbar.wait_for()
    keys = show(desk, "Security").get_by_role("region", name="Passkeys")
    keys.get_by_role("button", name="Add a passkey…").click()
    asked = dialog(desk, "Add a passkey")
    asked.get_by_label("Name").fill("Key ring")
    finish(asked, "Go on")
    keys.get_by_role("button", name="Rename Key ring").click()
    asked = dialog(desk, "Rename the passkey")
    asked.get_by_label("Name").fill("Blue key")
    finish(asked, "Rename")
    expect(keys.get_by_role("listitem")).to_contain_text(["Blue key"])
    log_out(desk)
    desk.page.get_by_role("button", name="Use a passkey").click()
    desk.taskbar.wait_for()
    keys = show(desk, "Security").get_by_role("region", name="Passkeys")
    keys.get_by_role("button", name="Remove Blue key").click()
    finish(dialog(desk, "Remove Blue key?"), "Remove")
    expect(keys.get_by_text("You have none.")).to_be_visible()
    assert desk.complaints == []
    context.close()


def test_a_token_is_shown_once_and_revoked(theirs: Desk, home: House) -> None:
    tokens = show(theirs, "Security").get_by_role("region", name="API tokens")
    tokens.get_by_role("button", name="New token…").click()
    asked = dialog(theirs, "New token")
    asked.get_by_label("Name").fill("Reader")
    asked.get_by_role("radio", name="Only this").check()
    asked.get_by_role("button", name="Make it").click()
    expect(asked.get_by_role("alert")).to_contain_text("Tick something")
    asked.get_by_role("group", name="Files").get_by_label("read").check()
    asked.get_by_role("button", name="Make it").click()
    asked = dialog(theirs, "Token Reader")
    secret = asked.get_by_label("The token").input_value()
    finish(asked, "I have kept it")
    expect(tokens.get_by_role("listitem")).to_contain_text(["Files (read)"])
    with httpx.Client(
        base_url=f"{home.url}/api/v1", timeout=60, headers={"Authorization": f"Bearer {secret}"}
    ) as program:
        assert program.get("/files/usage").status_code == 200
        assert program.get("/machines").status_code == 403
        tokens.get_by_role("button", name="Revoke Reader").click()
        finish(dialog(theirs, "Revoke Reader?"), "Revoke")
        assert program.get("/files/usage").status_code == 401


def test_other_logins_are_ended(theirs: Desk, visit: Visit, person: Person) -> None:
    other = visit(**PHONE)
    other.log_in(person.name, person.password)
    other.taskbar.wait_for()
    logins = show(theirs, "Security").get_by_role("region", name="Where you are logged in")
    expect(logins.get_by_role("listitem")).to_have_count(2)
    logins.get_by_role("button", name=re.compile("^Log out (?!everywhere)")).click()
    expect(logins.get_by_role("listitem")).to_have_count(1)
    other.page.get_by_role("form", name="Log in").wait_for()


def test_other_people_see_nothing_of_administration(theirs: Desk) -> None:
    show(theirs, "About")
    pages = theirs.window("Settings").get_by_role("navigation", name="Settings")
    expect(pages.get_by_text("Administration")).to_have_count(0)
    usage = show(theirs, "Storage and usage").get_by_role("meter", name="Files")
    expect(usage).to_have_attribute("aria-valuetext", re.compile(r"of 10 GiB$"))


def test_no_barriers(visit: Visit) -> None:
    """On a phone, where a page follows the list; axe looks at every page by day and by night."""
    desk = visit(reduced_motion="reduce", **PHONE)
    desk.log_in()
    show(desk, "Appearance")
    desk.window("Settings").get_by_role("button", name="All settings").click()
    pages = desk.window("Settings").get_by_role("navigation", name="Settings")
    found = {"list": desk.barriers()}
    for page in pages.get_by_role("button").all_inner_texts():
        show(desk, page)
        expect(desk.page.locator(".settings-page .spinner")).to_have_count(0)
        for scheme in ("light", "dark"):
            desk.page.emulate_media(color_scheme=scheme)
            found[f"{page}, {scheme}"] = desk.barriers()
    assert {page: barriers for page, barriers in found.items() if barriers} == {}
