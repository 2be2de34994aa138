"""Terminals beyond typing: size, scrollback, old questions, several at once, and machines without a shell."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.archives import docker_archive, file, layer
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def test_the_program_learns_the_size_of_its_window(desk: Desk, machine: str) -> None:
    desk.open_terminal(machine)
    desk.type("stty size")
    desk.wait_for_text(machine, r"^\d+ \d+$")
    desk.page.keyboard.press("Alt+Shift+ArrowUp")
    desk.expect_box(machine, width=1280)
    desk.type("clear; stty size")
    desk.wait_until(lambda: columns(desk, machine) > 140, 10, lambda: desk.screen(machine))


def columns(desk: Desk, machine: str) -> int:
    found = re.findall(r"^\d+ (\d+)$", desk.screen(machine), re.MULTILINE)
    return int(found[-1]) if found else 0


def test_scrollback_comes_back_after_a_reload(desk: Desk, machine: str) -> None:
    desk.open_terminal(machine)
    desk.type("seq 1 500; echo all said")
    desk.wait_for_text(machine, r"^all said$")
    desk.page.reload()
    desk.wait_for_text(machine, r"^500$\n^all said$")
    for _ in range(30):
        desk.page.keyboard.press("Shift+PageUp")
    desk.wait_for_text(machine, r"^1$\n^2$\n^3$")


def test_old_questions_are_not_answered_again(desk: Desk, machine: str) -> None:
    """A program asks the terminal for its kind; shown again after a reload, that must not type the answer into the shell."""
    desk.open_terminal(machine)
    desk.type(r"printf '\033[c'; read -s -n 7 -t 9 answer; echo; echo asked; cat -v")
    desk.wait_for_text(machine, r"^asked$")
    before = desk.screen(machine).count("1;2c")
    desk.page.reload()
    desk.wait_for_text(machine, r"^asked$")
    desk.type("typed")
    desk.wait_for_text(machine, r"^typed$\n^typed$")  # echoed, and then by cat
    assert desk.screen(machine).count("1;2c") == before


def test_several_terminals_have_a_shell_each(desk: Desk, machine: str) -> None:
    desk.open_terminal(machine)
    desk.type("mine=first")
    desk.page.keyboard.press("Alt+Shift+K")
    desk.page.get_by_role("combobox", name="Search").fill(f"terminal on {machine}")
    desk.page.keyboard.press("Enter")
    expect(desk.window(machine)).to_have_count(2)
    desk.wait_for_text(machine, r"[#$] ?$")
    desk.type("echo ${mine:-another}")
    desk.wait_for_text(machine, r"^another$")
    desk.taskbar.get_by_role("button", name="Terminal, 2 windows").click()
    expect(desk.page.get_by_role("menuitem", name=machine)).to_have_count(2)


def test_what_is_pasted_arrives(desk: Desk, machine: str) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open_terminal(machine)
    desk.page.evaluate("navigator.clipboard.writeText('echo pasted ünïcödé')")
    desk.window(machine).locator(".xterm-screen").click(button="right")
    desk.page.get_by_role("menuitem", name="Paste").click()
    desk.wait_for_text(machine, r"echo pasted ünïcödé$")  # the browser hands the clipboard over when it likes
    desk.page.keyboard.press("Enter")
    desk.wait_for_text(machine, r"^pasted ünïcödé$")


def test_a_machine_without_a_shell_says_so(desk: Desk, home: House, tmp_path: Path) -> None:
    busybox = shutil.which("busybox")
    assert busybox is not None
    only = layer(file("only", Path(busybox).read_bytes(), mode=0o755))
    archive = tmp_path / "bare.tar"
    archive.write_bytes(docker_archive([only], {"Entrypoint": ["/only", "sleep", "1000"]}))
    home.ingle("image", "import", str(archive), "--name", "bare")
    home.ingle("create", "--name", "shell-less", "bare")
    desk.page.keyboard.press("Alt+Shift+K")
    desk.page.get_by_role("combobox", name="Search").fill("terminal on shell-less")
    desk.page.keyboard.press("Enter")
    expect(desk.window("shell-less").get_by_text("no /bin/sh")).to_be_visible()
