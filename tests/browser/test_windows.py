"""Windows under the pointer: moving, sizing, snapping, and finding them again."""

import pytest
from playwright.sync_api import Locator, expect

from browser.desk import Desk

pytestmark = pytest.mark.browser

TITLE_BAR = 20  # half of it
ASK_IN_MACHINES = """() => {
  const dialog = document.createElement("dialog");
  dialog.textContent = "Really?";
  document.querySelector("[data-app=machines] .window-body").append(dialog);
  dialog.showModal();
}"""


def drag(desk: Desk, start: tuple[float, float], end: tuple[float, float]) -> None:
    mouse = desk.page.mouse
    mouse.move(*start)
    mouse.down()
    mouse.move(*end, steps=3)


def title(desk: Desk) -> tuple[float, float]:
    box = desk.box("Machines")
    return box["x"] + 120, box["y"] + TITLE_BAR


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    desk.settle()
    return desk


def test_a_window_is_moved_sized_and_maximised_by_the_pointer_and_found_there_again(opened: Desk) -> None:
    mouse = opened.page.mouse
    before = opened.box("Machines")
    x, y = title(opened)
    drag(opened, (x, y), (x + 90, y + 40))
    opened.page.keyboard.press("Escape")  # takes it back
    mouse.up()
    opened.expect_box("Machines", **before)

    mouse.dblclick(x, y)
    opened.expect_box("Machines", x=0, y=0, width=1280, height=736)
    mouse.dblclick(300, TITLE_BAR)
    opened.expect_box("Machines", **before)

    opened.page.set_viewport_size({"width": 800, "height": 500})
    opened.expect_box("Machines", x=0, y=0, width=800, height=436)
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    opened.expect_box("Machines", **before)

    drag(opened, (before["x"] + 3, before["y"] + 3), (before["x"] + 53, before["y"] + 33))
    mouse.up()
    smaller = {"width": before["width"] - 50, "height": before["height"] - 30}
    opened.expect_box("Machines", x=before["x"] + 50, y=before["y"] + 30, **smaller)  # the other corner stays

    x, y = title(opened)
    drag(opened, (x, y), (x + 90, y + 40))
    mouse.up()
    moved = {**smaller, "x": before["x"] + 140, "y": before["y"] + 70}
    opened.expect_box("Machines", **moved)
    opened.page.keyboard.press("Alt+Shift+R")  # from each edge by keys
    for key in ("ArrowLeft", "Shift+ArrowLeft", "ArrowUp", "Shift+ArrowUp"):
        opened.page.keyboard.press(key)
    opened.page.keyboard.press("Enter")
    moved = {**moved, "x": moved["x"] - 24, "y": moved["y"] - 24}
    opened.expect_box("Machines", **moved)
    opened.page.reload()
    opened.expect_box("Machines", **moved)


def test_at_the_edge_a_window_shows_where_it_would_snap_and_does(opened: Desk) -> None:
    """To halves, to quarters in the corners, to thirds along the bottom, and to places chosen from pictures."""
    preview = opened.page.locator(".snap-preview")
    before = opened.box("Machines")
    for point, wanted in [
        ((2, 300), {"x": 0, "y": 0, "width": 640, "height": 736}),
        ((2, 2), {"x": 0, "y": 0, "width": 640, "height": 368}),
        ((1278, 700), {"x": 640, "y": 368, "width": 640, "height": 368}),
        ((640, 734), {"x": 427, "y": 0, "width": 426, "height": 736}),
    ]:
        drag(opened, title(opened), point)
        expect(preview).to_be_visible()
        opened.page.mouse.up()
        opened.expect_box("Machines", **wanted)
        expect(preview).to_be_hidden()
    drag(opened, title(opened), (500, 200))  # dragged away it has its own size again
    opened.page.mouse.up()
    opened.expect_box("Machines", width=before["width"])

    opened.window("Machines").get_by_role("button", name="Maximise").click(button="right")
    places = opened.page.get_by_role("menu", name="Arrange window")
    places.get_by_role("menuitemradio", name="Right two thirds").click()
    opened.expect_box("Machines", x=427, y=0, width=853, height=736)
    opened.page.keyboard.press("Alt+Shift+A")
    expect(places.get_by_role("menuitemradio", name="Right two thirds")).to_be_focused()
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("Enter")
    opened.expect_box("Machines", x=0, width=427)


def z_index(desk: Desk, title: str) -> int:
    return int(desk.window(title).evaluate("(window) => window.style.zIndex"))


def test_the_overview_shows_all_windows_and_goes_to_one(opened: Desk) -> None:
    """One that is kept on top, one that is minimised; the guide tells which keys do that, and the menus do it too."""
    page = opened.page
    page.keyboard.press("Alt+Shift+T")
    opened.search("Editor")
    expect(opened.window("Editor")).to_have_class("window focused")
    assert z_index(opened, "Machines") > z_index(opened, "Editor")
    opened.window("Machines").get_by_role("button", name="Do not keep on top").click()
    opened.taskbar.get_by_role("button", name="Editor, open").click()
    expect(opened.window("Editor")).to_have_class("window focused")
    assert z_index(opened, "Machines") < z_index(opened, "Editor")

    page.keyboard.press("Alt+Shift+H")
    expect(opened.window("Editor")).to_be_hidden()
    opened.taskbar.get_by_role("button", name="All windows").click()
    overview = page.get_by_role("dialog", name="All windows")
    expect(opened.window("Editor")).to_be_visible()  # the minimised too
    overview.get_by_role("button", name="Editor", exact=True).click()
    expect(overview).to_be_hidden()
    expect(opened.window("Editor")).to_be_focused()

    page.keyboard.press("Alt+Shift+O")
    expect(overview.get_by_role("button", name="Machines", exact=True)).to_be_focused()  # the one before
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    expect(opened.window("Editor")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(opened.window("Machines")).to_be_focused()

    page.keyboard.press("Alt+Shift+Slash")
    guide = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(guide.get_by_text("Keep on top")).to_be_visible()
    for app, does in {"Files": "New folder", "Terminal": "Next tab"}.items():
        expect(guide.get_by_role("region", name=app).get_by_text(does)).to_be_visible()
    assert opened.barriers(guide) == []
    page.keyboard.press("Escape")
    expect(guide).to_be_hidden()
    expect(opened.window("Machines")).to_be_focused()

    window = opened.window("Machines")
    button = opened.taskbar.get_by_role("button", name="Machines, open")
    button.click()
    expect(window).to_be_hidden()
    button.click()
    expect(window).to_be_visible()
    button.click(button="right")
    page.get_by_role("menuitem", name="Minimise").click()
    expect(window).to_be_hidden()
    button.click(button="right")
    page.get_by_role("menuitem", name="Maximise").click()
    opened.expect_box("Machines", x=0, y=0, width=1280)
    window.get_by_role("heading", name="Machines").first.click(button="right")
    page.get_by_role("menuitem", name="Close").click()
    expect(window).to_have_count(0)


def test_windows_lie_on_workspaces_and_are_carried_between_them(opened: Desk) -> None:
    page, machines, editor = opened.page, opened.window("Machines"), opened.window("Editor")
    opened.search("Editor")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+Alt+Shift+PageDown")  # together with it, to a new one
    expect(page.get_by_role("status").filter(has_text="Workspace 2")).to_be_visible()
    expect(editor).to_be_focused()
    expect(machines).to_be_hidden()
    page.keyboard.press("Alt+Shift+PageUp")
    expect(machines).to_be_focused()
    expect(editor).to_be_hidden()
    opened.taskbar.get_by_role("button", name="Editor, open on Workspace 2").click()
    expect(editor).to_be_focused()
    page.reload()
    expect(editor).to_be_visible()
    expect(machines).to_be_hidden()
    page.evaluate(ASK_IN_MACHINES)  # the page waits for an answer, so the question is to be seen
    expect(page.get_by_text("Really?")).to_be_visible()
    page.evaluate("document.querySelector('[data-app=machines] dialog').remove()")
    page.keyboard.press("Alt+Shift+PageDown")
    expect(editor).to_be_focused()

    opened.search("Tasks")
    table = opened.window("Tasks").get_by_role("grid")
    expect(table.get_by_role("row").filter(has_text="Workspace 1")).to_contain_text("Machines")
    page.keyboard.press("Alt+Shift+W")
    expect(editor).to_be_focused()

    opened.taskbar.get_by_role("button", name="Workspace 2", exact=True).click()  # the one that is looked at
    overview = page.get_by_role("dialog", name="All windows")
    first, second = (
        overview.get_by_role("list", name="Workspaces").get_by_role("button", name=f"Workspace {number},")
        for number in (1, 2)
    )
    assert opened.barriers(overview) == []
    drag(opened, middle(overview.get_by_role("button", name="Editor", exact=True)), middle(first))
    page.mouse.up()
    expect(first).to_have_accessible_name("Workspace 1, 2 windows")
    expect(second).to_have_accessible_name("Workspace 2, no windows")
    second.press("F2")
    page.keyboard.type("Letters")
    page.keyboard.press("Enter")
    letters = overview.get_by_role("button", name="Letters, no windows")
    expect(letters).to_be_focused()
    page.keyboard.press("Control+ArrowLeft")
    expect(overview.get_by_role("status").filter(has_text="Letters is number 1 now.")).to_be_attached()
    expect(letters).to_be_focused()
    expect(first).to_have_count(0)  # whoever has no name is called by their place
    drag(opened, middle(letters), middle(second))
    page.mouse.up()
    expect(first).to_have_accessible_name("Workspace 1, 2 windows")
    expect(overview).to_be_visible()  # it was a drag, not a click
    letters.press("Delete")
    expect(letters).to_have_count(0)
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()
    expect(opened.taskbar.get_by_role("list", name="Workspaces")).to_have_count(0)


def test_a_dialog_blocks_its_own_window_alone(opened: Desk) -> None:
    page, keyboard = opened.page, opened.page.keyboard
    create = opened.window("Machines").get_by_role("button", name="Create a machine")
    create.focus()
    keyboard.press("Enter")
    asked = opened.window("Machines").get_by_role("dialog", name="New machine")
    name = asked.get_by_label("Name", exact=True)
    expect(name).to_be_focused()
    expect(asked).to_have_attribute("aria-modal", "true")
    assert opened.barriers(opened.window("Machines")) == []
    for key in ("Tab", "Shift+Tab", "Shift+Tab", *["Tab"] * 14):  # round and round, but never out
        keyboard.press(key)
        assert page.evaluate("document.activeElement.closest('dialog') !== null")
    name.fill("hearth")

    opened.search("Editor")  # other windows go on
    expect(opened.window("Editor")).to_have_class("window focused")
    opened.search("App centre")
    centre = opened.window("App centre")
    centre.get_by_role("tab", name="Published by you").click()
    centre.get_by_role("button", name="Publish an app…").click()
    centre.get_by_role("button", name="Choose a folder…").click()
    picker = centre.get_by_role("dialog", name="Choose the folder of your app")
    expect(picker.get_by_role("listbox")).to_be_focused()
    expect(asked).to_be_visible()
    keyboard.press("Escape")
    expect(picker).to_have_count(0)
    expect(asked).to_be_visible()

    keyboard.press("Alt+Shift+W")
    page.mouse.click(*title(opened))
    expect(name).to_be_focused()
    x, y = title(opened)
    before = asked.bounding_box()
    drag(opened, (x, y), (x + 60, y + 30))
    page.mouse.up()
    after = asked.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["x"] - before["x"], after["y"] - before["y"]) == (60, 30)
    expect(name).to_be_focused()
    keyboard.press("Alt+Shift+H")
    expect(asked).to_be_hidden()
    opened.taskbar.get_by_role("button", name="Machines, open").click()
    expect(name).to_be_focused()
    expect(name).to_have_value("hearth")
    keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(create).to_be_focused()


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_taskbar_shows_the_windows_of_an_app(opened: Desk) -> None:
    page, dock = opened.page, opened.taskbar
    opened.search("Editor")
    opened.search("Editor")
    dock.get_by_role("button", name="Editor, 2 windows").click()
    panel = page.get_by_role("group", name="Windows of Editor")
    choices = panel.get_by_role("button", name="Editor", exact=True)
    expect(choices.first).to_be_focused()
    assert opened.barriers(panel) == []
    page.keyboard.press("ArrowRight")
    expect(choices.nth(1)).to_be_focused()
    page.keyboard.press("Delete")
    expect(choices).to_have_count(1)
    expect(choices).to_be_focused()
    page.keyboard.press("Enter")
    expect(panel).to_be_hidden()
    expect(opened.window("Editor")).to_be_focused()

    dock.get_by_role("button", name="Machines, open").hover()
    panel = page.get_by_role("group", name="Windows of Machines")
    expect(panel.locator(".window-picture .window-body")).to_be_visible()  # what is in it
    panel.get_by_role("button", name="Machines", exact=True).click()
    expect(opened.window("Machines")).to_be_focused()
    dock.get_by_role("button", name="Machines, open").hover()
    panel.get_by_role("button", name="Close Machines").click()
    expect(opened.window("Machines")).to_have_count(0)
    expect(panel).to_be_hidden()
