"""The Files app: one's own files and those of others, with mouse, keyboard and thumb, kept current while others change them."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, expect

from browser.desk import PHONE, Desk, Visit
from browser.files_app import Put, enter, entry, put_many, show_as

pytestmark = pytest.mark.browser


def test_what_others_do_is_seen_at_once(desk: Desk, folder: str, put: Put, api: httpx.Client) -> None:
    """And what the person does: things are made, renamed, moved, deleted and put back."""
    window = enter(desk, folder)
    page = desk.page
    expect(window.get_by_text("Nothing here yet")).to_be_visible()
    put("new.txt", b"x")
    expect(entry(window, "new.txt")).to_be_visible()
    api.post("/files/rename", json={"path": f"~/Documents/{folder}/new.txt", "name": "other.txt"})
    expect(entry(window, "other.txt")).to_be_visible()
    api.post("/files/trash", json={"path": f"~/Documents/{folder}/other.txt"})
    expect(window.get_by_text("Nothing here yet")).to_be_visible()

    put("a.txt", b"a")
    put("b.txt", b"b")
    window.get_by_role("button", name="New folder").click()
    field = window.get_by_label("New name of New folder")
    field.fill("Holidays")
    field.press("Enter")
    expect(entry(window, "Holidays")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Delete")
    expect(entry(window, "Holidays")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(entry(window, "Holidays")).to_be_visible()

    entry(window, "a.txt").drag_to(entry(window, "Holidays"))
    expect(entry(window, "a.txt")).to_have_count(0)
    entry(window, "b.txt").click()
    page.keyboard.press("Control+x")
    entry(window, "Holidays").dblclick()
    expect(entry(window, "a.txt")).to_be_visible()
    window.get_by_role("listbox").focus()
    page.keyboard.press("Control+v")
    expect(entry(window, "b.txt")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(window.get_by_text("1 of 1 item chosen")).to_be_visible()
    publish(desk, window, api)

    page.keyboard.press("Shift+Delete")
    question = page.get_by_role("dialog", name="Delete “Holidays” for ever?")
    question.get_by_role("button", name="Delete for ever").click()
    expect(question).to_be_hidden()
    expect(window.get_by_text("Nothing here yet")).to_be_visible()


def publish(desk: Desk, window: Locator, api: httpx.Client) -> None:
    """The folder Holidays: it is a website for a while."""
    page = desk.page
    entry(window, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Publish as a website…").click()
    asked = page.get_by_role("dialog", name="Publish Holidays as a website")
    expect(asked.get_by_label("Name")).to_have_value("holidays")
    assert desk.barriers(asked) == []
    asked.get_by_role("button", name="Publish", exact=True).click()
    told = page.get_by_role("dialog", name="Holidays is a website")
    address = told.get_by_label("Address").input_value()
    assert httpx.get(f"{address}a.txt").text == "a"
    assert desk.barriers(told) == []
    expect(told.get_by_role("link", name="Open the website")).to_have_attribute("href", address)
    told.get_by_role("button", name="Done").click()
    pages = api.get("/sites").json()["items"][0]["directory_id"]
    assert api.post("/sites", json={"name": "of-the-app", "directory": pages}).is_success
    made = api.post(
        "/apps", json={"name": "of-the-app", "title": "An app", "index_url": "/sites/of-the-app/"}
    )
    assert made.is_success, made.text
    entry(window, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Website…").click()
    expect(told.get_by_text("The pages of An app are in this folder, too.")).to_be_visible()
    told.get_by_role("button", name="Stop publishing").click()
    expect(told).to_have_count(0)
    assert [site["name"] for site in api.get("/sites").json()["items"]] == ["of-the-app"]
    entry(window, "Holidays").click(button="right")
    page.get_by_role("menuitem", name="Publish as a website…").wait_for()
    page.keyboard.press("Escape")
    assert api.delete("/apps/of-the-app").is_success
    assert api.delete("/sites/of-the-app").is_success


def test_files_are_uploaded_and_taken_names_are_asked_about(
    desk: Desk, folder: str, put: Put, tmp_path: Path
) -> None:
    put("a.txt", b"old")
    window = enter(desk, folder)
    expect(entry(window, "a.txt")).to_be_visible()
    found = {"icons": desk.barriers(window)}
    local = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in local:
        path.write_text("from my computer")
    window.get_by_label("Files to upload").set_input_files(local)
    question = desk.page.get_by_role("dialog", name="This name is taken")
    question.get_by_role("button", name="Keep both").click()
    expect(entry(window, "b.txt")).to_be_visible()
    expect(entry(window, "a (1).txt")).to_be_visible()
    uploads = window.get_by_role("region", name="Uploads")
    expect(uploads.get_by_role("status").first).to_have_text("Uploaded 2 files")
    uploads.get_by_role("button", name="Close").click()
    expect(uploads).to_be_hidden()
    entry(window, "a (1).txt").click()
    desk.page.keyboard.press("Space")
    look = desk.page.get_by_role("dialog", name="a (1).txt")
    expect(look.get_by_text("from my computer")).to_be_visible()
    found["look"] = desk.barriers(look)
    desk.page.keyboard.press("Escape")
    window.get_by_role("button", name="More", exact=True).click()
    desk.page.get_by_role("menuitem", name="Share").click()
    dialog = desk.page.get_by_role("dialog", name="Share a (1).txt")
    dialog.wait_for()
    found["share"] = desk.barriers(dialog)
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


def test_a_long_directory_is_walked_with_keys_and_drawn_in_part(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    names = [*(f"{number:03}.txt" for number in range(300)), "zebra.md"]
    window = enter(desk, put_many(api, put, folder, names))
    expect(window.get_by_text("301 items")).to_be_visible()
    show_as(window, "List")
    options = window.get_by_role("option")
    desk.wait_until(lambda: 0 < options.count() < 60, 30, lambda: f"{options.count()} are drawn")
    window.get_by_role("listbox").focus()
    desk.page.keyboard.press("End")
    expect(entry(window, "zebra.md")).to_have_attribute("aria-selected", "true")
    expect(entry(window, "zebra.md")).to_be_in_viewport()
    desk.page.keyboard.press("0")  # what is typed quickly is taken together: that is for people
    expect(entry(window, "000.txt")).to_have_attribute("aria-selected", "true")
    desk.page.keyboard.press("Shift+ArrowDown")
    expect(window.get_by_text("2 of 301 items chosen, 0 B")).to_be_visible()
    window.get_by_role("button", name="Search here").click()
    window.get_by_label("Search in this folder").fill("zeb")
    expect(window.get_by_role("option")).to_have_count(1)
    desk.page.keyboard.press("ArrowDown")
    expect(window.get_by_role("listbox")).to_be_focused()
    expect(entry(window, "zebra.md")).to_have_attribute("aria-selected", "true")
    window.get_by_role("button", name="End the search").click()
    show_as(window, "Icons")
    window.get_by_role("listbox").focus()
    desk.page.keyboard.press("End")
    expect(entry(window, "zebra.md")).to_be_in_viewport()
    assert 0 < options.count() < 120


@pytest.mark.soak
@pytest.mark.parametrize("size", ["desk", "phone"])
def test_no_barriers_to_files(visit: Visit, put: Put, folder: str, size: str) -> None:
    put("data.bin", b"\0\1")
    desk = visit(signed_in=True, reduced_motion="reduce", **(PHONE if size == "phone" else {}))
    window = enter(desk, folder)
    page = desk.page
    entry(window, "data.bin").wait_for()
    found = {"icons": desk.barriers(window)}
    if size == "phone":
        entry(window, "data.bin").tap()
    else:
        entry(window, "data.bin").click()
        page.keyboard.press("Space")
    look = page.get_by_role("dialog", name="data.bin")
    look.wait_for()
    found["look"] = desk.barriers(look)
    page.keyboard.press("Escape")
    for action, name in (("Properties", "data.bin"), ("Share", "Share data.bin")):
        window.get_by_role("button", name="More", exact=True).click()
        page.get_by_role("menuitem", name=action).click()
        dialog = page.get_by_role("dialog", name=name)
        dialog.wait_for()
        found[action] = desk.barriers(dialog)
        page.keyboard.press("Escape")
    if size == "phone":
        window.get_by_role("button", name="Places").tap()
        window.get_by_role("navigation", name="Places").wait_for()
        found["places"] = desk.barriers(window)
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


def standing(editor: Locator) -> Locator:
    """Of the text; the folder beside it has a status of its own while it is read."""
    return editor.get_by_role("tabpanel").get_by_role("status")


def test_text_is_written_and_nobodys_words_are_lost(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    put("notes.md", b"# Notes\n")
    window = enter(desk, folder)
    page = desk.page
    entry(window, "notes.md").dblclick()
    editor = desk.window("notes.md")
    text = editor.get_by_role("textbox", name="Text")
    expect(text).to_contain_text("# Notes")
    page.keyboard.press("Control+End")
    page.keyboard.type("buy milk")
    changed = desk.window("• notes.md")
    expect(standing(changed)).to_have_text("Not saved yet")
    page.keyboard.press("Control+s")
    expect(standing(editor)).to_have_text("Saved")
    path = {"path": f"~/Documents/{folder}/notes.md"}
    assert api.get("/files", params=path).text == "# Notes\nbuy milk"

    put("notes.md", b"from elsewhere")
    expect(text).to_have_text("from elsewhere")
    page.keyboard.type("mine ")
    put("notes.md", b"from elsewhere again")
    expect(changed.get_by_text("Somebody else has changed this file")).to_be_visible()
    assert desk.barriers(changed) == []
    changed.get_by_role("button", name="Keep mine").click()
    expect(standing(editor)).to_have_text("Saved")
    assert "mine" in api.get("/files", params=path).text
    text.click()
    page.keyboard.type("last words")
    changed.get_by_role("button", name="Close", exact=True).first.click()
    changed.get_by_role("dialog", name="Save notes.md?").get_by_role(
        "button", name="Save", exact=True
    ).click()
    desk.wait_until(lambda: "last words" in api.get("/files", params=path).text, 30, lambda: "not saved")
