"""axe finds nothing serious on any screen, in light and dark by turns."""

import pytest

from browser.desk import PHONE, Desk, Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["desk", pytest.param("phone", marks=pytest.mark.soak)])
def test_no_barriers(visit: Visit, machine: str, size: str) -> None:
    desk = visit(reduced_motion="reduce", **(PHONE if size == "phone" else {}))
    page = desk.page
    page.get_by_role("button", name="Log in").wait_for()
    found = {"login": desk.barriers()}
    desk.log_in()
    found["desktop"] = desk.barriers()
    page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Machines").click()
    page.get_by_role("list", name="Machines").get_by_role("button", name=machine).click()
    page.get_by_role("tab", name="Overview").wait_for()
    window = desk.window("Machines")
    found["machine"] = desk.barriers(window)
    page.get_by_role("tab", name="Logs").click()
    found["logs"] = desk.barriers(window.get_by_role("tabpanel"))
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Remove").wait_for()
    found["menu"] = desk.barriers(page.get_by_role("menu"))
    page.get_by_role("menuitem", name="Remove").click()
    found["question"] = barriers_in(desk, f"Remove {machine}?")
    if size == "phone":
        page.get_by_role("button", name="All machines").click()
    page.get_by_role("button", name="Create a machine").click()
    found["create"] = barriers_in(desk, "New machine")
    page.get_by_role("button", name="Search everything").click()
    page.get_by_role("combobox", name="Search").wait_for()
    found["launcher"] = desk.barriers(page.get_by_role("dialog", name="Search"))
    page.keyboard.press("Escape")
    desk.open_terminal(machine)
    found["terminal"] = desk.barriers(desk.window(machine))
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


@pytest.mark.soak
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_barriers_to_moments(visit: Visit, moments: str, size: str) -> None:
    """Snapshots, forks, timers, and a machine that sleeps."""
    desk = visit(signed_in=True, reduced_motion="reduce", **(PHONE if size == "phone" else {}))
    page = desk.page
    detail = desk.detail(moments)
    detail.get_by_role("tab", name="Snapshots").click()
    detail.get_by_role("list", name="Snapshots").wait_for()
    window = desk.window("Machines")
    found = {"snapshots": desk.barriers(window)}
    detail.get_by_role("button", name="Restore ").first.click()
    found["restore"] = barriers_in(desk, "Restore ")
    detail.get_by_role("button", name="New machine from").first.click()
    found["begin"] = barriers_in(desk, "New machine from ")
    for action, dialog in (("Fork…", "Fork "), ("Snapshot…", "Snapshot of "), ("Timers…", "Timers of ")):
        desk.order(moments, action)
        found[action] = barriers_in(desk, dialog)
    desk.open_terminal(moments)
    desk.order(moments, "Sleep")
    desk.expect_state(moments, "Asleep")
    found["asleep"] = desk.barriers(window)
    detail.get_by_role("tab", name="Ports").click()
    detail.get_by_text("The machine is not awake").wait_for()
    detail.get_by_role("tab", name="History").click()
    detail.get_by_role("list", name="History").wait_for()
    found["history"] = desk.barriers(detail.get_by_role("tabpanel"))
    if size == "phone":  # at a desk it is beside the machine
        page.get_by_role("button", name="All machines").click()
        found["list"] = desk.barriers(window)
    page.get_by_role("button", name="Forks and snapshots").click()
    tree = page.get_by_role("region", name="Forks and snapshots")
    tree.get_by_role("button", name=moments).wait_for()
    found["tree"] = desk.barriers(tree)
    desk.taskbar.get_by_role("button", name="Terminal, open").click()
    desk.window(moments).get_by_text("Typing wakes it").wait_for()
    found["terminal"] = desk.barriers(desk.window(moments))
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


def barriers_in(desk: Desk, name: str) -> list[str]:
    """In the dialog of that name, which is put away then; the page behind it was looked at before."""
    dialog = desk.page.get_by_role("dialog", name=name)
    dialog.wait_for()
    found = desk.barriers(dialog)
    desk.page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    return found
