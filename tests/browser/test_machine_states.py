"""What a terminal says while its machine is paused, stopped and started again, and that its shell ends with it; and machines that come and go."""

import re

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


@pytest.mark.soak
def test_a_terminal_tells_how_its_machine_is_and_goes_on_with_it(
    desk: Desk, machine: str, home: House
) -> None:
    assert machine  # with it comes the image
    with home.machine("restless"):
        desk.open_terminal("restless")
        terminal = desk.window("restless")
        desk.type("echo before the pause")
        desk.wait_for_text("restless", r"^before the pause$")

        desk.order("restless", "Pause")
        desk.taskbar.get_by_role("button", name="Terminal, open").click()
        expect(terminal.get_by_text("restless is paused")).to_be_visible()
        terminal.get_by_role("button", name="Resume").click()
        expect(terminal.get_by_text("restless is paused")).to_be_hidden()
        desk.type("echo after the pause")
        desk.wait_for_text("restless", r"^before the pause$[\s\S]*^after the pause$")

        home.ingle("pause", "restless")
        expect(terminal.get_by_text("restless is paused")).to_be_visible()
        desk.page.reload()  # it is found again on a machine that is paused
        terminal.get_by_role("button", name="Resume").click()
        desk.wait_for_text("restless", r"^before the pause$[\s\S]*^after the pause$")

        desk.type("echo $$ > /tmp/shell; exec sleep 999")
        with desk.page.expect_response(lambda answer: answer.url.endswith("/signal") and answer.ok):
            desk.page.keyboard.press("Alt+Shift+W")
        desk.open_terminal("restless")
        desk.type("kill -0 $(cat /tmp/shell) || echo it has ended")
        desk.wait_for_text("restless", r"^it has ended$")

        desk.order("restless", "Stop")
        desk.taskbar.get_by_role("button", name="Terminal, open").click()
        terminal.get_by_role("button", name="Start").click(timeout=40_000)
        expect(terminal.get_by_role("status")).to_be_hidden(timeout=60_000)
        desk.type("echo awake")
        desk.wait_for_text("restless", r"^awake$")


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
