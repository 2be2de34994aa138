"""A wallpaper of one's own files."""

import io
import re

import httpx
import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.desk import Desk
from browser.test_settings import dialog, finish, show

pytestmark = pytest.mark.browser


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), (40, 90, 140)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.soak
def test_a_picture_of_ones_own_is_the_wallpaper_until_it_is_gone(desk: Desk, account: httpx.Client) -> None:
    path = "~/Pictures/harbour.png"
    laid = account.put("/files", params={"path": path, "parents": True}, content=picture()).json()["id"]
    page = show(desk, "Appearance")
    page.get_by_role("button", name="Choose a picture…").click()
    picker = dialog(desk, "Choose a wallpaper")
    picker.get_by_role("option", name="harbour.png").click()
    with desk.page.expect_response(
        lambda answer: answer.url.endswith("/kv/entry") and laid in (answer.request.post_data or "")
    ):
        finish(picker, "Choose")
    own = desk.page.locator(".desktop > .wallpaper.own")
    expect(own).to_have_attribute("data-there", "true")
    expect(own.locator("img")).to_have_attribute("src", re.compile("thumbnail.*pixels=2048"))
    expect(page.get_by_role("img", name="Your wallpaper")).to_be_visible()
    assert desk.barriers(page) == []
    account.post("/files/rename", json={"path": laid, "name": "the harbour.png"}).raise_for_status()
    desk.page.evaluate("localStorage.clear()")  # as another browser, which asks the server
    desk.page.reload()
    expect(own).to_have_attribute("data-there", "true")
    account.post("/files/remove", json={"path": laid}).raise_for_status()
    desk.page.reload()
    page.get_by_text("The picture that you had chosen is gone.").wait_for()
    expect(own).to_have_attribute("data-there", "false")
    page.get_by_role("radio", name="Slate").check()
    expect(desk.page.locator(".desktop > svg.wallpaper")).to_have_attribute("data-scene", "plain-slate")
    expect(own).to_have_count(0)
