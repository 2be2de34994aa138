"""The Machines app: lists, a machine's tabs, and what is asked about one."""

import re

from playwright.sync_api import expect

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, add, scene


@scene()
def machines(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("list", name="Machines").wait_for()


@scene(NEWCOMER)
def machines_none(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_text("First, a system to start from").wait_for()


@scene()
def machine_overview(desk: Desk) -> None:
    detail = desk.detail("quiet-ember")
    expect(detail.locator(".chart .value").first).to_contain_text(re.compile(r"\d.*of"))


def machine_tab(tab: str, machine: str, seen: str) -> None:
    def lead(desk: Desk) -> None:
        detail = desk.detail(machine)
        detail.get_by_role("tab", name=tab).click()
        detail.get_by_role("tabpanel").get_by_text(seen).first.wait_for()

    add(f"machine-{tab.lower()}", lead)


for tab, machine, seen in (
    ("Files", "quiet-ember", "etc"),
    ("Logs", "build-box", "built"),
    ("Snapshots", "quiet-ember", "before-the-trip"),
    ("Ports", "quiet-ember", "ingle forward"),
    ("History", "quiet-ember", "Running"),
):
    machine_tab(tab, machine, seen)


@scene()
def machine_no_snapshots(desk: Desk) -> None:
    desk.detail("old-flame").get_by_role("tab", name="Snapshots").click()


@scene()
def machine_asleep(desk: Desk) -> None:
    desk.detail("second-ember")


@scene()
def machine_stopped(desk: Desk) -> None:
    desk.detail("old-flame")


@scene()
def machine_menu(desk: Desk) -> None:
    desk.detail("quiet-ember").get_by_role("button", name="More actions").click()
    desk.page.get_by_role("menu").wait_for()


@scene()
def machine_new(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("button", name="Create a machine").first.click()
    desk.page.get_by_role("dialog", name="New machine").wait_for()


@scene()
def machine_new_own_size(desk: Desk) -> None:
    machine_new(desk)
    dialog = desk.page.get_by_role("dialog", name="New machine")
    dialog.get_by_role("radio", name="Your own").check()
    dialog.get_by_label("Processors").fill("0")
    dialog.get_by_text("More", exact=True).click()
    dialog.get_by_role("button", name="Create", exact=True).click()
    dialog.get_by_role("alert").wait_for()


@scene()
def machine_new_refused(desk: Desk) -> None:
    machine_new(desk)
    dialog = desk.page.get_by_role("dialog", name="New machine")
    dialog.get_by_label("Name", exact=True).fill("quiet-ember")
    dialog.get_by_role("button", name="Create", exact=True).click()
    dialog.get_by_role("alert").wait_for()


@scene()
def machine_fork(desk: Desk) -> None:
    desk.order("quiet-ember", "Fork…")
    desk.page.get_by_role("dialog", name="Fork quiet-ember").wait_for()


def asked(action: str) -> None:
    def lead(desk: Desk) -> None:
        desk.order("quiet-ember", f"{action}…")
        desk.page.locator("dialog[open]").wait_for()

    add(f"machine-{action.lower().replace(' ', '-')}", lead)


for action in ("Rename", "Timers", "Remove", "Snapshot", "Save as image"):
    asked(action)


@scene()
def machine_tree(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("button", name="Forks and snapshots").click()
    desk.page.get_by_role("region", name="Forks and snapshots").wait_for()


@scene()
def images(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("button", name="Images", exact=True).click()
    desk.page.get_by_role("region", name="Images").wait_for()


@scene()
def machine_renamed_wrongly(desk: Desk) -> None:
    desk.order("quiet-ember", "Rename…")
    dialog = desk.page.get_by_role("dialog", name="Rename quiet-ember")
    dialog.get_by_label("Name", exact=True).fill("build-box")
    dialog.get_by_role("button", name="Rename", exact=True).click()
    expect(dialog.get_by_label("Name", exact=True)).to_have_attribute("aria-invalid", "true")


@scene()
def machine_files_deeper(desk: Desk) -> None:
    detail = desk.detail("quiet-ember")
    detail.get_by_role("tab", name="Files").click()
    detail.get_by_role("button", name="bin", exact=False).first.click()
    detail.get_by_text("busybox").first.wait_for()


@scene()
def machine_console(desk: Desk) -> None:
    detail = desk.detail("build-box")
    detail.get_by_role("tab", name="Logs").click()
    detail.get_by_role("button", name="Console").click()
    detail.get_by_label("Output").or_(detail.get_by_text("Nothing has been written")).first.wait_for()


def asked_of_a_snapshot(title: str, button: str) -> None:
    def lead(desk: Desk) -> None:
        detail = desk.detail("quiet-ember")
        detail.get_by_role("tab", name="Snapshots").click()
        detail.get_by_role("button", name=button).click()
        desk.page.locator("dialog[open]").wait_for()

    add(title, lead)


for title, button in (
    ("snapshot-take", "Take a snapshot"),
    ("snapshot-restore", "Restore before-the-trip"),
    ("snapshot-begin", "New machine from before-the-trip"),
    ("snapshot-remove", "Remove before-the-trip"),
):
    asked_of_a_snapshot(title, button)


def image_from(source: str) -> None:
    def lead(desk: Desk) -> None:
        images(desk)
        desk.page.get_by_role("button", name="Add an image").click()
        dialog = desk.page.get_by_role("dialog", name="Add an image")
        dialog.get_by_role("radio", name=source).check(force=True)

    add(f"image-add-{source.lower()}", lead)


for source in ("Debian", "Registry"):
    image_from(source)


@scene()
def image_remove(desk: Desk) -> None:
    images(desk)
    desk.page.get_by_role("button", name="Remove busybox").click()
    desk.page.locator("dialog[open]").wait_for()
