"""A newcomer's way, with a real machine: from the login to a shell of their own, over a reload and a sleep, to a fork and back to a snapshot."""

import pytest
from playwright.sync_api import expect

from browser.desk import Desk, Visit
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_from_the_login_to_a_shell_that_is_still_there_after_a_reload_a_sleep_and_in_a_fork(
    visit: Visit, home: House
) -> None:
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

    desk.order("newcomer", "Sleep")
    desk.expect_state("newcomer", "Asleep")
    desk.taskbar.get_by_role("button", name="Terminal, open").click()
    desk.type("echo $kept and awake > /root/note; cat /root/note")  # which wakes it
    desk.wait_for_text("newcomer", r"^warm and awake$", 90)

    desk.order("newcomer", "Fork…")
    _agree(desk, "Fork newcomer", "twin", "Fork")
    desk.expect_state("twin", "Running")
    assert _note_of(home, "twin") == "warm and awake"

    desk.order("newcomer", "Snapshot…")
    _agree(desk, "Snapshot of newcomer", "then", "Take snapshot")
    home.ingle("exec", "newcomer", "--", "sh", "-c", "echo spoilt > /root/note; sync")
    detail = desk.detail("newcomer")
    detail.get_by_role("tab", name="Snapshots").click()
    detail.get_by_role("button", name="Restore then").click()
    question = desk.page.get_by_role("dialog", name="Restore then?")
    question.get_by_role("button", name="Restore", exact=True).click()
    expect(question).to_be_hidden(timeout=90_000)
    desk.expect_state("newcomer", "Running")
    assert _note_of(home, "newcomer") == "warm and awake"
    home.ingle("rm", "--force", "newcomer", "twin")


def _agree(desk: Desk, question: str, name: str, verb: str) -> None:
    """Give what comes of it a name."""
    dialog = desk.page.get_by_role("dialog", name=question)
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name=verb, exact=True).click()
    expect(dialog).to_be_hidden(timeout=90_000)


def _note_of(home: House, machine: str) -> str:
    return home.ingle("exec", machine, "--", "cat", "/root/note").stdout.decode().strip()


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
