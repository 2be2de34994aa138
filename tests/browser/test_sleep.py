"""Machines that sleep: put to sleep and woken from their window, and terminals that go on after it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from support.house import House

pytestmark = pytest.mark.browser

ASLEEP = "dreamer is asleep. Typing wakes it."


@pytest.fixture(scope="module")
def sleeper(home: House) -> Iterator[str]:
    """A machine that is this file's own to put to sleep."""
    with home.machine("dreamer"):
        yield "dreamer"


@pytest.fixture
def dreamer(desk: Desk, sleeper: str, home: House) -> Desk:
    """A desk while it is awake."""
    home.ingle("exec", sleeper, "--", "true")
    return desk


def state_of(home: House, machine: str) -> str:
    return next(str(one["state"]) for one in home.json("ls") if one["name"] == machine)


def put_to_sleep(desk: Desk) -> None:
    desk.order("dreamer", "Sleep")
    desk.expect_state("dreamer", "Asleep")


def to_terminal(desk: Desk) -> None:
    desk.taskbar.get_by_role("button", name="Terminal, open").click()


@pytest.mark.soak
def test_a_terminal_goes_on_after_each_sleep(dreamer: Desk, home: House) -> None:
    dreamer.open_terminal("dreamer")
    dreamer.type("echo before the sleep in $$")
    dreamer.wait_for_text("dreamer", r"^before the sleep in \d+$")
    shell = re.findall(r"^before the sleep in (\d+)$", dreamer.screen("dreamer"), re.MULTILINE)[0]
    put_to_sleep(dreamer)
    to_terminal(dreamer)
    sleeper = dreamer.window("dreamer").get_by_text(ASLEEP)
    expect(sleeper).to_be_visible()
    dreamer.type("echo after it in $$")
    dreamer.wait_for_text("dreamer", rf"^after it in {shell}$", 90)
    expect(sleeper).to_be_hidden()

    put_to_sleep(dreamer)
    to_terminal(dreamer)
    dreamer.page.reload()  # being found again wakes nobody
    expect(sleeper).to_be_visible()
    assert state_of(home, "dreamer") == "cold"
    dreamer.window("dreamer").get_by_role("button", name="Wake").click()
    dreamer.wait_for_text("dreamer", rf"^before the sleep in {shell}$", 90)


def test_a_machine_is_put_to_sleep_woken_and_given_timers_from_its_window(dreamer: Desk, home: House) -> None:
    asked: list[str] = []
    dreamer.page.on("request", lambda request: asked.append(request.url))
    put_to_sleep(dreamer)
    detail = dreamer.detail("dreamer")
    expect(detail.get_by_text("It takes no memory and no processor")).to_be_visible()

    asked.clear()
    detail.get_by_role("tab", name="History").click()
    entries = detail.get_by_role("list", name="History").get_by_role("listitem")
    expect(entries.first).to_contain_text("Asleep")
    detail.get_by_role("tab", name="Overview").click()
    expect(detail.get_by_text("Identifier")).to_be_visible()
    assert [url for url in asked if "/metrics" in url or "/sessions" in url] == []

    dialog = dreamer.page.get_by_role("dialog", name="Timers of dreamer")
    dreamer.order("dreamer", "Timers…")
    dialog.get_by_label("Fall asleep when unused for").select_option("30 min")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    with dreamer.page.expect_response(lambda answer: answer.url.endswith("/metrics") and answer.ok):
        dreamer.order("dreamer", "Wake")
        dreamer.expect_state("dreamer", "Running")
    expect(detail.get_by_text("Falls asleep after 30 min")).to_be_visible()

    dreamer.order("dreamer", "Timers…")
    dialog.get_by_label("While nobody uses it").select_option("Keep it running")
    expect(dialog.get_by_label("Fall asleep when unused for")).to_be_disabled()
    dialog.get_by_role("button", name="Save").click()
    expect(detail.get_by_text("Never rests")).to_be_visible()

    put_to_sleep(dreamer)
    dreamer.open_terminal("dreamer")  # which wakes it
    assert state_of(home, "dreamer") == "running"
