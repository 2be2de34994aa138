"""What is seen by somebody who is not in: the ways in, and what others give by a link."""

import re
from typing import Any

from browser.desk import Desk
from browser.furniture import FOLDER
from browser.scenes.catalogue import NOBODY, scene


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
    desk.page.get_by_role("form").wait_for()


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
