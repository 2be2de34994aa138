"""What a terminal and the Machines window say while a machine is paused, stopped and started again."""

import pytest
from playwright.sync_api import expect

from browser.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.machine]


@pytest.fixture
def shell(desk: Desk, machine: str) -> Desk:
    """A terminal on a machine that is this test's own to stop."""
    desk.open_app("Machines")
    names = desk.page.get_by_role("list", name="Machines")
    names.get_by_role("button", name=machine).wait_for()
    if names.get_by_role("button", name="restless").count() == 0:
        desk.create_machine("restless")
    desk.open_terminal("restless")
    return desk


def order(desk: Desk, action: str) -> None:
    """From the Machines window, which is behind the terminal."""
    desk.taskbar.get_by_role("button", name="Machines, open").click()
    desk.page.get_by_role("list", name="Machines").get_by_role("button", name="restless").click()
    desk.page.get_by_role("button", name="More actions").click()
    item = desk.page.get_by_role("menuitem", name=action)
    if item.count() == 1:
        item.click()
    else:
        desk.page.keyboard.press("Escape")
        desk.page.get_by_role("toolbar", name="Actions").get_by_role("button", name=action).click()
    desk.taskbar.get_by_role("button", name="Terminal, open").click()


def test_a_paused_machine_keeps_its_shell(shell: Desk) -> None:
    shell.type("echo before the pause")
    shell.wait_for_text("restless", r"^before the pause$")
    order(shell, "Pause")
    terminal = shell.window("restless")
    expect(terminal.get_by_text("restless is paused")).to_be_visible()
    terminal.get_by_role("button", name="Resume").click()
    expect(terminal.get_by_text("restless is paused")).to_be_hidden()
    shell.type("echo after the pause")
    shell.wait_for_text("restless", r"^before the pause$[\s\S]*^after the pause$")


def test_a_terminal_is_found_again_on_a_paused_machine(shell: Desk) -> None:
    shell.type("echo before the pause")
    shell.wait_for_text("restless", r"^before the pause$")
    order(shell, "Pause")
    shell.page.reload()
    terminal = shell.window("restless")
    terminal.get_by_role("button", name="Resume").click()
    shell.wait_for_text("restless", r"^before the pause$")


def test_a_stopped_machine_is_started_from_its_terminal(shell: Desk) -> None:
    order(shell, "Stop")
    terminal = shell.window("restless")
    terminal.get_by_role("button", name="Start").click(timeout=40_000)
    expect(terminal.get_by_role("status")).to_be_hidden(timeout=60_000)
    shell.type("echo awake")
    shell.wait_for_text("restless", r"^awake$")


def test_closing_a_terminal_ends_its_shell(shell: Desk) -> None:
    shell.type("echo $$ > /tmp/shell; exec sleep 999")
    with shell.page.expect_response(lambda answer: answer.url.endswith("/signal") and answer.ok):
        shell.page.keyboard.press("Alt+Shift+W")
    shell.open_terminal("restless")
    shell.type("kill -0 $(cat /tmp/shell) || echo it has ended")
    shell.wait_for_text("restless", r"^it has ended$")
