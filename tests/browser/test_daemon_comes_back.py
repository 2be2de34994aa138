"""The daemon may die: the desktop says so, and goes on where it was when it is back."""

import re

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_a_shell_lives_through_the_death_of_the_daemon(desk: Desk, home: House, machine: str) -> None:
    desk.open_terminal(machine)
    desk.type("before=kept; echo said before")
    desk.wait_for_text(machine, r"^said before$")

    home.kill()
    expect(desk.page.get_by_text("Ingle cannot be reached")).to_be_visible()
    home.start()
    expect(desk.page.get_by_text("Ingle cannot be reached")).to_be_hidden(timeout=30_000)

    desk.wait_for_text(machine, r"^said before$")
    desk.type("echo $before after")
    desk.wait_for_text(machine, r"^kept after$")
    assert len(re.findall(r"^said before$", desk.screen(machine), re.MULTILINE)) == 1


def test_a_page_that_finds_no_daemon_waits_for_it(desk: Desk, home: House) -> None:
    page = desk.page
    home.kill()
    page.route("**/api/v1/me", lambda route: route.abort())
    home.start()
    page.reload()
    expect(page.get_by_text("Ingle cannot be reached")).to_be_visible()
    page.unroute("**/api/v1/me")
    expect(desk.taskbar).to_be_visible()


def test_an_ended_shell_says_so_and_offers_a_new_one(desk: Desk, machine: str) -> None:
    desk.open_terminal(machine)
    desk.type("exit 3")
    expect(desk.page.get_by_text("The shell ended with code 3.")).to_be_visible()
    desk.page.get_by_role("button", name="New shell").click()
    desk.wait_for_text(machine, r"[#$] ?$")
    desk.type("echo anew")
    desk.wait_for_text(machine, r"^anew$")
