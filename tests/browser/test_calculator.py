"""The Calculator: typed and pressed, with what was worked out before."""

import pytest
from playwright.sync_api import expect

from browser.desk import Desk

pytestmark = pytest.mark.browser


def test_sums_are_typed_pressed_and_gone_on_with(desk: Desk) -> None:
    page = desk.page
    desk.search("Calculator")
    window = desk.window("Calculator")
    field = window.get_by_label("Sum", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("0.1 + 0.2")
    expect(window.get_by_role("status")).to_have_text("= 0.3")
    page.keyboard.press("Enter")
    expect(field).to_have_value("0.3")
    page.keyboard.type("*10")  # goes on from the result
    expect(field).to_have_value("0.3*10")
    for key in ("Plus", "4", "Back", "5", "Equals"):
        window.get_by_role("button", name=key, exact=True).click()
    expect(field).to_have_value("8")
    page.keyboard.type("1/0")  # begins anew
    expect(window.get_by_role("status")).to_have_text("")
    page.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_have_text("Nothing can be divided by zero.")
    page.keyboard.press("ArrowUp")
    expect(field).to_have_value("0.3*10+5")
    assert desk.barriers(window) == []
    page.reload()
    window.get_by_role("list", name="Worked out before").get_by_role("button", name="0.1 + 0.2 = 0.3").click()
    expect(field).to_have_value("0.3")
    window.get_by_role("button", name="Forget the history").click()
    expect(window.get_by_role("listitem")).to_have_count(0)
