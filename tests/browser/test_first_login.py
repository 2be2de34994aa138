"""A newcomer's way: from the login to a shell in a machine of their own, and everything is still there after a reload."""

import re

import pytest
from playwright.sync_api import expect

from browser.desk import Desk, Visit

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_from_the_login_to_a_shell_and_back_after_a_reload(visit: Visit) -> None:
    desk = visit()
    desk.log_in()

    desk.open_app("Machines")
    _prepare_a_system(desk)
    desk.create_machine("newcomer")
    desk.page.get_by_role("toolbar", name="Actions").get_by_role("button", name="Terminal").click()
    desk.wait_for_text("newcomer", r"[#$] ?$")
    desk.type("echo $((6 * 7)) is the answer; kept=warm")
    desk.wait_for_text("newcomer", r"^42 is the answer$")

    desk.page.reload()
    desk.wait_for_text("newcomer", r"^42 is the answer$")
    desk.type("echo it is still $kept")
    desk.wait_for_text("newcomer", r"^it is still warm$")
    expect(desk.window("Machines")).to_be_visible()


def _prepare_a_system(desk: Desk) -> None:
    """The first machine needs an image; the empty Machines window leads there (other tests of this house may have made one)."""
    prepare = desk.page.get_by_role("button", name="Prepare BusyBox")
    create = desk.page.get_by_role("button", name="Create a machine").first
    expect(prepare.or_(create)).to_be_visible()
    if prepare.is_visible():
        prepare.click()
    create.wait_for(timeout=120_000)


def test_a_wrong_password_is_refused_in_words_and_only_the_name_is_remembered(visit: Visit) -> None:
    desk = visit()
    page = desk.page
    field = page.get_by_label("Password", exact=True)
    expect(field).to_have_attribute("autocomplete", "current-password")
    desk.log_in(password="not the password")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(field).to_have_attribute("type", "password")
    page.get_by_role("button", name="Show password").click()
    expect(field).to_have_attribute("type", "text")
    desk.log_in()
    page.get_by_role("button", name="account and appearance").click()
    page.get_by_role("menuitem", name="Log out").click()
    expect(page.get_by_label("Name")).to_have_value("admin")
    expect(field).to_have_value("")
    page.reload()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_a_machine_is_stopped_renamed_and_removed(desk: Desk, machine: str) -> None:
    desk.open_app("Machines")
    desk.create_machine("passing")
    desk.page.get_by_role("button", name="Stop").click()
    status = desk.page.get_by_role("region", name="passing").get_by_role("status")
    expect(status).to_have_text("Stopped", timeout=30_000)

    _more(desk, "Rename")
    desk.page.get_by_role("dialog").get_by_label("Name", exact=True).fill("passed")
    desk.page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    expect(desk.page.get_by_role("heading", name="passed", exact=True)).to_be_visible()

    _more(desk, "Remove")
    desk.page.get_by_role("dialog", name=re.compile("Remove passed")).get_by_role(
        "button", name="Remove"
    ).click()
    expect(desk.page.get_by_role("heading", name="passed", exact=True)).to_be_hidden()
    expect(desk.page.get_by_role("list", name="Machines").get_by_role("button", name=machine)).to_be_visible()


def _more(desk: Desk, action: str) -> None:
    desk.page.get_by_role("button", name="More actions").click()
    desk.page.get_by_role("menuitem", name=action).click()
