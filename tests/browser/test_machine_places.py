"""Machines as places in Files: looked into, filled, copied from and to, with what is in them left to whoever owns it."""

import io
import json
import re
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.files_app import Put, choose, enter, entry, go
from support.house import House

pytestmark = [pytest.mark.browser, pytest.mark.machine]

PLACE = "/tmp/place"


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def place(machine: str, home: House) -> str:
    """A directory of the machine, with a text in it."""
    home.ingle(
        "exec", machine, "--", "sh", "-c", f"rm -rf {PLACE}; mkdir -p {PLACE}; echo said > {PLACE}/text.txt"
    )
    return PLACE


def look_into(desk: Desk, machine: str, path: str) -> Locator:
    """A window of Files that shows a directory of the machine."""
    desk.search("Files")
    window = desk.page.locator("section.window").last
    window.get_by_role("navigation", name="Places").get_by_role("button", name=machine).click()
    expect(entry(window, "tmp")).to_be_visible()
    go(window, path)
    expect(window.get_by_role("heading", name=path.rpartition("/")[2])).to_be_visible()
    expect(window.get_by_role("listbox", name="Files")).to_have_attribute("aria-busy", "false")
    return window


def test_what_is_in_a_machine_is_looked_at_changed_and_edited(
    desk: Desk, machine: str, place: str, home: House, api: httpx.Client, tmp_path: Path
) -> None:
    page = desk.page
    window = look_into(desk, machine, place)
    home.ingle("exec", machine, "--", "touch", f"{place}/by itself")
    expect(entry(window, "by itself")).to_be_visible()  # what programs do is seen
    window.get_by_role("listbox", name="Files").press("Alt+n")
    window.get_by_label("New name of New folder").fill("made")
    page.keyboard.press("Enter")
    expect(entry(window, "made")).to_have_attribute("aria-selected", "true")
    sent = tmp_path / "sent.txt"
    sent.write_text("from here")
    window.get_by_label("Files to upload").first.set_input_files(sent)
    expect(entry(window, "sent.txt")).to_be_visible()
    assert api.get(f"/machines/{machine}/files", params={"path": f"{place}/sent.txt"}).text == "from here"
    entry(window, "sent.txt").click(button="right")
    offered = page.get_by_role("menu").get_by_role("menuitem").all_inner_texts()
    said = " ".join(offered)
    assert "Rename" in said
    assert "Delete for ever…" in said
    assert not [word for word in ("Share…", "Move to trash", "Compress") if word in said]
    page.keyboard.press("Escape")
    choose(window, "sent.txt", "Properties")
    known = page.get_by_role("dialog", name="sent.txt")
    expect(known).to_contain_text("user 0, group 0")
    expect(known).to_contain_text("rw-r--r-- (644)")
    page.keyboard.press("Escape")
    with page.expect_download() as downloaded:
        choose(window, "sent.txt", "Download")
    assert downloaded.value.path().read_text() == "from here"
    assert api.put(
        f"/machines/{machine}/files", params={"path": f"{place}/seen.png"}, content=picture()
    ).is_success
    entry(window, "seen.png").dblclick()
    seen = page.get_by_role("dialog", name="seen.png").get_by_role("img", name="seen.png")
    expect(seen).to_have_js_property("naturalWidth", 40)
    page.keyboard.press("Escape")
    entry(window, "by itself").click()
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Delete for ever").click()
    expect(entry(window, "by itself")).to_have_count(0)
    assert desk.barriers(window) == []
    entry(window, "text.txt").dblclick()
    editor = page.locator("section.window[data-app='editor']")
    expect(editor.get_by_role("textbox", name="Text")).to_have_text("said")


@pytest.mark.soak
def test_what_lies_deep_in_a_machine_is_found_and_counted(
    desk: Desk, machine: str, place: str, home: House
) -> None:
    deep = f"{place}/deep/er/still"
    home.ingle(
        "exec",
        machine,
        "--",
        "sh",
        "-c",
        f"mkdir -p {deep}; echo 12345 > {deep}/Needle.txt; ln -s /etc {deep}/far",
    )
    page = desk.page
    window = look_into(desk, machine, place)
    window.get_by_role("button", name="Search here").click()
    window.get_by_role("search").get_by_role("textbox").fill("needle")
    expect(entry(window, "Needle.txt")).to_be_visible()
    expect(window.get_by_role("status").filter(has_text="1 item")).not_to_contain_text("Searching")
    window.get_by_role("search").get_by_role("textbox").fill("hay")
    expect(window.get_by_text("No name here has “hay” in it.")).to_be_visible()
    window.get_by_role("button", name="End the search").click()
    choose(window, "deep", "Properties")
    known = page.get_by_role("dialog", name="deep")
    expect(known).to_contain_text("rwxr-xr-x (755)")
    expect(known).to_contain_text("1 item")
    known.get_by_role("button", name="Count all that is below it").click()
    expect(known.get_by_role("status")).to_have_text(re.compile("^4 items · 6 B"))
    assert desk.barriers(known) == []
    known.get_by_role("button", name="Close", exact=True).last.click()
    expect(known).to_be_hidden()
    go(window, deep)
    expect(entry(window, "far")).to_be_visible()
    choose(window, "far", "Properties")
    expect(page.get_by_role("dialog", name="far")).to_contain_text("/etc")


@pytest.mark.soak
def test_files_are_copied_between_ones_own_and_a_machine(
    desk: Desk, machine: str, place: str, folder: str, put: Put, api: httpx.Client
) -> None:
    page = desk.page
    put("trip/first.txt", b"one")
    put("trip/far/second.txt", b"two")
    put("text.txt", b"mine")
    window = enter(desk, folder)
    window.get_by_role("listbox", name="Files").press("Control+a")
    page.keyboard.press("Control+c")
    window.get_by_role("navigation", name="Places").get_by_role("button", name=machine).click()
    go(window, place)
    expect(entry(window, "text.txt")).to_be_visible()
    window.get_by_role("listbox", name="Files").press("Control+v")
    page.get_by_role("dialog").get_by_role("button", name="Replace").click()  # the name is taken there
    expect(window.get_by_role("status").filter(has_text="Copied 3 files")).to_be_visible()

    def content(name: str) -> str:
        return api.get(f"/machines/{machine}/files", params={"path": f"{place}/{name}"}).text

    assert [content("text.txt"), content("trip/first.txt"), content("trip/far/second.txt")] == [
        "mine",
        "one",
        "two",
    ]
    go(window, f"~/Documents/{folder}")
    entry(window, "text.txt").drag_to(
        window.get_by_role("navigation", name="Places").get_by_role("button", name=machine)
    )
    at_the_root = {"path": "/text.txt"}
    desk.wait_until(
        lambda: api.get(f"/machines/{machine}/files", params=at_the_root).text == "mine",
        30,
        lambda: "not there",
    )
    expect(entry(window, "text.txt")).to_be_visible()  # it was copied, and stays
    window.get_by_role("button", name="Back", exact=True).click()
    entry(window, "trip").click()
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")  # beside itself, by the machine
    expect(entry(window, "trip (1)")).to_be_visible()
    entry(window, "trip (1)").click()
    page.keyboard.press("Control+c")
    go(window, f"~/Documents/{folder}")
    window.get_by_role("listbox", name="Files").press("Control+v")
    expect(entry(window, "trip (1)")).to_be_visible()
    back = {"path": f"~/Documents/{folder}/trip (1)/far/second.txt"}
    desk.wait_until(lambda: api.get("/files", params=back).text == "two", 30, lambda: json.dumps(back))


def test_what_is_cut_in_one_place_and_pasted_in_another_is_moved(
    desk: Desk, machine: str, place: str, folder: str, put: Put, home: House, api: httpx.Client
) -> None:
    page = desk.page
    home.ingle(
        "exec",
        machine,
        "--",
        "sh",
        "-c",
        f"cd {place}; mkdir -p box/e; echo in > box/e/in; ln -s in box/link",
    )
    put("text.txt", b"mine")
    window = look_into(desk, machine, place)

    def move_out(name: str) -> None:
        entry(window, name).click()
        page.keyboard.press("Control+x")
        go(window, f"~/Documents/{folder}")
        expect(entry(window, "text.txt")).to_be_visible()
        window.get_by_role("listbox", name="Files").press("Control+v")

    told = page.get_by_role("region", name="Notifications")
    move_out("box")
    expect(told).to_contain_text("“box” stays where it was: not all of it was copied")  # the link
    assert api.get("/files", params={"path": f"~/Documents/{folder}/box/e/in"}).text == "in\n"
    assert api.get(f"/machines/{machine}/files", params={"path": f"{place}/box/e/in"}).text == "in\n"
    home.ingle("exec", machine, "--", "rm", f"{place}/box/link")
    window.get_by_role("button", name="Back", exact=True).click()
    move_out("box")
    page.get_by_role("dialog").get_by_role("button", name="Replace").click()
    expect(told).to_contain_text("“box” was moved.")
    assert api.get(f"/machines/{machine}/files/stat", params={"path": f"{place}/box"}).status_code == 404
    entry(window, "text.txt").click()
    page.keyboard.press("Control+x")
    window.get_by_role("button", name="Back", exact=True).click()
    expect(entry(window, "text.txt")).to_be_visible()
    window.get_by_role("listbox", name="Files").press("Control+v")
    page.get_by_role("dialog").get_by_role("button", name="Replace").click()
    expect(told).to_contain_text("“text.txt” was moved.")
    assert api.get(f"/machines/{machine}/files", params={"path": f"{place}/text.txt"}).text == "mine"
    assert api.get("/files/stat", params={"path": f"~/Documents/{folder}/text.txt"}).status_code == 404


def test_what_was_moved_from_place_to_place_is_moved_back(
    desk: Desk, machine: str, place: str, folder: str, put: Put, api: httpx.Client
) -> None:
    page = desk.page
    told = page.get_by_role("region", name="Notifications")
    own = {"path": f"~/Documents/{folder}/own.txt"}
    put("own.txt", b"mine")
    before = api.get("/files/stat", params=own).json()["id"]
    window = look_into(desk, machine, place)
    listed = window.get_by_role("listbox", name="Files")
    entry(window, "text.txt").click()
    page.keyboard.press("Control+x")
    go(window, f"~/Documents/{folder}")
    expect(entry(window, "own.txt")).to_be_visible()
    listed.press("Control+v")
    expect(told).to_contain_text("“text.txt” was moved.")
    expect(entry(window, "text.txt")).to_be_visible()
    listed.press("Control+z")
    expect(entry(window, "text.txt")).to_have_count(0)
    assert api.get(f"/machines/{machine}/files", params={"path": f"{place}/text.txt"}).text == "said\n"

    entry(window, "own.txt").click()
    page.keyboard.press("Control+x")
    window.get_by_role("button", name="Back", exact=True).click()
    expect(entry(window, "text.txt")).to_be_visible()
    listed.press("Control+v")
    expect(told).to_contain_text("“own.txt” was moved.")
    expect(entry(window, "own.txt")).to_be_visible()
    assert api.get("/files/stat", params=own).status_code == 404
    listed.press("Control+z")
    expect(entry(window, "own.txt")).to_have_count(0)
    assert api.get("/files/stat", params=own).json()["id"] == before  # the same thing, and no copy of it


def test_a_machine_that_sleeps_is_not_woken_by_being_looked_at(
    desk: Desk, machine: str, home: House, api: httpx.Client
) -> None:
    home.ingle(
        "exec", machine, "--", "sh", "-c", f"mkdir -p {PLACE}/many; cd {PLACE}/many; seq 600 | xargs touch"
    )
    home.ingle("sleep", machine)
    desk.search("Files")
    window = desk.page.locator("section.window").last
    window.get_by_role("navigation", name="Places").get_by_role("button", name=machine).click()
    expect(window.get_by_text(f"{machine} is not awake")).to_be_visible()
    assert api.get(f"/machines/{machine}").json()["state"] == "cold"
    window.get_by_role("button", name="Wake").click()
    expect(entry(window, "tmp")).to_be_visible()
    go(window, f"{PLACE}/many")
    expect(window.get_by_text("600 items")).to_be_visible()
    assert window.get_by_role("option").count() < 300
    home.ingle("exec", machine, "--", "rm", "-r", f"{PLACE}/many")
