"""Images in the Machines window: adding one, watching it, removing it, and hearing why one failed."""

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.machine]


def images_of(desk: Desk, machine: str) -> Locator:
    desk.open_app("Machines")
    desk.page.get_by_role("list", name="Machines").get_by_role("button", name=machine).wait_for()
    desk.page.get_by_role("button", name="Images").click()
    return desk.page.get_by_role("region", name="Images").get_by_role("listitem")


def test_an_image_is_added_and_removed(desk: Desk, machine: str) -> None:
    images = images_of(desk, machine)
    desk.page.get_by_role("button", name="Add an image").click()
    dialog = desk.page.get_by_role("dialog", name="Add an image")
    dialog.get_by_role("radio", name="BusyBox").check()
    dialog.get_by_label("Name", exact=True).fill("second")
    dialog.get_by_role("button", name="Add", exact=True).click()
    second = images.filter(has_text="second")
    expect(second).to_contain_text("Ready", timeout=120_000)
    assert desk.barriers() == []

    second.get_by_role("button", name="Remove second").click()
    desk.page.get_by_role("dialog", name="Remove second?").get_by_role("button", name="Remove").click()
    expect(second).to_have_count(0)


def test_an_image_that_cannot_be_had_says_why(desk: Desk, machine: str) -> None:
    images = images_of(desk, machine)
    desk.page.get_by_role("button", name="Add an image").click()
    dialog = desk.page.get_by_role("dialog", name="Add an image")
    dialog.get_by_role("radio", name="Registry").check()
    dialog.get_by_label("Reference").fill("localhost:1/nothing/there:v1")
    dialog.get_by_role("button", name="Add", exact=True).click()
    failed = images.filter(has_text="nothing/there")
    expect(failed).to_contain_text("Failed", timeout=120_000)
    expect(failed.get_by_role("alert")).not_to_be_empty()
    failed.get_by_role("button", name="Remove").click()
    desk.page.get_by_role("dialog", name="Remove localhost").get_by_role("button", name="Remove").click()
    expect(failed).to_have_count(0)


def test_an_image_in_use_is_not_removed(desk: Desk, machine: str) -> None:
    images = images_of(desk, machine)
    images.filter(has_text="busybox").first.get_by_role("button", name="Remove busybox").click()
    dialog = desk.page.get_by_role("dialog", name="Remove busybox?")
    dialog.get_by_role("button", name="Remove").click()
    expect(dialog.get_by_role("alert")).to_contain_text("use")
    desk.page.keyboard.press("Escape")
    expect(images.filter(has_text="busybox").first).to_contain_text("Ready")
