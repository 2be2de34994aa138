"""Snapshots and forks from the Machines window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk
from support.house import House
from support.waiting import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def noted(home: House) -> Iterator[str]:
    """A machine of this file's own, with a note in it."""
    with home.machine("origin"):
        home.ingle("exec", "origin", "--", "sh", "-c", "echo as it was > /root/note")
        yield "origin"


@pytest.fixture
def origin(desk: Desk, noted: str) -> Desk:
    """A desk beside it."""
    assert noted
    return desk


def note_of(home: House, machine: str) -> str:
    return home.ingle("exec", machine, "--", "cat", "/root/note").stdout.decode().strip()


def snapshots(desk: Desk) -> Locator:
    detail = desk.detail("origin")
    detail.get_by_role("tab", name="Snapshots").click()
    return detail.get_by_role("list", name="Snapshots")


def tree_of(desk: Desk) -> Locator:
    desk.page.get_by_role("button", name="Forks and snapshots").click()
    return desk.page.get_by_role("region", name="Forks and snapshots")


def test_forks_go_on_beside_their_machine(origin: Desk, home: House) -> None:
    origin.order("origin", "Fork…")
    dialog = origin.page.get_by_role("dialog", name="Fork origin")
    dialog.get_by_label("Name").fill("origin")
    dialog.get_by_role("button", name="Fork", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("is there already")
    dialog.get_by_label("Name").fill("twin")
    dialog.get_by_label("How many").fill("2")
    dialog.get_by_role("button", name="Fork", exact=True).click()
    expect(dialog).to_be_hidden(timeout=90_000)
    for name in ("twin-1", "twin-2"):
        origin.expect_state(name, "Running")
        assert note_of(home, name) == "as it was"
    expect(origin.detail("twin-1").get_by_text("origin", exact=True)).to_be_visible()  # what it began as

    tree = tree_of(origin)
    parent = tree.get_by_role("listitem").filter(has=origin.page.get_by_text("origin", exact=True)).first
    parent.get_by_role("listitem").get_by_role("button", name="twin-2").click()
    expect(origin.page.get_by_role("region", name="twin-2")).to_be_visible()
    home.ingle("rm", "--force", "twin-1", "twin-2")


def test_a_machine_goes_back_to_its_snapshot_and_another_begins_as_it(origin: Desk, home: House) -> None:
    page = origin.page
    origin.order("origin", "Snapshot…")
    dialog = page.get_by_role("dialog", name="Snapshot of origin")
    dialog.get_by_label("Name").fill("seed")
    dialog.get_by_role("button", name="Take snapshot").click()
    expect(dialog).to_be_hidden(timeout=60_000)
    expect(snapshots(origin).get_by_text("seed", exact=True)).to_be_visible()

    home.ingle("exec", "origin", "--", "sh", "-c", "echo spoilt > /root/note")
    snapshots(origin).get_by_role("button", name="Restore seed").click()
    question = page.get_by_role("dialog", name="Restore seed?")
    expect(question.get_by_text("is thrown away")).to_be_visible()
    question.get_by_role("button", name="Restore", exact=True).click()
    expect(question).to_be_hidden(timeout=90_000)
    origin.expect_state("origin", "Running")
    assert note_of(home, "origin") == "as it was"

    snapshots(origin).get_by_role("button", name="New machine from seed").click()
    dialog = page.get_by_role("dialog", name="New machine from seed")
    dialog.get_by_label("Name").fill("seedling")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog).to_be_hidden(timeout=90_000)
    origin.expect_state("seedling", "Running")

    kept = snapshots(origin)
    kept.get_by_role("button", name="Remove seed").click()
    question = page.get_by_role("dialog", name="Remove seed?")
    question.get_by_role("button", name="Remove", exact=True).click()
    expect(question).to_be_hidden()
    expect(kept.get_by_text("seed", exact=True)).to_be_hidden()
    assert note_of(home, "seedling") == "as it was"
    home.ingle("rm", "--force", "seedling")


@pytest.mark.soak
def test_snapshots_come_and_go_by_themselves_and_become_images(origin: Desk, home: House) -> None:
    """Whoever takes and removes them, in the list and in the tree."""
    kept = origin.detail("origin")
    kept.get_by_role("tab", name="Snapshots").click()
    expect(kept.get_by_role("button", name="Take a snapshot")).to_be_visible()
    home.ingle("snapshot", "create", "origin", "from-outside")
    expect(snapshots(origin).get_by_text("from-outside", exact=True)).to_be_visible()

    tree = tree_of(origin)
    expect(tree.get_by_text("from-outside", exact=True)).to_be_visible()
    home.ingle("snapshot", "rm", "from-outside")
    expect(tree.get_by_text("from-outside", exact=True)).to_be_hidden()
    expect(snapshots(origin).get_by_text("from-outside", exact=True)).to_be_hidden()

    origin.order("origin", "Save as image…")
    dialog = origin.page.get_by_role("dialog", name="Save origin as an image")
    dialog.get_by_label("Name of the image").fill("from-origin")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_be_hidden(timeout=60_000)
    wait_until(lambda: home.json("image", "inspect", "from-origin")["state"] == "ready", timeout=120)
    home.ingle("image", "rm", "from-origin")
