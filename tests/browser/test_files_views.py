"""The Files app's ways to look at much: pictures, archives, versions, tabs, columns, filters, the trash, and thousands of entries at once."""

import struct
import zlib
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from browser.desk import Desk
from browser.files_app import Put, a_zip, choose, enter, entry, go, median_frame, put_many, show_as

pytestmark = pytest.mark.browser


def a_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((200, 90, 40)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_pictures_are_shown_small_archives_unpacked_and_versions_brought_back(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    """And what is in the trash, before it is emptied."""
    put("sun.png", a_png(640, 480))
    put("old.zip", a_zip(["inner.txt"]))
    plan = {"path": f"~/Documents/{folder}/plan.txt"}
    stood = {**plan, "modified_at": "2026-01-01T00:00:00Z"}  # what stood for a moment only is no version
    assert api.put("/files", params=stood, content=b"first").is_success
    put("plan.txt", b"second")
    window = enter(desk, folder)
    page = desk.page
    show_as(window, "Gallery")
    picture = entry(window, "sun.png").locator("img")
    expect(picture).to_have_js_property("naturalWidth", 256)
    choose(window, "old.zip", "Unpack here")
    expect(window.get_by_role("option", name="old Folder")).to_have_attribute("aria-selected", "true")
    choose(window, "plan.txt", "Compress")
    expect(entry(window, "plan.txt.zip")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(entry(window, "plan.txt.zip")).to_have_count(0)
    choose(window, "plan.txt", "Properties")
    dialog = page.get_by_role("dialog", name="plan.txt")
    dialog.get_by_role("tab", name="Versions").click()
    versions = dialog.get_by_role("list", name="Versions")
    with page.expect_download() as download:
        versions.get_by_role("link", name="Download the version").click()
    assert Path(download.value.path()).read_bytes() == b"first"
    versions.get_by_role("button", name="Restore").click()
    desk.wait_until(lambda: api.get("/files", params=plan).content == b"first", 30, lambda: "not restored")
    assert desk.barriers(dialog) == []
    page.keyboard.press("Escape")
    show_as(window, "Icons")

    for name in ("sun.png", "old.zip"):
        entry(window, name).click()
        page.keyboard.press("Delete")
        expect(entry(window, name)).to_have_count(0)
    go(window, "~/Trash")
    entry(window, "sun.png").click()
    window.get_by_role("button", name="Put it back").click()
    expect(entry(window, "sun.png")).to_have_count(0)
    window.get_by_role("button", name="Empty the trash").click()
    page.get_by_role("dialog", name="Empty the trash?").get_by_role("button", name="Empty").click()
    expect(window.get_by_text("The trash is empty")).to_be_visible()
    go(window, f"~/Documents/{folder}")
    expect(entry(window, "sun.png")).to_be_visible()
    expect(entry(window, "old.zip")).to_have_count(0)


def test_tabs_columns_and_a_filter(desk: Desk, folder: str, put: Put, api: httpx.Client) -> None:
    for name in ("one", "two"):
        api.post("/files/mkdir", json={"path": f"~/Documents/{folder}/{name}"})
    put("a.txt", b"a")
    put("b.png", a_png(8, 8))
    window = enter(desk, folder)
    page = desk.page
    choose(window, "one", "Open in a new tab")
    tabs = window.get_by_role("tablist", name="Open folders")
    expect(tabs.get_by_role("tab")).to_have_text([folder, "one"])
    expect(window.get_by_text("Nothing here yet")).to_be_visible()
    page.keyboard.press("Alt+PageDown")
    expect(entry(window, "a.txt")).to_be_visible()
    entry(window, "a.txt").click()
    page.keyboard.press("Control+c")
    page.keyboard.press("Alt+PageUp")
    expect(window.get_by_text("Nothing here yet")).to_be_visible()
    page.keyboard.press("Control+v")
    expect(entry(window, "a.txt")).to_be_visible()
    page.keyboard.press("Alt+w")
    expect(tabs).to_have_count(0)
    show_as(window, "Columns")
    expect(
        window.get_by_role("group", name="Documents").get_by_role("button", name=folder)
    ).to_have_attribute("aria-current", "true")
    entry(window, "one").click()
    page.keyboard.press("ArrowRight")
    expect(window.get_by_role("group", name=folder).get_by_role("button", name="one")).to_be_visible()
    assert desk.barriers(window) == []
    page.keyboard.press("ArrowLeft")
    expect(entry(window, "one")).to_have_attribute("aria-selected", "true")
    show_as(window, "Icons")
    window.get_by_role("button", name="Show only some kinds").click()
    page.get_by_role("menuitemradio", name="Images").click()
    expect(window.get_by_role("option")).to_have_count(1)


@pytest.mark.soak
def test_favourites_are_dropped_there_and_put_in_order(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    api.delete("/kv/entry", params={"key": "files.favourites"})
    for name in ("first", "second"):
        put(f"{name}/a.txt", b"")
    window = enter(desk, folder)
    places = window.get_by_role("navigation", name="Places")
    hint = places.get_by_text("Drop a folder here.")
    entry(window, "first").drag_to(hint)
    kept = places.locator("section").filter(has_text="Favourites").get_by_role("button")
    expect(kept).to_have_text(["first"])
    entry(window, "second").drag_to(places.get_by_role("heading", name="Favourites"))
    expect(kept).to_have_text(["first", "second"])
    kept.last.drag_to(kept.first)
    expect(kept).to_have_text(["second", "first"])
    kept.first.focus()
    desk.page.keyboard.press("Alt+ArrowDown")
    expect(kept).to_have_text(["first", "second"])
    kept.last.click(button="right")
    desk.page.get_by_role("menuitem", name="Move up").click()
    expect(kept).to_have_text(["second", "first"])
    kept.first.click(button="right")
    desk.page.get_by_role("menuitem", name="Remove from favourites").click()
    expect(kept).to_have_text(["first"])
    api.delete("/kv/entry", params={"key": "files.favourites"})


@pytest.mark.parametrize("number", [1_000, pytest.param(10_000, marks=pytest.mark.soak)])
def test_thousands_of_entries_do_not_stutter(
    desk: Desk, folder: str, put: Put, api: httpx.Client, number: int
) -> None:
    window = enter(desk, put_many(api, put, folder, (f"{one:05}.txt" for one in range(number))))
    expect(window.get_by_text(f"{number:,} items")).to_be_visible(timeout=60_000)
    assert median_frame(window) < 250
    assert window.get_by_role("option").count() < 200
