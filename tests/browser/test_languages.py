"""The language of the desktop: chosen in Settings, spoken at once and by every page of this browser."""

import pytest
from playwright.sync_api import expect

from browser.desk import Visit

pytestmark = pytest.mark.browser


def test_a_language_is_spoken_at_once_and_kept(visit: Visit) -> None:
    desk = visit(signed_in=True)
    root = desk.page.locator("html")
    expect(root).to_have_attribute("lang", "en")
    desk.search("Settings")
    window = desk.page.locator("section.window[data-app=settings]")  # its title is translated, too
    window.get_by_label("The desktop speaks").select_option("Deutsch")
    expect(window.get_by_role("heading", name="Sprache", exact=True)).to_be_visible()
    expect(root).to_have_attribute("lang", "de")
    window.get_by_label("Der Schreibtisch spricht").select_option("العربية")
    expect(root).to_have_attribute("dir", "rtl")
    expect(window.get_by_role("heading", name="اللغة", exact=True)).to_be_visible()
    desk.page.reload()
    desk.page.get_by_role("navigation", name="شريط المهام").wait_for()
    expect(root).to_have_attribute("lang", "ar")


def test_who_chose_nothing_is_spoken_to_as_the_browser_prefers(visit: Visit) -> None:
    desk = visit(locale="fr-CA")
    expect(desk.page.get_by_role("button", name="Se connecter")).to_be_visible()
    expect(desk.page.locator("html")).to_have_attribute("lang", "fr")
