"""Terminals beyond typing: size, the clipboard, scrollback, old questions, several at once, a phone's keys, and machines without a shell."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def columns(desk: Desk, machine: str) -> int:
    found = re.findall(r"^\d+ (\d+)$", desk.screen(machine), re.MULTILINE)
    return int(found[-1]) if found else 0


def test_the_program_learns_the_size_of_its_window_and_has_what_is_pasted(desk: Desk, machine: str) -> None:
    page = desk.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open_terminal(machine)
    desk.type("stty size")
    desk.wait_for_text(machine, r"^\d+ \d+$")
    page.keyboard.press("Alt+Shift+ArrowUp")
    desk.expect_box(machine, width=1280)
    desk.type("clear; stty size")
    desk.wait_until(lambda: columns(desk, machine) > 140, 10, lambda: desk.screen(machine))

    page.evaluate("navigator.clipboard.writeText('echo pasted ünïcödé')")
    desk.window(machine).locator(".xterm-screen").click(button="right")
    page.get_by_role("menuitem", name="Paste").click()
    desk.wait_for_text(machine, r"echo pasted ünïcödé$")  # the browser hands the clipboard over when it likes
    page.keyboard.press("Enter")
    desk.wait_for_text(machine, r"^pasted ünïcödé$")


def test_a_script_of_a_machine_is_found_edited_and_run(desk: Desk, machine: str, api: httpx.Client) -> None:
    page = desk.page
    script = {"path": "/tmp/script.sh", "parents": True}
    assert api.put(f"/machines/{machine}/files", params=script, content="echo before\n").is_success
    detail = desk.detail(machine)
    detail.get_by_role("tab", name="Files").click()
    listed = detail.get_by_role("list", name="Files in the machine")
    listed.get_by_role("button", name="tmp").click()
    listed.get_by_role("button", name="script.sh").click()
    editor = page.locator("section.window[data-app='editor']")
    text = editor.get_by_role("textbox", name="Text")
    expect(text).to_have_text("echo before")
    text.click()
    page.keyboard.press("Control+Shift+F")
    page.keyboard.type("CHO bef")  # by the machine's own find and grep
    editor.get_by_role("button", name="1 echo before").click()
    expect(text).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.type("echo written; ")
    page.keyboard.press("Control+s")
    expect(editor.get_by_role("status").last).to_have_text("Saved")
    desk.open_terminal(machine)
    desk.type("sh /tmp/script.sh")
    desk.wait_for_text(machine, r"^written$\n^before$")


def test_scrollback_comes_back_after_a_reload_and_old_questions_are_not_answered_again(
    desk: Desk, machine: str
) -> None:
    """A program asks the terminal for its kind; shown again after a reload, that must not type the answer into the shell."""
    desk.open_terminal(machine)
    desk.type("seq 1 500; echo all said")
    desk.wait_for_text(machine, r"^all said$")
    desk.type(r"printf '\033[c'; read -s -n 7 -t 9 answer; echo; echo asked; cat -v")
    desk.wait_for_text(machine, r"^asked$")
    before = desk.screen(machine).count("1;2c")
    desk.page.reload()
    desk.wait_for_text(machine, r"^500$\n^all said$[\s\S]*^asked$")
    desk.type("typed")
    desk.wait_for_text(machine, r"^typed$\n^typed$")  # echoed, and then by cat
    assert desk.screen(machine).count("1;2c") == before

    def at_the_top() -> bool:
        desk.page.keyboard.press("Shift+PageUp")
        return re.search(r"^1$\n^2$\n^3$", desk.screen(machine), re.MULTILINE) is not None

    desk.wait_until(at_the_top, 60, lambda: desk.screen(machine))


@pytest.mark.soak
def test_several_terminals_have_a_shell_each_and_a_machine_without_one_says_so(
    desk: Desk, machine: str, home: House
) -> None:
    desk.open_terminal(machine)
    desk.type("mine=first")
    desk.search(f"terminal on {machine}")
    expect(desk.window(machine)).to_have_count(2)
    desk.wait_for_text(machine, r"[#$] ?$")
    desk.type("echo ${mine:-another}")
    desk.wait_for_text(machine, r"^another$")
    desk.taskbar.get_by_role("button", name="Terminal, 2 windows").click()
    shown = desk.page.get_by_role("group", name="Windows of Terminal")
    expect(shown.get_by_role("button", name=machine, exact=True)).to_have_count(2)
    desk.page.keyboard.press("Escape")

    home.ingle("exec", machine, "--", "mv", "/bin/sh", "/bin/away")
    try:
        desk.search(f"terminal on {machine}")
        expect(desk.window(machine).get_by_text("no /bin/sh")).to_be_visible()
    finally:
        home.ingle("exec", machine, "--", "mv", "/bin/away", "/bin/sh")


def test_a_shell_on_a_phone(phone: Desk, machine: str) -> None:
    page = phone.page
    page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Machines").tap()
    phone.expect_box("Machines", x=0, y=0, width=390)
    page.get_by_role("button", name=machine).tap()
    page.get_by_role("toolbar", name="Actions").get_by_role("button", name="Terminal").tap()
    phone.wait_for_text(machine, r"[#$] ?$")
    expect(phone.window("Machines")).to_be_hidden()

    phone.type("sleep 1000")
    keys = page.get_by_role("toolbar", name="More keys")
    keys.get_by_role("button", name="Ctrl").tap()
    page.keyboard.type("c")
    phone.wait_for_text(machine, r"\^C")
    phone.type("echo cut off")
    phone.wait_for_text(machine, r"^cut off$")
    keys.get_by_role("button", name="Up").tap()
    phone.wait_for_text(machine, r"[#$] echo cut off$")
