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
    mouse.move(*end, steps=8)


def title(desk: Desk) -> tuple[float, float]:
    box = desk.box("Machines")
    return box["x"] + 120, box["y"] + TITLE_BAR


@pytest.fixture
def opened(desk: Desk) -> Desk:
    desk.open_app("Machines")
    desk.window("Machines").wait_for()
    desk.settle()
    return desk


def test_a_window_moves_with_its_title_bar_and_is_found_there_again(opened: Desk) -> None:
    before = opened.box("Machines")
    x, y = title(opened)
    drag(opened, (x, y), (x + 90, y + 40))
    opened.page.mouse.up()
    moved = {**before, "x": before["x"] + 90, "y": before["y"] + 40}
    opened.expect_box("Machines", **moved)
    opened.page.reload()
    opened.expect_box("Machines", **moved)


def test_a_corner_sizes_a_window_and_the_other_corner_stays(opened: Desk) -> None:
    before = opened.box("Machines")
    drag(opened, (before["x"] + 3, before["y"] + 3), (before["x"] + 53, before["y"] + 33))
    opened.page.mouse.up()
    smaller = {"width": before["width"] - 50, "height": before["height"] - 30}
    opened.expect_box("Machines", x=before["x"] + 50, y=before["y"] + 30, **smaller)


def test_escape_takes_a_drag_back(opened: Desk) -> None:
    before = opened.box("Machines")
    x, y = title(opened)
    drag(opened, (x, y), (x + 90, y + 40))
    opened.page.keyboard.press("Escape")
    opened.page.mouse.up()
    opened.expect_box("Machines", **before)


def test_at_the_edge_a_window_shows_where_it_would_snap_and_does(opened: Desk) -> None:
    before = opened.box("Machines")
    drag(opened, title(opened), (2, 300))
    expect(opened.page.locator(".snap-preview")).to_be_visible()
    opened.page.mouse.up()
    opened.expect_box("Machines", x=0, y=0, width=640, height=736)
    expect(opened.page.locator(".snap-preview")).to_be_hidden()

    drag(opened, (300, TITLE_BAR), (500, 200))  # dragged away it has its own size again
    opened.page.mouse.up()
    opened.expect_box("Machines", width=before["width"])


def test_a_double_click_on_the_title_maximises_and_restores(opened: Desk) -> None:
    before = opened.box("Machines")
    opened.page.mouse.dblclick(*title(opened))
    opened.expect_box("Machines", x=0, y=0, width=1280, height=736)
    opened.page.mouse.dblclick(300, TITLE_BAR)
    opened.expect_box("Machines", **before)


def test_the_taskbar_minimises_and_brings_back(opened: Desk) -> None:
    button = opened.taskbar.get_by_role("button", name="Machines, open")
    button.click()
    expect(opened.window("Machines")).to_be_hidden()
    button.click()
    expect(opened.window("Machines")).to_be_visible()


def test_windows_fit_a_smaller_screen_and_find_their_places_on_the_larger_again(opened: Desk) -> None:
    before = opened.box("Machines")
    opened.page.set_viewport_size({"width": 800, "height": 500})
    opened.expect_box("Machines", x=0, y=0, width=800, height=436)
    opened.page.set_viewport_size({"width": 1280, "height": 800})
    opened.expect_box("Machines", **before)


def test_quarters_in_the_corners_and_thirds_along_the_bottom(opened: Desk) -> None:
    preview = opened.page.locator(".snap-preview")
    for point, wanted in [
        ((2, 2), {"x": 0, "y": 0, "width": 640, "height": 368}),
        ((1278, 700), {"x": 640, "y": 368, "width": 640, "height": 368}),
        ((640, 734), {"x": 427, "y": 0, "width": 426, "height": 736}),
    ]:
        drag(opened, title(opened), point)
        expect(preview).to_be_visible()
        opened.page.mouse.up()
        opened.expect_box("Machines", **wanted)


def test_a_place_is_chosen_from_pictures(opened: Desk) -> None:
    opened.window("Machines").get_by_role("button", name="Maximise").click(button="right")
    places = opened.page.get_by_role("menu", name="Arrange window")
    places.get_by_role("menuitemradio", name="Right two thirds").click()
    opened.expect_box("Machines", x=427, y=0, width=853, height=736)
    opened.page.keyboard.press("Alt+Shift+A")
    expect(places.get_by_role("menuitemradio", name="Right two thirds")).to_be_focused()
    opened.page.keyboard.press("ArrowLeft")
    opened.page.keyboard.press("Enter")
    opened.expect_box("Machines", x=0, width=427)


def test_a_window_that_is_kept_on_top_lies_over_the_focused_one(opened: Desk) -> None:
    opened.page.keyboard.press("Alt+Shift+T")
    opened.search("Editor")
    expect(opened.window("Editor")).to_have_class("window focused")
    assert z_index(opened, "Machines") > z_index(opened, "Editor")
    opened.window("Machines").get_by_role("button", name="Do not keep on top").click()
    opened.taskbar.get_by_role("button", name="Editor, open").click()
    expect(opened.window("Editor")).to_have_class("window focused")
    assert z_index(opened, "Machines") < z_index(opened, "Editor")


def z_index(desk: Desk, title: str) -> int:
    return int(desk.window(title).evaluate("(window) => window.style.zIndex"))


def test_the_overview_shows_all_windows_and_goes_to_one(opened: Desk) -> None:
    page = opened.page
    opened.search("Editor")
    page.keyboard.press("Alt+Shift+H")
    expect(opened.window("Editor")).to_be_hidden()
    opened.taskbar.get_by_role("button", name="All windows").click()
    overview = page.get_by_role("dialog", name="All windows")
    expect(opened.window("Editor")).to_be_visible()  # the minimised too
    assert opened.barriers(overview) == []
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
    page.keyboard.press("Delete")
    expect(letters).to_have_count(0)
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()
    expect(opened.taskbar.get_by_role("list", name="Workspaces")).to_have_count(0)


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


def test_the_menus_of_the_taskbar_and_the_title_bar(opened: Desk) -> None:
    page = opened.page
    opened.taskbar.get_by_role("button", name="Machines, open").click(button="right")
    page.get_by_role("menuitem", name="Minimise").click()
    expect(opened.window("Machines")).to_be_hidden()
    opened.taskbar.get_by_role("button", name="Machines, open").click(button="right")
    page.get_by_role("menuitem", name="Maximise").click()
    opened.expect_box("Machines", x=0, y=0, width=1280)
    opened.window("Machines").get_by_role("heading", name="Machines").first.click(button="right")
    page.get_by_role("menuitem", name="Close").click()
    expect(opened.window("Machines")).to_have_count(0)


def test_the_guide_tells_what_the_keys_do(opened: Desk) -> None:
    opened.page.keyboard.press("Alt+Shift+Slash")
    guide = opened.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(guide.get_by_text("Keep on top")).to_be_visible()
    assert opened.barriers(guide) == []
    opened.page.keyboard.press("Escape")
    expect(guide).to_be_hidden()
    expect(opened.window("Machines")).to_be_focused()
