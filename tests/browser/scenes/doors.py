"""What is seen by somebody who is not in: the ways in, and what others give by a link."""

import re
from typing import Any
from urllib.parse import urlsplit

from browser.desk import Desk
from browser.furniture import FOLDER
from browser.scenes.catalogue import NOBODY, add, scene


@scene(NOBODY)
def login(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Log in").wait_for()


@scene(NOBODY)
def login_refused(desk: Desk) -> None:
    desk.log_in(password="a guess")
    desk.page.get_by_role("alert").wait_for()


@scene(NOBODY)
def sign_up(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Make an account").click()
    desk.page.get_by_role("form", name="New account").get_by_label("Name").wait_for()


@scene(NOBODY)
def forgotten(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Forgot your password?").click()
    desk.page.get_by_role("form", name="Forgotten password").wait_for()


@scene(NOBODY)
def letter_used_up(desk: Desk) -> None:
    desk.page.goto("about:blank")
    desk.page.goto("/#recover=nothing")
    desk.page.locator("input[name=password]").fill("a sentence that nobody guesses")
    desk.page.get_by_role("button", name="Set the password").click()
    desk.page.get_by_role("heading", name="used up").wait_for()


@scene(NOBODY)
def stray_sign_in(desk: Desk) -> None:
    desk.page.goto("/action/sign-in?msg_id=1")
    desk.page.get_by_role("form", name="Sign in").wait_for()


def follow(desk: Desk, path: str, password: str = "") -> None:
    """A link to it, as somebody without an account."""
    page = desk.page
    headers = {"Origin": re.sub(r"(\w)/.*", r"\1", page.url)}
    entry = page.request.get("/api/v1/files/stat", params={"path": path}).json()["id"]
    wanted = {"kind": "entry", "object": entry, "password": password}
    made: dict[str, Any] = page.request.post("/api/v1/links", data=wanted, headers=headers).json()
    page.context.clear_cookies()
    page.goto(f"/link/#{made['secret']}")


@scene()
def link_file(desk: Desk) -> None:
    follow(desk, f"~/Documents/{FOLDER}/plan.md")
    desk.page.get_by_role("heading", name="plan.md").wait_for()


@scene()
def link_picture(desk: Desk) -> None:
    follow(desk, f"~/Documents/{FOLDER}/Pictures/hills.jpg")
    desk.page.get_by_role("img").first.wait_for()


@scene()
def link_folder(desk: Desk) -> None:
    follow(desk, f"~/Documents/{FOLDER}")
    desk.page.get_by_role("list", name="Files").get_by_role("button").first.wait_for()


@scene()
def link_password(desk: Desk) -> None:
    follow(desk, f"~/Documents/{FOLDER}/budget.csv", "by train")
    desk.page.get_by_label("Password", exact=True).wait_for()


@scene(NOBODY)
def link_ended(desk: Desk) -> None:
    desk.page.goto("/link/#ingle_link_of_nothing")
    desk.page.get_by_text("This link opens nothing").wait_for()


@scene(NOBODY)
def sign_up_lacking(desk: Desk) -> None:
    sign_up(desk)
    desk.page.get_by_role("button", name="Make the account").click()
    desk.page.get_by_role("alert").wait_for()


def brought(title: str, told: str, whose: str = NOBODY) -> None:
    """What an address has behind its `#`."""

    def lead(desk: Desk) -> None:
        desk.page.goto("about:blank")
        desk.page.goto(f"/#{told}")
        desk.page.get_by_role("form").wait_for()

    add(title, lead, whose)


for title, told in (
    ("invited", "invite=abc"),
    ("letter-new-password", "recover=abc"),
    ("letter-address", "confirm-email=abc"),
    ("login-code", "otp=abc"),
    ("login-elsewhere-refused", "login-error=email_taken"),
):
    brought(title, told)


@scene(NOBODY)
def letter_refused(desk: Desk) -> None:
    desk.page.goto("about:blank")
    desk.page.goto("/#confirm-email=abc")
    desk.page.get_by_role("button", name="Confirm").click()
    desk.page.get_by_role("heading", name="used up").wait_for()


@scene(NOBODY)
def login_code_wrong(desk: Desk) -> None:
    desk.page.goto("about:blank")
    desk.page.goto("/#otp=abc")
    desk.page.get_by_role("button", name="Log in").click()
    desk.page.get_by_role("alert").wait_for()


@scene()
def people_in_this_browser(desk: Desk) -> None:
    """Who may go on without a password, and another one who comes in."""
    desk.page.get_by_role("button", name="account and appearance").click()
    desk.page.get_by_role("menuitem", name="Add another account…").click()
    desk.page.get_by_role("region", name="People in this browser").wait_for()


def asking(desk: Desk, what: str) -> None:
    """A page elsewhere has opened this one."""
    house = urlsplit(desk.page.url)
    elsewhere = f"http://garden.localhost:{house.port}/"
    desk.page.goto("about:blank")
    desk.page.goto(
        f"{house.scheme}://{house.netloc}/action/{what}cross_origin_isolated=true&signin_session=abcdefgh",
        referer=elsewhere,
    )


@scene()
def sign_in_asked(desk: Desk) -> None:
    asking(desk, "sign-in?")
    desk.page.get_by_role("button", name="Allow").wait_for()


@scene(NOBODY)
def sign_in_by_nobody(desk: Desk) -> None:
    asking(desk, "sign-in?")
    desk.page.get_by_role("button", name="Log in", exact=True).wait_for()


@scene()
def stray_errand(desk: Desk) -> None:
    desk.page.goto("/action/send-feedback?msg_id=1")
    desk.page.get_by_role("form").wait_for()


@scene()
def link_password_wrong(desk: Desk) -> None:
    link_password(desk)
    desk.page.get_by_label("Password", exact=True).fill("by car")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("alert").wait_for()


@scene()
def link_film(desk: Desk) -> None:
    follow(desk, f"~/Documents/{FOLDER}/train.webm")
    desk.page.get_by_role("heading", name="train.webm").wait_for()


@scene()
def link_folder_empty(desk: Desk) -> None:
    follow(desk, "~/Videos")
    desk.page.get_by_role("heading", name="Videos").wait_for()
