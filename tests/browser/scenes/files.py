"""The Files app: its views and places, and what opens over a folder."""

import re

from playwright.sync_api import FilePayload, Locator, Route, expect

from browser.desk import Desk
from browser.files_app import choose, enter, entry, go, show_as
from browser.finger import Finger
from browser.furniture import FOLDER
from browser.scenes.catalogue import NEWCOMER, add, scene


def at(desk: Desk, path: str) -> Locator:
    """A window that shows this path."""
    desk.search("Files")
    window = desk.page.locator("section.window").last
    go(window, path)
    return window


@scene()
def files_home(desk: Desk) -> None:
    entry(at(desk, "~"), "Documents").wait_for()


@scene()
def files_icons(desk: Desk) -> None:
    entry(enter(desk, FOLDER), "plan.md").wait_for()


def shown_as(layout: str, folder: str) -> None:
    def lead(desk: Desk) -> None:
        window = enter(desk, f"{FOLDER}{folder}")
        if layout != "Columns" or window.get_by_role("button", name="Shown as").is_visible():
            show_as(window, layout)  # a phone has no columns
        window.get_by_role("option").first.wait_for()

    add(f"files-{layout.lower()}", lead)


for layout, folder in (("List", ""), ("Gallery", "/Pictures"), ("Columns", "/Pictures")):
    shown_as(layout, folder)


def group_by(desk: Desk, window: Locator, grouping: str) -> None:
    button = window.get_by_role("button", name="Shown as")
    more = window.get_by_role("button", name="More", exact=True)
    (button if button.is_visible() else more).click()
    desk.page.get_by_role("menuitemradio", name=grouping).click()


@scene()
def files_grouped(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    group_by(desk, window, "Grouped by kind")
    window.locator(".files-heading", has_text="Folders").wait_for()


@scene()
def files_carried(desk: Desk) -> None:
    """By a finger, where there are any, over a folder that would take it."""
    window = enter(desk, FOLDER)
    if desk.page.evaluate("navigator.maxTouchPoints") == 0:
        return
    finger = Finger(desk, entry(window, "plan.md"))
    finger.send("touchStart")
    desk.wait_for_page("document.querySelector('[data-held]') !== null")
    finger.over(entry(window, "Pictures"))
    desk.page.locator(".carried-card").wait_for()


@scene()
def files_places(desk: Desk) -> None:
    """On a phone they open over the folder."""
    window = enter(desk, FOLDER)
    toggle = window.get_by_role("button", name="Places")
    if toggle.is_visible():
        toggle.click()
    window.get_by_role("navigation", name="Places").wait_for()


@scene()
def files_more(desk: Desk) -> None:
    enter(desk, FOLDER).get_by_role("button", name="More", exact=True).click()
    desk.page.get_by_role("menu").wait_for()


@scene()
def files_tabs(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    for _ in range(2):
        window.get_by_role("listbox", name="Files").press("Alt+t")
    window.get_by_role("tab").nth(2).wait_for()


@scene()
def files_empty(desk: Desk) -> None:
    at(desk, "~/Videos")
    desk.page.get_by_text("Nothing here yet").wait_for()


@scene()
def files_trash(desk: Desk) -> None:
    entry(at(desk, "~/Trash"), "old list.txt").first.wait_for()


@scene(NEWCOMER)
def files_trash_empty(desk: Desk) -> None:
    at(desk, "~/Trash")
    desk.page.get_by_text("The trash is empty").wait_for()


@scene(NEWCOMER)
def files_shared_with_me(desk: Desk) -> None:
    window = at(desk, "~")
    toggle = window.get_by_role("button", name="Places")
    if toggle.is_visible():
        toggle.click()
    window.get_by_role("navigation", name="Places").get_by_role("button", name="Shared with me").click()
    entry(window, "plan.md").wait_for()


@scene()
def files_search(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.get_by_role("button", name="Search here").click()
    window.get_by_label("Search in this folder").fill("h")
    entry(window, "harbour.jpg").wait_for()


@scene()
def files_search_nothing(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.get_by_role("button", name="Search here").click()
    window.get_by_label("Search in this folder").fill("qqqq")
    window.get_by_text("Nothing found").wait_for()


@scene()
def files_gone(desk: Desk) -> None:
    at(desk, "~/Nowhere")
    desk.page.get_by_role("alert").or_(desk.page.get_by_text("cannot be shown")).first.wait_for()


@scene()
def files_website(desk: Desk) -> None:
    choose(at(desk, f"~/Documents/{FOLDER}"), "Pictures", "Publish as a website…")
    desk.page.get_by_role("dialog", name="Publish Pictures as a website").wait_for()


@scene()
def icon_share(desk: Desk) -> None:
    desk.page.get_by_role("listbox", name="On the desktop").get_by_role("option").first.click(button="right")
    desk.page.get_by_role("menuitem", name="Share…").click()
    desk.page.get_by_role("dialog").get_by_text("Nobody but you has it.").wait_for()


def in_machine(desk: Desk, machine: str) -> Locator:
    """By the places, which a phone shows when asked."""
    desk.search("Files")
    window = desk.page.locator("section.window").last
    window.get_by_role("listbox", name="Files").wait_for()
    toggle = window.get_by_role("button", name="Places")
    if toggle.is_visible():
        toggle.click()
    window.get_by_role("navigation", name="Places").get_by_role("button", name=machine).click()
    return window


@scene()
def files_machine(desk: Desk) -> None:
    entry(in_machine(desk, "build-box"), "etc").wait_for()


@scene()
def files_machine_asleep(desk: Desk) -> None:
    in_machine(desk, "second-ember").get_by_text("is not awake").wait_for()


@scene()
def files_machine_properties(desk: Desk) -> None:
    choose(in_machine(desk, "build-box"), "etc", "Properties")
    known = desk.page.get_by_role("dialog", name="etc")
    known.get_by_role("button", name="Count all that is below it").click()
    known.get_by_text("·").wait_for()


@scene()
def files_machine_search(desk: Desk) -> None:
    window = in_machine(desk, "build-box")
    window.get_by_role("button", name="Search here").click()
    window.get_by_role("search").get_by_role("textbox").fill("pass")
    entry(window, "passwd").first.wait_for()


@scene()
def files_machine_delete(desk: Desk) -> None:
    window = in_machine(desk, "build-box")
    choose(window, "etc", "Delete for ever…")
    desk.page.get_by_role("dialog").or_(desk.page.get_by_role("alertdialog")).first.wait_for()


@scene(waits=False)
def files_loading(desk: Desk) -> None:
    def hold(route: Route) -> None:
        """It is not answered."""

    desk.page.route("**/api/v1/files/list**", hold)
    desk.search("Files")
    desk.page.locator("section.window .spinner").first.wait_for()


@scene()
def files_menu(desk: Desk) -> None:
    entry(enter(desk, FOLDER), "plan.md").click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def files_rename(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Rename")
    desk.page.get_by_role("textbox").last.wait_for()


@scene()
def files_delete(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "budget.csv", "Delete for ever")
    desk.page.locator("dialog[open]").wait_for()


@scene()
def files_properties(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Properties")
    desk.page.get_by_role("dialog", name="plan.md").wait_for()


@scene()
def files_versions(desk: Desk) -> None:
    files_properties(desk)
    dialog = desk.page.get_by_role("dialog", name="plan.md")
    dialog.get_by_role("tab", name="Versions").click()
    dialog.locator(".versions, .tab-panel p").first.wait_for()


@scene()
def files_share(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Share")
    desk.page.get_by_role("dialog", name="Share plan.md").get_by_role("list").first.wait_for()


@scene()
def files_share_nobody(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "greet.py", "Share")
    desk.page.get_by_role("dialog", name="Share greet.py").get_by_text("Nobody but you").wait_for()


def looked_at(name: str, folder: str) -> None:
    def lead(desk: Desk) -> None:
        choose(enter(desk, f"{FOLDER}{folder}"), name, "Quick look")
        desk.page.locator("dialog[open] .look").wait_for()

    add(f"quick-look-{name.rpartition('.')[2]}", lead)


for name, folder in (("hills.jpg", "/Pictures"), ("greet.py", ""), ("sea.wav", "")):
    looked_at(name, folder)


@scene()
def open_with(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Open with")
    desk.page.get_by_role("dialog", name="Open plan.md").wait_for()


@scene(waits=False)
def upload_conflict(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.get_by_label("Files to upload").set_input_files(film("plan.md"))
    desk.page.get_by_role("dialog", name="This name is taken").wait_for()


@scene(waits=False)
def upload_queue(desk: Desk) -> None:
    """Some under way, of which nothing is heard, and those that wait for them."""

    def hold(route: Route) -> None:
        if route.request.method == "GET":
            route.continue_()

    window = enter(desk, f"{FOLDER}/Maps")
    desk.page.route(re.compile(r"/api/v1/files(/uploads.*)?(\?.*)?$"), hold)
    names = ("a film of the harbour on a windy evening.mp4", "hills.mp4", "train.mp4", "bread.mp4", "sea.mp4")
    window.get_by_label("Files to upload").set_input_files([film(name) for name in names])
    expect(window.get_by_role("region", name="Uploads").get_by_role("listitem")).to_have_count(len(names))


def film(name: str) -> FilePayload:
    return {"name": name, "mimeType": "video/mp4", "buffer": bytes(64 * 1024)}


@scene()
def files_several_chosen(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.page.keyboard.press("Control+a")
    entry(window, "plan.md").click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def files_folder_menu(desk: Desk) -> None:
    window = at(desk, "~/Documents")
    entry(window, FOLDER).wait_for()
    box = window.get_by_role("listbox", name="Files").bounding_box()
    assert box is not None
    desk.page.mouse.click(box["x"] + box["width"] - 20, box["y"] + box["height"] - 20, button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def files_filter(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    button = window.get_by_role("button", name="Show only some kinds")
    if button.is_visible():  # a phone has it under More
        button.click()
        desk.page.get_by_role("menu").wait_for()


@scene()
def files_layouts(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    button = window.get_by_role("button", name="Shown as")
    if button.is_visible():
        button.click()
        desk.page.get_by_role("menu").wait_for()


@scene()
def files_path(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.get_by_role("listbox", name="Files").press("Control+l")
    window.get_by_label("Path to go to").fill("~/Doc")


@scene()
def files_empty_trash(desk: Desk) -> None:
    window = at(desk, "~/Trash")
    entry(window, "old list.txt").first.wait_for()
    window.get_by_role("button", name="Empty the trash").click()
    desk.page.locator("dialog[open]").wait_for()


@scene()
def files_rename_taken(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Rename")
    desk.page.get_by_role("textbox").last.fill("greet.py")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("alert").or_(desk.page.locator(".toast")).first.wait_for()


@scene()
def files_properties_folder(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "Pictures", "Properties")
    desk.page.get_by_role("dialog", name="Pictures").wait_for()


@scene(waits=False)
def files_refused(desk: Desk) -> None:
    """The daemon says no."""
    wrong = {"kind": "internal", "code": "internal", "title": "something went wrong inside", "status": 500}
    desk.page.route("**/api/v1/files/list**", lambda route: route.fulfill(status=500, json=wrong))
    desk.search("Files")
    desk.page.get_by_text("This folder cannot be shown").wait_for()
