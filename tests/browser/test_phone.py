"""At a phone's width: every window is the screen, and everything is large enough for a thumb."""

import pytest
from playwright.sync_api import expect

from browser.desk import PHONE, Desk, Visit

pytestmark = pytest.mark.browser

SMALL_TARGETS = """() => [...document.querySelectorAll('button, select, input:not([type=radio]), [role=option]')]
    .filter((element) => element.checkVisibility({visibilityProperty: true}))
    .map((element) => [element.getAttribute('aria-label') ?? element.textContent, element.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


def small_targets(phone: Desk) -> list[str]:
    phone.settle()
    found: list[str] = phone.page.evaluate(SMALL_TARGETS)
    return found


def too_wide(phone: Desk) -> list[str]:
    wide = "[...document.querySelectorAll('.window *, dialog *')].filter((e) => e.getBoundingClientRect().right > 391).map((e) => e.className)"
    found: list[str] = phone.page.evaluate(wide)
    return found


def test_nothing_is_too_small_for_a_thumb_or_wider_than_the_screen(phone: Desk, machine: str) -> None:
    page = phone.page
    assert small_targets(phone) == []
    page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Machines").tap()
    page.get_by_role("button", name="Create a machine").wait_for()
    assert small_targets(phone) == []
    page.get_by_role("button", name="Create a machine").tap()
    page.get_by_role("dialog", name="New machine").wait_for()
    assert small_targets(phone) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name=machine).tap()
    page.get_by_role("region", name=machine).wait_for()
    assert (small_targets(phone), too_wide(phone)) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_moments_fit_a_phone_and_a_thumb(phone: Desk, moments: str) -> None:
    page = phone.page
    detail = phone.detail(moments)
    detail.get_by_role("tab", name="Snapshots").click()
    detail.get_by_role("list", name="Snapshots").wait_for()
    assert (small_targets(phone), too_wide(phone)) == ([], [])
    for action in ("Fork…", "Timers…"):
        phone.order(moments, action)
        assert (small_targets(phone), too_wide(phone)) == ([], [])
        page.keyboard.press("Escape")
    page.get_by_role("button", name="All machines").tap()
    page.get_by_role("button", name="Forks and snapshots").tap()
    page.get_by_role("region", name="Forks and snapshots").get_by_role("button", name=moments).wait_for()
    assert (small_targets(phone), too_wide(phone)) == ([], [])


def test_long_words_do_not_run_into_each_other(visit: Visit, session: str, machine: str) -> None:
    phone = visit(locale="de-DE", **PHONE)
    phone.page.context.add_cookies([{"name": "ingle_session", "value": session, "url": phone.page.url}])
    phone.page.reload()
    phone.page.get_by_role("button", name="Maschinen").first.tap()
    phone.page.get_by_role("button", name=machine).tap()
    tabs = phone.page.get_by_role("region", name=machine).get_by_role("tab")
    expect(tabs).to_have_count(6)
    expect(tabs.first).to_have_text("Übersicht")
    assert (
        tabs.evaluate_all(
            "tabs => tabs.filter((tab) => tab.scrollWidth > tab.clientWidth).map((tab) => tab.textContent)"
        )
        == []
    )
    tabs.last.click()
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
