"""The App centre."""

from playwright.sync_api import Locator

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, scene


def shown(desk: Desk, tab: str) -> Locator:
    desk.search("App centre")
    window = desk.window("App centre")
    window.get_by_role("tab", name=tab).click()
    window.get_by_role("tabpanel").wait_for()
    return window


@scene()
def appcentre_discover(desk: Desk) -> None:
    shown(desk, "Discover")


@scene()
def appcentre_yours(desk: Desk) -> None:
    shown(desk, "Your apps")


@scene(NEWCOMER)
def appcentre_yours_none(desk: Desk) -> None:
    shown(desk, "Your apps")


@scene()
def appcentre_published(desk: Desk) -> None:
    shown(desk, "Published by you")


@scene()
def appcentre_publish(desk: Desk) -> None:
    shown(desk, "Published by you").get_by_role("button", name="Publish an app…").click()
    desk.page.get_by_role("button", name="Choose a folder…").wait_for()


@scene()
def appcentre_app(desk: Desk) -> None:
    shown(desk, "Your apps").get_by_role("button", name="Notes").first.click()
    desk.window("App centre").get_by_role("heading", name="Notes").wait_for()
