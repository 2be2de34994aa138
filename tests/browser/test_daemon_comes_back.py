"""The daemon may die: the desktop says so, and goes on where it was when it is back."""

import re

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_a_shell_lives_through_the_death_of_the_daemon_until_it_ends(
    desk: Desk, home: House, machine: str
) -> None:
    page = desk.page
    gone = page.get_by_text("Ingle cannot be reached")
    desk.open_terminal(machine)
    desk.type("before=kept; echo said before")
    desk.wait_for_text(machine, r"^said before$")

    home.kill()
    expect(gone).to_be_visible()
    home.start()
    expect(gone).to_be_hidden(timeout=30_000)

    desk.wait_for_text(machine, r"^said before$")
    desk.type("echo $before after")
    desk.wait_for_text(machine, r"^kept after$")
    assert len(re.findall(r"^said before$", desk.screen(machine), re.MULTILINE)) == 1

    desk.type("exit 3")
    expect(page.get_by_text("The shell ended with code 3.")).to_be_visible()
    page.get_by_role("button", name="New shell").click()
    desk.wait_for_text(machine, r"[#$] ?$")
    desk.type("echo anew")
    desk.wait_for_text(machine, r"^anew$")

    page.route("**/api/v1/me", lambda route: route.abort())  # as if it were gone again
    page.reload()
    expect(gone).to_be_visible()
    page.unroute("**/api/v1/me")
    expect(desk.taskbar).to_be_visible()
