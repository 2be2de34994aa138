"""Images in the Machines window: adding one, watching it, removing it, and hearing why one failed or stays."""

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk

pytestmark = pytest.mark.browser


def add(desk: Desk) -> Locator:
    desk.page.get_by_role("button", name="Add an image").click()
    return desk.page.get_by_role("dialog", name="Add an image")


@pytest.mark.soak
def test_images_are_added_and_removed_and_say_why_not(desk: Desk, machine: str) -> None:
    page = desk.page
    desk.open_app("Machines")
    page.get_by_role("list", name="Machines").get_by_role("button", name=machine).wait_for()
    page.get_by_role("button", name="Images").click()
    images = page.get_by_role("region", name="Images").get_by_role("listitem")
    used = images.filter(has_text="busybox").first
    expect(used).to_contain_text("Ready")

    dialog = add(desk)
    dialog.get_by_role("radio", name="BusyBox").check()
    dialog.get_by_label("Name", exact=True).fill("second")
    dialog.get_by_role("button", name="Add", exact=True).click()
    second = images.filter(has_text="second")
    expect(second).to_contain_text("Ready", timeout=120_000)

    dialog = add(desk)
    dialog.get_by_role("radio", name="Registry").check()
    dialog.get_by_label("Reference").fill("localhost:1/nothing/there:v1")
    dialog.get_by_role("button", name="Add", exact=True).click()
    failed = images.filter(has_text="nothing/there")
    expect(failed).to_contain_text("Failed", timeout=120_000)
    expect(failed.get_by_role("alert")).not_to_be_empty()
    assert desk.barriers(desk.window("Machines")) == []

    for one, called in ((second, "second"), (failed, "localhost")):
        one.get_by_role("button", name="Remove").click()
        page.get_by_role("dialog", name=f"Remove {called}").get_by_role("button", name="Remove").click()
        expect(one).to_have_count(0)

    used.get_by_role("button", name="Remove busybox").click()
    refused = page.get_by_role("dialog", name="Remove busybox?")
    refused.get_by_role("button", name="Remove").click()
    expect(refused.get_by_role("alert")).to_contain_text("use")
    page.keyboard.press("Escape")
    expect(used).to_contain_text("Ready")
