"""Snapshots and forks from the Machines window."""

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk
from support.house import House
from support.waiting import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.machine]


@pytest.fixture
def origin(desk: Desk, machine: str, home: House) -> Desk:
    """A desk with a machine of this file's own, in which something runs that only its memory knows."""
    assert machine  # with it comes the image
    home.ingle("create", "--name", "origin", "busybox")
    home.ingle("exec", "origin", "--", "sh", "-c", "echo as it was > /root/note")
    return desk


def note_of(home: House, machine: str) -> str:
    return home.ingle("exec", machine, "--", "cat", "/root/note").stdout.decode().strip()


def snapshots(desk: Desk) -> Locator:
    detail = desk.detail("origin")
    detail.get_by_role("tab", name="Snapshots").click()
    return detail.get_by_role("list", name="Snapshots")


def take(desk: Desk, name: str) -> None:
    desk.order("origin", "Snapshot…")
    dialog = desk.page.get_by_role("dialog", name="Snapshot of origin")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Take snapshot").click()
    expect(dialog).to_be_hidden(timeout=60_000)
    expect(desk.page.get_by_role("list", name="Snapshots").get_by_text(name, exact=True)).to_be_visible()


def test_forks_go_on_beside_their_machine(origin: Desk, home: House) -> None:
    origin.order("origin", "Fork…")
    dialog = origin.page.get_by_role("dialog", name="Fork origin")
    dialog.get_by_label("Name").fill("twin")
    dialog.get_by_label("How many").fill("2")
    dialog.get_by_role("button", name="Fork", exact=True).click()
    expect(dialog).to_be_hidden(timeout=90_000)
    for name in ("twin-1", "twin-2"):
        origin.expect_state(name, "Running")
        assert note_of(home, name) == "as it was"
    expect(origin.detail("twin-1").get_by_text("origin", exact=True)).to_be_visible()  # what it began as

    origin.page.get_by_role("button", name="Forks and snapshots").click()
    tree = origin.page.get_by_role("region", name="Forks and snapshots")
    parent = tree.get_by_role("listitem").filter(has=origin.page.get_by_text("origin", exact=True)).first
    parent.get_by_role("listitem").get_by_role("button", name="twin-2").click()
    expect(origin.page.get_by_role("region", name="twin-2")).to_be_visible()


def test_a_name_in_use_is_refused_before_anything_is_asked(origin: Desk, machine: str) -> None:
    origin.order("origin", "Fork…")
    dialog = origin.page.get_by_role("dialog", name="Fork origin")
    dialog.get_by_label("Name").fill(machine)
    dialog.get_by_role("button", name="Fork", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("is there already")


def test_a_machine_goes_back_to_its_snapshot(origin: Desk, home: House) -> None:
    take(origin, "good-old-days")
    home.ingle("exec", "origin", "--", "sh", "-c", "echo spoilt > /root/note; sync")
    snapshots(origin).get_by_role("button", name="Restore good-old-days").click()
    question = origin.page.get_by_role("dialog", name="Restore good-old-days?")
    expect(question.get_by_text("is thrown away")).to_be_visible()
    question.get_by_role("button", name="Restore", exact=True).click()
    expect(question).to_be_hidden(timeout=90_000)
    origin.expect_state("origin", "Running")
    assert note_of(home, "origin") == "as it was"


def test_a_machine_begins_as_a_snapshot_that_is_then_removed(origin: Desk, home: House) -> None:
    take(origin, "seed")
    snapshots(origin).get_by_role("button", name="New machine from seed").click()
    dialog = origin.page.get_by_role("dialog", name="New machine from seed")
    dialog.get_by_label("Name").fill("seedling")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog).to_be_hidden(timeout=90_000)
    origin.expect_state("seedling", "Running")

    kept = snapshots(origin)
    kept.get_by_role("button", name="Remove seed").click()
    question = origin.page.get_by_role("dialog", name="Remove seed?")
    question.get_by_role("button", name="Remove", exact=True).click()
    expect(question).to_be_hidden()
    expect(kept.get_by_text("seed", exact=True)).to_be_hidden()
    assert note_of(home, "seedling") == "as it was"


def test_snapshots_come_and_go_by_themselves(origin: Desk, home: House) -> None:
    """Whoever takes and removes them, in the list and in the tree."""
    kept = origin.detail("origin")
    kept.get_by_role("tab", name="Snapshots").click()
    expect(kept.get_by_role("button", name="Take a snapshot")).to_be_visible()
    home.ingle("snapshot", "create", "origin", "from-outside")
    expect(snapshots(origin).get_by_text("from-outside", exact=True)).to_be_visible()

    origin.page.get_by_role("button", name="Forks and snapshots").click()
    tree = origin.page.get_by_role("region", name="Forks and snapshots")
    expect(tree.get_by_text("from-outside", exact=True)).to_be_visible()
    home.ingle("snapshot", "rm", "from-outside")
    expect(tree.get_by_text("from-outside", exact=True)).to_be_hidden()
    home.ingle("snapshot", "create", "origin", "once-more")
    expect(tree.get_by_text("once-more", exact=True)).to_be_visible()
    home.ingle("snapshot", "rm", "once-more")
    expect(snapshots(origin).get_by_text("once-more", exact=True)).to_be_hidden()


def test_a_machine_is_saved_as_an_image(origin: Desk, home: House) -> None:
    origin.order("origin", "Save as image…")
    dialog = origin.page.get_by_role("dialog", name="Save origin as an image")
    dialog.get_by_label("Name of the image").fill("from-origin")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_be_hidden(timeout=60_000)
    wait_until(lambda: home.json("image", "inspect", "from-origin")["state"] == "ready", timeout=120)
    printed = home.ingle("run", "--rm", "from-origin", "--", "cat", "/root/note").stdout
    assert printed == b"as it was\n"
    home.ingle("image", "rm", "from-origin")
