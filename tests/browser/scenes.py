"""What there is to see of the desktop: each scene leads a desk on which nothing is open to one state. Photographed by `browser.gallery`."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.files_app import choose, enter, entry, go, show_as
from browser.furniture import FOLDER

Scene = Callable[[Desk], None]
SCENES: dict[str, Scene] = {}

SETTINGS = (
    "Appearance",
    "Account",
    "Security",
    "Storage and usage",
    "Machines",
    "Apps",
    "Groups",
    "People",
    "Audit log",
    "Health",
    "About",
)


def scene(shown: Scene) -> Scene:
    SCENES[shown.__name__.replace("_", "-")] = shown
    return shown


# --- the desktop


@scene
def desktop(desk: Desk) -> None:
    desk.taskbar.wait_for()


@scene
def launcher(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Search everything").first.click()
    desk.page.get_by_role("combobox", name="Search").wait_for()


@scene
def launcher_found(desk: Desk) -> None:
    launcher(desk)
    desk.page.get_by_role("combobox", name="Search").fill("trip")
    desk.page.get_by_role("option").first.wait_for()


@scene
def notifications(desk: Desk) -> None:
    desk.taskbar.get_by_role("button", name=re.compile("^Notifications")).click()
    desk.page.get_by_role("dialog", name="Notifications and quick settings").wait_for()


@scene
def overview(desk: Desk) -> None:
    for app in ("Files", "Machines", "Calculator"):
        desk.search(app)
        desk.page.locator("section.window").last.wait_for()
    desk.page.keyboard.press("Alt+Shift+O")
    desk.page.get_by_role("dialog", name="All windows").wait_for()


@scene
def shortcuts(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+Shift+Slash")
    desk.page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()


@scene
def locked(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+Shift+L")
    desk.page.get_by_role("dialog", name="Locked").wait_for()


@scene
def tour(desk: Desk) -> None:
    desk.search("Show me around")
    desk.page.get_by_role("button", name="Next").wait_for()


@scene
def desktop_menu(desk: Desk) -> None:
    desk.page.locator(".desktop").click(button="right", position={"x": 300, "y": 500})
    desk.page.get_by_role("menu").wait_for()


# --- Files


@scene
def files_icons(desk: Desk) -> None:
    entry(enter(desk, FOLDER), "plan.md").wait_for()


def files_as(layout: str) -> Scene:
    def shown(desk: Desk) -> None:
        window = enter(desk, f"{FOLDER}/Pictures")
        show_as(window, layout)
        entry(window, "hills.jpg").wait_for()

    return shown


for layout in ("List", "Gallery", "Columns"):
    SCENES[f"files-{layout.lower()}"] = files_as(layout)


@scene
def files_empty(desk: Desk) -> None:
    desk.search("Files")
    go(desk.page.locator("section.window").last, "~/Videos")
    desk.page.get_by_text("Nothing here yet").wait_for()


@scene
def files_trash(desk: Desk) -> None:
    desk.search("Files")
    go(desk.page.locator("section.window").last, "~/Trash")
    desk.page.get_by_text("The trash is empty").wait_for()


@scene
def files_menu(desk: Desk) -> None:
    entry(enter(desk, FOLDER), "plan.md").click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene
def files_properties(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Properties")
    desk.page.get_by_role("dialog", name="plan.md").wait_for()


@scene
def files_share(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Share")
    desk.page.get_by_role("dialog", name="Share plan.md").wait_for()


@scene
def files_look(desk: Desk) -> None:
    window = enter(desk, f"{FOLDER}/Pictures")
    window.get_by_role("listbox").press("Home")
    desk.page.keyboard.press("Space")
    desk.page.get_by_role("dialog").get_by_role("img").first.wait_for()


@scene
def open_with(desk: Desk) -> None:
    choose(enter(desk, FOLDER), "plan.md", "Open with")
    desk.page.get_by_role("dialog", name="Open plan.md").wait_for()


@scene
def upload_conflict(desk: Desk) -> None:
    window = enter(desk, FOLDER)
    window.get_by_label("Files to upload").set_input_files(
        {"name": "plan.md", "mimeType": "text/markdown", "buffer": b"another"}
    )
    desk.page.get_by_role("dialog", name="This name is taken").wait_for()


# --- apps that open files


def opened(desk: Desk, folder: str, name: str) -> Locator:
    window = enter(desk, folder)
    window.get_by_role("listbox").press("Home")
    entry(window, name).click()
    desk.page.keyboard.press("Enter")
    shown = desk.window(name)
    shown.wait_for()
    return shown


@scene
def editor(desk: Desk) -> None:
    expect(opened(desk, FOLDER, "greet.py").get_by_role("textbox", name="Text")).to_contain_text("greet")


@scene
def editor_preview(desk: Desk) -> None:
    window = opened(desk, FOLDER, "plan.md")
    toggle = window.get_by_role("button", name="Preview")
    if toggle.get_attribute("aria-pressed") != "true":
        toggle.click()
    window.get_by_role("heading", name="The trip").first.wait_for()


@scene
def viewer(desk: Desk) -> None:
    expect(opened(desk, f"{FOLDER}/Pictures", "hills.jpg").get_by_role("img").first).to_be_visible()


@scene
def player(desk: Desk) -> None:
    opened(desk, FOLDER, "sea.mp3.wav").get_by_role("button").first.wait_for()


@scene
def calculator(desk: Desk) -> None:
    desk.search("Calculator")
    desk.page.keyboard.type("2*(3+4)")
    desk.page.keyboard.press("Enter")


@scene
def tasks(desk: Desk) -> None:
    desk.search("Tasks")
    desk.window("Tasks").get_by_role("row").first.wait_for()


# --- machines


@scene
def machines(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("list", name="Machines").wait_for()


def machine_tab(tab: str) -> Scene:
    def shown(desk: Desk) -> None:
        detail = desk.detail("build-box" if tab == "Logs" else "quiet-ember")
        detail.get_by_role("tab", name=tab).click()
        detail.get_by_role("tabpanel").wait_for()

    return shown


for tab in ("Overview", "Logs", "Snapshots", "History"):
    SCENES[f"machine-{tab.lower()}"] = machine_tab(tab)


@scene
def machine_asleep(desk: Desk) -> None:
    desk.detail("second-ember")


@scene
def machine_new(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("button", name="Create a machine").first.click()
    desk.page.get_by_role("dialog", name="New machine").wait_for()


@scene
def machine_fork(desk: Desk) -> None:
    desk.order("quiet-ember", "Fork…")
    desk.page.get_by_role("dialog", name="Fork quiet-ember").wait_for()


@scene
def machine_tree(desk: Desk) -> None:
    desk.search("Machines")
    desk.page.get_by_role("button", name="Forks and snapshots").click()
    desk.page.get_by_role("region", name="Forks and snapshots").wait_for()


@scene
def terminal(desk: Desk) -> None:
    desk.open_terminal("quiet-ember")
    desk.type("uname -sr; ls -F /")
    desk.wait_for_text("quiet-ember", r"^Linux")


@scene
def terminal_chooser(desk: Desk) -> None:
    desk.search("Terminal")
    desk.page.locator("section.window").last.wait_for()


# --- settings


def settings_page(name: str) -> Scene:
    def shown(desk: Desk) -> None:
        desk.search("Settings")
        window = desk.window("Settings")
        pages = window.get_by_role("navigation", name="Settings")
        window.get_by_role("button", name="All settings").or_(pages).first.wait_for()
        if not pages.is_visible():
            window.get_by_role("button", name="All settings").click()
        pages.get_by_role("button", name=name, exact=True).click()
        window.get_by_role("region", name=name, exact=True).wait_for()
        expect(desk.page.locator(".settings-page .spinner")).to_have_count(0)

    return shown


for page in SETTINGS:
    SCENES[f"settings-{page.lower().replace(' ', '-')}"] = settings_page(page)


# --- apps of others


@scene
def foreign_app(desk: Desk) -> None:
    desk.search("Notes")
    desk.page.frame_locator("iframe[title='Notes']").get_by_role("button", name="Open…").wait_for()


@scene
def foreign_picker(desk: Desk) -> None:
    foreign_app(desk)
    desk.page.frame_locator("iframe[title='Notes']").get_by_role("button", name="Open…").click()
    desk.page.get_by_role("dialog", name="Choose a file for Notes").wait_for()
