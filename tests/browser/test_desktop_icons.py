"""The Desktop folder's things as icons: chosen, opened, renamed, thrown away, and kept current while others change them."""

import io
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from browser.desk import Desk, Visit
from support.waiting import wait_until

pytestmark = pytest.mark.browser

Put = Callable[[str, bytes], None]


@pytest.fixture
def put(account: httpx.Client) -> Iterator[Put]:
    """Put a file on the desktop from elsewhere; afterwards nothing is there."""

    def write(name: str, content: bytes) -> None:
        answer = account.put("/files", params={"path": f"~/Desktop/{name}", "parents": True}, content=content)
        assert answer.is_success, answer.text

    yield write
    left = account.get("/files/list", params={"path": "~/Desktop"}).json()["items"]
    for entry in left:
        account.post("/files/remove", json={"path": entry["id"], "recursive": True})


def photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


def icon(desk: Desk, name: str) -> Locator:
    return desk.page.get_by_role("listbox", name="On the desktop").get_by_role("option").filter(has_text=name)


def chosen(desk: Desk) -> Locator:
    return desk.page.get_by_role("listbox", name="On the desktop").locator("[aria-selected=true]")


def test_icons_come_go_and_are_chosen(desk: Desk, put: Put, account: httpx.Client) -> None:
    page = desk.page
    put("notes.txt", b"from elsewhere")
    expect(icon(desk, "notes.txt")).to_be_visible()
    put("apples.txt", b"")
    account.post("/files/rename", json={"path": "~/Desktop/notes.txt", "name": "zebra.txt"})
    expect(icon(desk, "zebra.txt")).to_be_visible()
    assert desk.barriers() == []
    put("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    put("photo.png", photo())
    for name, way in (
        ("photo.png", "/files/thumbnail?"),
        ("drawing.svg", "/files?"),
    ):  # none is made of the other
        shown = icon(desk, name).locator("img")
        expect(shown).to_have_attribute("src", re.compile(re.escape(way)))
        expect(shown).not_to_have_js_property("naturalWidth", 0)
        account.post("/files/remove", json={"path": f"~/Desktop/{name}"})
        expect(icon(desk, name)).to_have_count(0)

    icon(desk, "apples.txt").click()
    page.keyboard.press("ArrowDown")
    expect(icon(desk, "zebra.txt")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+A")
    expect(chosen(desk)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(chosen(desk)).to_have_count(0)
    mouse = page.mouse
    mouse.move(700, 600)
    mouse.down()
    mouse.move(140, 4, steps=6)
    expect(chosen(desk)).to_have_count(2)
    mouse.up()


def test_an_icon_tells_what_it_is_and_is_opened_made_renamed_and_thrown_away(desk: Desk, put: Put) -> None:
    page = desk.page
    put("notes.txt", b"from elsewhere")
    icon(desk, "notes.txt").click()
    page.keyboard.press("Alt+Enter")
    facts = page.get_by_role("dialog", name="notes.txt")
    expect(facts.get_by_text("14 B (14 bytes)")).to_be_visible()
    page.keyboard.press("Escape")
    icon(desk, "notes.txt").dblclick()
    expect(page.get_by_text("from elsewhere")).to_be_visible()
    page.keyboard.press("Alt+Shift+W")

    page.get_by_role("main", name="Desktop").click(button="right", position={"x": 800, "y": 300})
    page.get_by_role("menu", name="Desktop").get_by_role("menuitem", name="New folder").click()
    field = page.get_by_label("New name of New folder")
    expect(field).to_be_focused()
    field.fill("Holidays")
    field.press("Enter")
    expect(icon(desk, "Holidays")).to_be_visible()

    icon(desk, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Move to trash").click()
    expect(icon(desk, "Holidays")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(icon(desk, "Holidays")).to_be_visible()

    icon(desk, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Share…").click()
    sharing = page.get_by_role("dialog", name="Share Holidays")
    expect(sharing.get_by_text("Nobody but you has it.")).to_be_visible()
    sharing.get_by_label("Name").fill("everyone")
    sharing.get_by_label("Who", exact=True).select_option("group")
    sharing.get_by_role("button", name="Share", exact=True).click()
    expect(sharing.get_by_role("list", name="Shared with").get_by_text("everyone")).to_be_visible()
    assert desk.barriers(sharing) == []
    sharing.get_by_role("button", name="Done").click()

    dropped_from_the_computer(desk, "from outside.txt")
    icon(desk, "from outside.txt").click(button="right")
    page.get_by_role("menuitem", name="Move to trash").click()
    toasts = page.get_by_role("region", name="Notifications").get_by_role("status")
    expect(toasts.first).to_be_visible()
    desk.settle()
    told, uploads = toasts.last.bounding_box(), page.get_by_role("region", name="Uploads").bounding_box()
    assert told is not None
    assert uploads is not None
    assert told["y"] + told["height"] <= uploads["y"]


def corner(found: Locator) -> tuple[int, int]:
    box = found.bounding_box()
    assert box is not None
    return round(box["x"]), round(box["y"])


def middle(found: Locator) -> tuple[float, float]:
    x, y = corner(found)
    return x + 48, y + 40


def dropped_from_the_computer(desk: Desk, name: str) -> None:
    desk.page.evaluate(
        """name => {
            const carried = new DataTransfer();
            carried.items.add(new File(["sweet"], name));
            const onto = document.querySelector(".surface");
            for (const kind of ["dragenter", "dragover", "drop"])
                onto.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
        }""",
        name,
    )


def drag(desk: Desk, found: Locator, *, to: tuple[float, float]) -> None:
    mouse, (x, y) = desk.page.mouse, corner(found)
    mouse.move(x + 40, y + 30)
    mouse.down()
    mouse.move(*to, steps=8)
    mouse.up()


@pytest.mark.soak
def test_icons_are_placed_and_stay_there_on_other_devices_and_other_screens(
    desk: Desk, visit: Visit, put: Put, account: httpx.Client
) -> None:
    page = desk.page
    put("notes.txt", b"")
    put("apples.txt", b"")
    put("Basket/pears.txt", b"")
    notes, apples = icon(desk, "notes.txt"), icon(desk, "apples.txt")
    basket = icon(desk, "Basket")
    expect(basket).to_be_visible()
    drag(desk, apples, to=middle(basket))
    expect(apples).to_have_count(0)
    page.get_by_role("listbox", name="On the desktop").press("Control+z")
    expect(apples).to_be_visible()
    basket.click()
    page.keyboard.press("Delete")
    expect(basket).to_have_count(0)
    dropped_from_the_computer(desk, "plums.txt")
    expect(icon(desk, "plums.txt")).to_be_visible()
    page.get_by_role("region", name="Uploads").get_by_role("button", name="Close").click()
    icon(desk, "plums.txt").click()
    page.keyboard.press("Delete")
    expect(icon(desk, "plums.txt")).to_have_count(0)
    files = page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Files", exact=True)
    expect(notes).to_be_visible()
    at = corner(apples)
    drag(desk, notes, to=(1200, 600))
    expect(desk.window("Editor")).to_have_count(0)  # it was a drag, not a click
    placed = corner(notes)
    assert placed[0] > 1100
    assert placed[1] > 500
    assert corner(apples) == at
    drag(desk, files, to=(700, 100))
    assert corner(files)[0] > 600
    expect(desk.window("Files")).to_have_count(0)

    apples.click()
    page.keyboard.press("Control+ArrowRight")
    expect(page.get_by_role("status").filter(has_text="apples.txt: column")).to_be_attached()
    assert corner(apples)[0] > at[0]
    moved = corner(apples)
    wait_until(lambda: "app:files" in account.get("/kv/entry", params={"key": "desktop.icons"}).text)

    other = visit(signed_in=True)
    desk.wait_until(lambda: corner(icon(other, "notes.txt")) == placed, 10, lambda: str(placed))
    assert corner(icon(other, "apples.txt")) == moved
    other.page.set_viewport_size({"width": 1000, "height": 560})
    desk.wait_until(
        lambda: corner(icon(other, "notes.txt"))[0] < 1000 - 96, 10, lambda: "it is off the screen"
    )
    assert 1000 - corner(icon(other, "notes.txt"))[0] < 250  # at the right, as it was

    page.get_by_role("main", name="Desktop").click(button="right", position={"x": 900, "y": 300})
    menu = page.get_by_role("menu", name="Desktop")
    expect(menu.get_by_role("menuitemradio", name="Place freely")).to_be_checked()
    assert desk.barriers(menu) == []
    menu.get_by_role("menuitemradio", name="Arrange by date").click()
    desk.wait_until(lambda: corner(files) == (16, 16), 10, lambda: str(corner(files)))
    assert corner(apples)[1] < corner(notes)[1] or corner(apples)[0] < corner(notes)[0]  # the newest first
