"""Windows under the pointer: moving, sizing, snapping, and finding them again."""

import pytest
from playwright.sync_api import expect

from browser.desk import Desk

pytestmark = pytest.mark.browser

TITLE_BAR = 20  # half of it


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


def test_windows_stay_reachable_on_a_smaller_screen(opened: Desk) -> None:
    opened.page.set_viewport_size({"width": 800, "height": 500})
    opened.expect_box("Machines", x=0, y=0, width=800, height=436)
