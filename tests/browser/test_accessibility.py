"""axe finds nothing serious on any screen, in light and dark."""

import pytest

from browser.desk import PHONE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.machine]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_barriers(visit: Visit, machine: str, scheme: str, size: str) -> None:
    desk = visit(color_scheme=scheme, reduced_motion="reduce", **(PHONE if size == "phone" else {}))
    page = desk.page
    page.get_by_role("button", name="Log in").wait_for()
    found = {"login": desk.barriers()}
    desk.log_in()
    found["desktop"] = desk.barriers()
    page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Machines").click()
    page.get_by_role("list", name="Machines").get_by_role("button", name=machine).click()
    page.get_by_role("tab", name="Overview").wait_for()
    found["machine"] = desk.barriers()
    page.get_by_role("tab", name="Logs").click()
    found["logs"] = desk.barriers()
    page.get_by_role("button", name="More actions").click()
    found["menu"] = desk.barriers()
    page.get_by_role("menuitem", name="Remove").click()
    found["question"] = desk.barriers()
    page.keyboard.press("Escape")
    if size == "phone":
        page.get_by_role("button", name="All machines").click()
    page.get_by_role("button", name="Create a machine").click()
    found["create"] = desk.barriers()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search apps and machines").click()
    found["launcher"] = desk.barriers()
    page.keyboard.press("Escape")
    desk.open_terminal(machine)
    found["terminal"] = desk.barriers()
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}
