"""Everything around the apps: the desktop, its panels and overlays, and windows among one another."""

import re

from playwright.sync_api import Locator, Route, expect

from browser.desk import Desk
from browser.scenes.catalogue import NEWCOMER, NOBODY, scene

APPS = ("Files", "Machines", "Calculator")


def windows(desk: Desk, *apps: str) -> None:
    for number, app in enumerate(apps, start=1):
        desk.search(app)
        expect(desk.page.locator("section.window")).to_have_count(number)


@scene()
def desktop(desk: Desk) -> None:
    desk.taskbar.wait_for()


@scene()
def desktop_own_picture(desk: Desk) -> None:
    picture = desk.page.request.get("/api/v1/files/stat?path=~/Desktop/hills.jpg").json()["id"]
    desk.page.evaluate("(id) => localStorage.setItem('ingle.wallpaper', `file:${id}`)", picture)
    desk.page.reload()
    desk.page.locator(".wallpaper.own[data-there=true]").wait_for()


@scene(NEWCOMER)
def desktop_new(desk: Desk) -> None:
    desk.taskbar.wait_for()


@scene()
def desktop_menu(desk: Desk) -> None:
    desk.page.locator(".desktop").click(button="right", position={"x": 300, "y": 700})
    desk.page.get_by_role("menu").wait_for()


@scene()
def desktop_app_menu(desk: Desk) -> None:
    desk.page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Files").click(
        button="right"
    )
    desk.page.get_by_role("menu").wait_for()


@scene()
def account_menu(desk: Desk) -> None:
    desk.page.get_by_role("button", name="account and appearance").click()
    desk.page.get_by_role("menu").wait_for()


@scene()
def launcher(desk: Desk) -> None:
    desk.page.get_by_role("button", name="Search everything").first.click()
    desk.page.get_by_role("combobox", name="Search").wait_for()


def looked_for(desk: Desk, text: str) -> Locator:
    launcher(desk)
    desk.page.get_by_role("combobox", name="Search").fill(text)
    return desk.page.get_by_role("option")


@scene()
def launcher_files(desk: Desk) -> None:
    looked_for(desk, "trip").filter(has_text="plan.md").first.wait_for()


@scene()
def launcher_actions(desk: Desk) -> None:
    looked_for(desk, "ember").first.wait_for()


@scene()
def launcher_nothing(desk: Desk) -> None:
    looked_for(desk, "qqqq")
    desk.page.get_by_text("Nothing is called").wait_for()


def panel(desk: Desk) -> Locator:
    desk.taskbar.get_by_role("button", name=re.compile("^Notifications")).click()
    shown = desk.page.get_by_role("dialog", name="Notifications and quick settings")
    shown.wait_for()
    return shown


@scene()
def notifications(desk: Desk) -> None:
    panel(desk).get_by_role("listitem").first.wait_for()


@scene(NEWCOMER)
def notifications_none(desk: Desk) -> None:
    panel(desk)


@scene()
def toast(desk: Desk) -> None:
    answer = desk.page.request.post(
        "/api/v1/notifications",
        data={"title": "Somebody shared “plan.md” with you", "text": "ben: have a look before we leave."},
        headers={"Origin": desk.page.url.rstrip("/")},
    )
    assert answer.ok, answer.text()
    desk.page.get_by_role("region", name="Notifications").get_by_role("status").first.wait_for()


@scene()
def overview(desk: Desk) -> None:
    windows(desk, *APPS)
    desk.page.keyboard.press("Alt+Shift+O")
    desk.page.get_by_role("dialog", name="All windows").wait_for()


@scene()
def overview_empty(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+Shift+O")
    desk.page.get_by_role("dialog", name="All windows").wait_for()


@scene()
def windows_many(desk: Desk) -> None:
    windows(desk, *APPS)


@scene()
def taskbar_preview(desk: Desk) -> None:
    windows(desk, *APPS)
    app = desk.taskbar.get_by_role("button", name="Machines, open")
    if desk.page.evaluate("matchMedia('(max-width: 700px)').matches"):
        app.click(button="right")
        desk.page.get_by_role("menu").wait_for()
    else:
        app.hover()
        desk.page.get_by_role("group", name="Windows of Machines").wait_for()


@scene()
def window_menu(desk: Desk) -> None:
    windows(desk, "Calculator")
    desk.window("Calculator").locator(".window-menu").click()
    desk.page.get_by_role("menu").wait_for()


@scene()
def snap_preview(desk: Desk) -> None:
    """Where a window would be if it were let go of at the edge; a phone's windows are whole."""
    windows(desk, "Calculator")
    if desk.page.evaluate("matchMedia('(max-width: 700px)').matches"):
        return
    box = desk.box("Calculator")
    mouse = desk.page.mouse
    mouse.move(box["x"] + 80, box["y"] + 20)
    mouse.down()
    mouse.move(300, 300, steps=4)
    mouse.move(2, 300, steps=4)
    desk.page.locator(".snap-preview").wait_for()


@scene()
def arrange(desk: Desk) -> None:
    windows(desk, "Calculator")
    desk.page.keyboard.press("Alt+Shift+A")
    if not desk.page.evaluate("matchMedia('(max-width: 700px)').matches"):
        desk.page.locator(".arrange").wait_for()


@scene()
def shortcuts(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+Shift+Slash")
    desk.page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()


@scene()
def locked(desk: Desk) -> None:
    desk.page.keyboard.press("Alt+Shift+L")
    desk.page.get_by_role("dialog", name="Locked").wait_for()


@scene()
def tour(desk: Desk) -> None:
    desk.search("Show me around")
    desk.page.get_by_role("button", name="Next").wait_for()


@scene(waits=False, spoils=True)
def offline(desk: Desk) -> None:
    """No news gets through from the daemon any more."""
    desk.page.route_web_socket(re.compile("/api/v1/"), lambda socket: socket.close())
    desk.page.reload()
    desk.page.get_by_text("Ingle cannot be reached").wait_for()


@scene()
def calculator(desk: Desk) -> None:
    desk.search("Calculator")
    window = desk.window("Calculator")
    window.get_by_role("button", name="7", exact=True).click()
    desk.page.keyboard.type("*(3+4)")
    desk.page.keyboard.press("Enter")


@scene()
def calculator_wrong(desk: Desk) -> None:
    desk.search("Calculator")
    desk.window("Calculator").get_by_role("button", name="7", exact=True).click()
    desk.page.keyboard.type("*/3")
    desk.page.keyboard.press("Enter")


@scene()
def tasks(desk: Desk) -> None:
    desk.search("Tasks")
    window = desk.window("Tasks")
    window.get_by_role("row").nth(1).wait_for()
    expect(window.locator(".chart .value").first).to_contain_text(re.compile(r"\d.*of"))


@scene()
def tasks_chosen(desk: Desk) -> None:
    tasks(desk)
    desk.window("Tasks").get_by_role("row").filter(has_text="quiet-ember").click()


@scene()
def foreign_app(desk: Desk) -> None:
    desk.search("Notes")
    desk.page.frame_locator("iframe[title='Notes']").get_by_role("button", name="Open…").wait_for()


@scene()
def foreign_objects(desk: Desk) -> None:
    """With what is new in the taskbar, and a question over a small window."""
    desk.search("week.todo", found="week.todo")
    desk.page.frame_locator("iframe[title='Checklist']").get_by_label("Bread").check()
    desk.window("week.todo").get_by_role("button", name="Close", exact=True).click()
    desk.page.locator("dialog[open]").wait_for()


@scene()
def foreign_picker(desk: Desk) -> None:
    foreign_app(desk)
    desk.page.frame_locator("iframe[title='Notes']").get_by_role("button", name="Open…").click()
    desk.page.get_by_role("dialog", name="Choose a file for Notes").wait_for()


@scene()
def overview_workspaces(desk: Desk) -> None:
    """Two of them, and what can be done with one."""
    windows(desk, *APPS)
    desk.page.keyboard.press("Alt+Shift+O")
    dialog = desk.page.get_by_role("dialog", name="All windows")
    make = dialog.get_by_role("button", name="New workspace")
    if not make.is_visible():  # a phone has one only
        return
    make.click()
    expect(dialog.get_by_role("listitem").filter(has_text="Workspace 2").first).to_be_visible()


@scene()
def icon_menu(desk: Desk) -> None:
    desk.page.get_by_role("listbox", name="On the desktop").get_by_role("option").first.click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def running_app_menu(desk: Desk) -> None:
    windows(desk, *APPS)
    desk.taskbar.get_by_role("button", name="Machines, open").click(button="right")
    desk.page.get_by_role("menu").wait_for()


@scene()
def windows_beside(desk: Desk) -> None:
    """In the halves of the desk."""
    for count, (app, key) in enumerate((("Files", "ArrowLeft"), ("Machines", "ArrowRight")), start=1):
        desk.search(app)
        expect(desk.page.locator("section.window")).to_have_count(count)
        desk.page.keyboard.press(f"Alt+Shift+{key}")


@scene()
def unlocking_refused(desk: Desk) -> None:
    locked(desk)
    desk.page.keyboard.type("a guess")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("alert").first.wait_for()


@scene(waits=False)
def app_starting(desk: Desk) -> None:
    def hold(route: Route) -> None:
        """It is not answered."""

    desk.page.route(re.compile(r"/assets/.*calc.*", re.IGNORECASE), hold)
    desk.page.route(re.compile(r"/assets/app-.*"), hold)
    desk.search("Calculator")
    desk.page.locator("section.window").first.wait_for()


@scene(NEWCOMER)
def tasks_none(desk: Desk) -> None:
    desk.search("Tasks")
    desk.window("Tasks").wait_for()


@scene(NOBODY, spoils=True)
def guest(desk: Desk) -> None:
    """Somebody who only looks around, and is about to go."""
    desk.page.get_by_role("button", name="Look around without an account").click()
    desk.taskbar.wait_for(timeout=60_000)
    desk.page.get_by_role("button", name="account and appearance").click()
    desk.page.get_by_role("menuitem", name="Log out", exact=True).click()
    desk.page.locator("dialog[open]").wait_for()
