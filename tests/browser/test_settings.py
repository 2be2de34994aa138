"""The Settings app: how things look, one's own account and the ways into it, and what only admins see."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
import pyotp
import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from browser.conftest import log_in
from browser.desk import DESKTOP, PHONE, Desk, Visit
from support.house import House, house

pytestmark = pytest.mark.browser

GOOD = "a long sentence that nobody guesses"


@pytest.fixture(scope="module")
def home() -> Iterator[House]:
    """A house of its own: people come and go in it, and nobody needs a machine."""
    with house(engine="fake") as made:
        yield made


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
def theirs(visit: Visit, home: House, person: Person) -> Desk:
    """Their desk, signed in."""
    return visit(whose=log_in(home, person.password, person.name))


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
    with desk.page.expect_response(
        lambda answer: (
            answer.url.endswith("/kv/entry") and '"taskbar":"left"' in (answer.request.post_data or "")
        )
    ):
        page.get_by_role("radio", name="Left", exact=True).check()
    desk.page.evaluate("localStorage.clear()")  # as another browser, which asks the server
    desk.page.reload()
    expect(desk.page.locator(".desktop > svg.wallpaper")).to_have_attribute("data-scene", "highlands")
    for name, value in {"theme": "dark", "accent": "tide", "motion": "less", "taskbar": "left"}.items():
        expect(root).to_have_attribute(f"data-{name}", value)
    bar, screen = desk.taskbar.bounding_box(), desk.page.get_by_role("main").bounding_box()
    assert bar
    assert screen
    assert bar["x"] + bar["width"] <= screen["x"]
    assert bar["height"] > bar["width"]
    page = desk.window("Settings")
    expect(page.get_by_role("radio", name="Dark", exact=True)).to_be_checked()
    page.get_by_role("radio", name="As the system").first.check()
    expect(root).not_to_have_attribute("data-theme", "dark")


@pytest.mark.soak
def test_new_machines_begin_as_their_person_likes(theirs: Desk) -> None:
    liked = show(theirs, "Machines").get_by_role("region", name="New machines")
    with theirs.page.expect_response(lambda answer: answer.url.endswith("/kv/entry")):
        liked.get_by_role("radio", name=re.compile("^Large")).check()
    assert theirs.barriers(liked) == []
    theirs.page.evaluate("localStorage.clear()")  # as another browser, which asks the server
    theirs.page.reload()
    expect(liked.get_by_role("radio", name=re.compile("^Large"))).to_be_checked()


def test_a_password_is_changed_all_is_taken_along_and_the_account_deleted(
    theirs: Desk, person: Person, account: httpx.Client
) -> None:
    page = show(theirs, "Account")
    page.get_by_role("region", name="Password").get_by_role("button", name="Change…").click()
    asked = dialog(theirs, "Change your password")
    expect(asked.get_by_label("Present password")).to_be_focused()
    asked.get_by_label("Present password").fill("not this one")
    asked.get_by_label("New password").fill("another long sentence")
    asked.get_by_role("button", name="Change", exact=True).click()
    expect(asked.get_by_role("alert")).to_contain_text("wrong")
    expect(asked.get_by_label("Present password")).to_be_focused()
    asked.get_by_label("Present password").fill(person.password)
    finish(asked, "Change")
    log_out(theirs)
    theirs.log_in(person.name, "another long sentence")
    theirs.taskbar.wait_for()
    page = show(theirs, "Account")
    with theirs.page.expect_download() as fetched:
        page.get_by_role("button", name="Export").click()
    assert fetched.value.suggested_filename == f"{person.name}.zip"
    page.get_by_role("button", name="Delete your account…").click()
    asked = dialog(theirs, "Delete your account?")
    asked.get_by_role("button", name="Delete for ever").click()
    expect(asked.get_by_role("alert")).to_contain_text(person.name)
    asked.get_by_label("Enter your name").fill(person.name)
    asked.get_by_role("button", name="Delete for ever").click()
    theirs.page.get_by_role("form", name="Log in").wait_for()
    assert account.get(f"/users/{person.name}").status_code == 404


def test_one_time_codes_are_asked_for(theirs: Desk, person: Person) -> None:
    codes = show(theirs, "Security").get_by_role("region", name="One-time codes")
    codes.get_by_role("button", name="Set up…").click()
    asked = dialog(theirs, "Set up one-time codes")
    asked.get_by_label("Your password").fill(person.password)
    asked.get_by_role("button", name="Go on").click()
    asked = dialog(theirs, "Scan this")
    code = asked.get_by_role("img", name="QR code for your authenticator app")
    expect(code).to_be_visible()
    theirs.wait_for_page(
        "document.querySelector('.qr').naturalWidth > 0"
    )  # it is a picture for the browser, too
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


def test_a_passkey_is_made_named_unlocks_and_logs_in(chromium: Browser, home: House, person: Person) -> None:
    url = home.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=url, locale="en-GB", **DESKTOP)
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
    session = log_in(home, person.password, person.name)
    context.add_cookies([{"name": "ingle_session", "value": session, "url": url}])
    desk.page.goto("/")
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
    desk.page.keyboard.press("Alt+Shift+L")
    locked = desk.page.get_by_role("dialog", name="Locked")
    locked.get_by_role("button", name="Use a passkey").click()
    expect(locked).to_be_hidden()
    expect(keys).to_be_visible()  # nothing was read anew
    log_out(desk)
    desk.page.get_by_role("button", name="Use a passkey").click()
    desk.taskbar.wait_for()
    keys = show(desk, "Security").get_by_role("region", name="Passkeys")
    keys.get_by_role("button", name="Remove Blue key").click()
    finish(dialog(desk, "Remove Blue key?"), "Remove")
    expect(keys.get_by_text("You have none.")).to_be_visible()
    assert desk.complaints == []
    context.close()


@pytest.mark.soak
def test_another_login_is_ended_and_a_token_shown_once_and_revoked(
    theirs: Desk, visit: Visit, person: Person, home: House
) -> None:
    other = visit(whose=log_in(home, person.password, person.name))
    logins = show(theirs, "Security").get_by_role("region", name="Where you are logged in")
    expect(logins.get_by_role("listitem")).to_have_count(2)
    logins.get_by_role("button", name=re.compile("^Log out (?!everywhere)")).click()
    expect(logins.get_by_role("listitem")).to_have_count(1)
    other.page.get_by_role("form", name="Log in").wait_for()
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


def test_an_admin_adds_limits_suspends_and_deletes_somebody(
    desk: Desk, account: httpx.Client, password: str
) -> None:
    page = show(desk, "People")
    page.get_by_role("button", name="Add somebody…").click()
    asked = dialog(desk, "Add somebody")
    asked.get_by_label("Name", exact=True).fill("kim")
    first = asked.get_by_label("Their first password").input_value()
    finish(asked, "Add")
    page.get_by_label("Find somebody").fill("kim")
    expect(page.get_by_role("list", name="People").get_by_role("listitem")).to_have_count(1)
    page.get_by_role("button", name="Open kim").click()
    end_a_login_and_make_an_admin(desk, account, page, first)
    limits = page.get_by_role("form", name="Limits")
    limits.get_by_label("Machines", exact=True).fill("two")
    expect(limits.get_by_role("button", name="Save")).to_be_disabled()
    limits.get_by_label("Machines", exact=True).fill("2")
    limits.get_by_label("Memory (GiB)").fill("1.5")
    limits.get_by_role("button", name="Save").click()
    expect(limits.get_by_text("Now 2", exact=True)).to_be_visible()
    in_force = account.get("/users/kim/limits").json()["in_force"]
    assert (in_force["machines"], in_force["memory_mib"]) == (2, 1536)
    ask_again_once(desk, "**/suspension")
    page.get_by_role("button", name="Suspend…").click()
    dialog(desk, "Suspend kim?").get_by_role("button", name="Suspend", exact=True).click()
    asked = dialog(desk, "Is it you?")
    asked.get_by_label("Your password").fill(password)
    finish(asked, "Confirm")
    expect(page.get_by_text("Suspended", exact=True)).to_be_visible()
    refused = httpx.post(
        f"{account.base_url}login",
        json={"name": "kim", "password": first},
        headers={"Origin": account.headers["Origin"]},
    )
    assert refused.json()["code"] == "account_suspended"
    page.get_by_role("button", name="Delete…").click()
    finish(dialog(desk, "Delete kim?"), "Delete for ever")
    assert account.get("/users/kim").status_code == 404


def end_a_login_and_make_an_admin(desk: Desk, account: httpx.Client, page: Locator, password: str) -> None:
    """Of kim, whose page it is and who has not been here yet."""
    ways = page.get_by_role("list", name="Ways in").get_by_role("listitem")
    expect(page.get_by_text("They are logged in nowhere")).to_be_visible()
    origin = {"Origin": account.headers["Origin"]}
    with httpx.Client(base_url=account.base_url, headers=origin, timeout=60) as kim:
        assert kim.post("login", json={"name": "kim", "password": password}).is_success
        page.get_by_role("button", name="All people").click()
        page.get_by_role("button", name="Open kim").click()
        ways.get_by_role("button").click()
        desk.page.get_by_role("dialog").get_by_role("button", name="End", exact=True).click()
        expect(ways).to_have_count(0)
        assert kim.get("me").status_code == 401
    page.get_by_role("button", name="Make administrator…").click()
    finish(dialog(desk, "Make kim an administrator?"), "Make administrator")
    page.get_by_role("button", name="Take it away…").click()
    finish(dialog(desk, "Take administration from kim?"), "Take it away")
    expect(page.get_by_role("button", name="Make administrator…")).to_be_visible()
    assert account.get("/users/kim").json()["admin"] is False


def ask_again_once(desk: Desk, path: str) -> None:
    """As if the login were long ago: the next such request wants to know again who asks."""
    told = {
        "title": "Forbidden",
        "status": 403,
        "detail": "prove it",
        "code": "elevation_needed",
        "kind": "forbidden",
    }

    def refuse(route: Route) -> None:
        route.fulfill(status=403, content_type="application/problem+json", json=told)

    desk.page.route(path, refuse, times=1)


def test_somebody_else_has_limits_and_groups_but_no_administration(
    theirs: Desk, account: httpx.Client
) -> None:
    account.post("/users", json={"name": "lee", "password": GOOD})
    usage = show(theirs, "Storage and usage").get_by_role("meter", name="Files")
    expect(usage).to_have_attribute("aria-valuetext", re.compile(r"of 10 GiB$"))
    pages = theirs.window("Settings").get_by_role("navigation", name="Settings")
    expect(pages.get_by_text("Administration")).to_have_count(0)
    page = show(theirs, "Groups")
    page.get_by_role("button", name="New group…").click()
    asked = dialog(theirs, "New group")
    asked.get_by_label("Name").fill("family")
    finish(asked, "Make it")
    members = page.get_by_role("list", name="People in family").get_by_role("listitem")
    page.get_by_label("Add somebody to family").fill("nobody-here")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Add somebody to family").fill("lee")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(members.filter(has_text="lee")).to_have_count(1)
    page.get_by_role("button", name="Take out lee of family").click()
    expect(members.filter(has_text="lee")).to_have_count(0)
    page.get_by_role("button", name="Remove family").click()
    finish(dialog(theirs, "Remove family?"), "Remove")
    expect(page.get_by_text("No groups yet")).to_be_visible()


def test_the_log_and_the_health_are_shown(desk: Desk) -> None:
    log = show(desk, "Audit log")
    log.get_by_label("What").select_option(label="Logged in")
    expect(log.get_by_role("row").filter(has_text="Logged in").filter(has_text="admin").first).to_be_visible()
    expect(log.get_by_role("row").filter(has_text="Made an account")).to_have_count(0)
    health = show(desk, "Health")
    expect(health.get_by_role("list", name="Checks").get_by_role("listitem").first).to_be_visible()


@pytest.mark.soak
def test_no_barriers(visit: Visit) -> None:
    """On a phone, where a page follows the list; axe looks at every page."""
    desk = visit(signed_in=True, reduced_motion="reduce", **PHONE)
    show(desk, "Appearance")
    desk.window("Settings").get_by_role("button", name="All settings").click()
    pages = desk.window("Settings").get_by_role("navigation", name="Settings")
    found = {"list": desk.barriers(desk.window("Settings"))}
    for page in pages.get_by_role("button").all_inner_texts():
        show(desk, page)
        expect(desk.page.locator(".settings-page .spinner")).to_have_count(0)
        found[page] = desk.barriers(desk.window("Settings").get_by_role("region", name=page, exact=True))
    assert {page: barriers for page, barriers in found.items() if barriers} == {}
