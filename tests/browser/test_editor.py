"""Texts: written with the page beside them that they make, and read as that page, whatever is in them."""

import io
import re
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.files_app import Put, enter, entry

pytestmark = pytest.mark.browser

HOSTILE = f"""# Harmless

<script>document.title = "taken"</script>
<img src=x onerror="document.title = 'taken'">

[a script](javascript:document.title='taken') [hidden](&#106;avascript:document.title='taken')
[outside](https://elsewhere.example/a) ![far](https://elsewhere.example/b.png) ![near](near.png)

{">" * 20_000} deep
"""


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "PNG")
    return made.getvalue()


@pytest.mark.soak
def test_markdown_is_seen_while_it_is_written(desk: Desk, folder: str, put: Put) -> None:
    put("other.txt", b"the other one")
    put("notes.md", b"# Notes\n\nSee [the other](./other.txt).\n\n")
    entry(enter(desk, folder), "notes.md").dblclick()
    editor = desk.window("notes.md")
    expect(editor.get_by_role("textbox", name="Text")).to_contain_text("# Notes")
    editor.get_by_role("button", name="Preview").click()
    preview = editor.get_by_role("region", name="Preview")
    expect(preview.get_by_role("heading", name="Notes")).to_be_visible()
    editor.get_by_role("textbox", name="Text").click()
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type("| a | b |\n|---|---|\n| <img src=x> | **2** |")
    preview = desk.window("• notes.md").get_by_role("region", name="Preview")
    expect(preview.get_by_role("cell", name="2")).to_be_visible()
    assert preview.locator("img").count() == 0
    assert desk.barriers(desk.window("• notes.md")) == []
    preview.get_by_role("link", name="the other").click()
    expect(desk.window("• other.txt").get_by_role("textbox", name="Text")).to_contain_text("the other one")


def test_several_texts_lie_in_one_window_and_none_is_lost(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    put("a.txt", b"first")
    put("src/b.py", b"second = 2")
    page = desk.page
    entry(enter(desk, folder), "a.txt").dblclick()
    expect(desk.window("a.txt").get_by_role("textbox", name="Text")).to_have_text("first")
    tree = page.get_by_role("tree", name=folder)
    tree.get_by_role("treeitem", name="a.txt").focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "Enter"):  # src is closed, open, its first, that
        page.keyboard.press(key)
        if key == "ArrowRight":
            tree.get_by_role("treeitem", name="b.py").wait_for()
    window = desk.window("b.py")
    expect(window.get_by_role("textbox", name="Text")).to_have_text("second = 2")
    expect(window.get_by_role("textbox", name="Text")).to_be_focused()
    page.keyboard.type("first = 1; ")
    window = desk.window("• b.py")
    expect(window.get_by_role("tab", name="Not saved: b.py")).to_be_visible()
    put("src/new.txt", b"")
    expect(tree.get_by_role("treeitem", name="new.txt")).to_be_visible()
    assert desk.barriers(window) == []
    window.get_by_role("tab", name="a.txt").click()
    window = desk.window("• a.txt")  # the mark tells of all that is open in it
    window.get_by_role("button", name="Close", exact=True).click()
    question = page.get_by_role("dialog", name="Save b.py?")
    assert desk.barriers(question) == []
    question.get_by_role("button", name="Cancel").click()
    window.get_by_role("button", name="Close b.py").click()
    question.get_by_role("button", name="Save", exact=True).click()
    window = desk.window("a.txt")
    expect(window).to_be_visible()  # without a mark: saved
    expect(window.get_by_role("tab")).to_have_count(0)
    assert (
        api.get("/files", params={"path": f"~/Documents/{folder}/src/b.py"}).text == "first = 1; second = 2"
    )
    look_in_the_folder(desk, window, folder)
    tree.get_by_role("treeitem", name="b.py").click()
    expect(desk.window("b.py").get_by_role("tab")).to_have_count(2)
    desk.window("b.py").get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("; third")
    desk.wait_for_page("() => Object.values(localStorage).some((kept) => kept.includes('; third'))")
    page.reload()
    again = desk.window("• b.py")
    expect(again.get_by_role("tab")).to_have_text(["a.txt", "Not saved: b.py"])
    expect(again.get_by_role("textbox", name="Text")).to_have_text("first = 1; second = 2; third")
    page.keyboard.press("Control+s")
    expect(desk.window("b.py")).to_be_visible()


def look_in_the_folder(desk: Desk, window: Locator, folder: str) -> None:
    """Something new in it, another name for it, and its end; then what all of its texts say."""
    page, tree = desk.page, desk.page.get_by_role("tree", name=folder)
    tree.get_by_role("treeitem", name="src").click(button="right")
    page.get_by_role("menuitem", name="New folder…").click()
    asked = page.get_by_role("dialog", name="New folder in src")
    asked.get_by_role("textbox").fill("kept")
    assert desk.barriers(asked) == []
    page.keyboard.press("Enter")
    tree.get_by_role("treeitem", name="kept").click()
    page.keyboard.press("F2")
    page.get_by_role("dialog", name="Rename kept").get_by_role("textbox").fill("gone")
    page.keyboard.press("Enter")
    tree.get_by_role("treeitem", name="gone").click()
    page.keyboard.press("Delete")
    page.get_by_role("dialog", name="Remove gone?").get_by_role("button", name="Remove").click()
    expect(tree.get_by_role("treeitem", name="gone")).to_have_count(0)
    tree.get_by_role("treeitem", name="src").focus()
    page.keyboard.press("Control+Shift+F")
    search = window.get_by_role("search")
    page.keyboard.type("FIRST")
    search.get_by_role("button", name="1 first", exact=True).wait_for()
    assert desk.barriers(search) == []
    search.get_by_role("button", name="Show the folder").click()


def test_hostile_markdown_is_only_read(desk: Desk, folder: str, put: Put) -> None:
    """No request to another host and no word in the console is allowed to any test."""
    put("near.png", picture())
    put("page.md", HOSTILE.encode())
    listed = entry(enter(desk, folder), "page.md")
    listed.click(button="right")
    desk.page.get_by_role("menuitem", name="Open with").click()
    question = desk.page.get_by_role("dialog", name="Open page.md")
    question.get_by_role("radio", name="Viewer").check(force=True)
    question.get_by_role("button", name="Open", exact=True).click()
    page = desk.window("page.md").get_by_role("region", name="Content of page.md")
    expect(page.get_by_role("heading", name="Harmless")).to_be_visible()
    expect(page.get_by_role("img", name="near")).to_have_js_property("naturalWidth", 40)
    expect(page.get_by_role("img")).to_have_count(1)
    outside = page.get_by_role("link", name="outside")
    expect(outside).to_have_attribute("rel", re.compile("noopener"))
    expect(outside).to_have_attribute("target", "_blank")
    expect(page.get_by_role("link")).to_have_count(1)
    page.get_by_text("a script").click()
    page.get_by_text("hidden").click()
    expect(page).to_contain_text("deep")
    expect(desk.page).not_to_have_title("taken")
    assert desk.barriers(desk.window("page.md")) == []


def test_files_of_a_machine_are_put_there_edited_and_saved_back(
    desk: Desk, machine: str, api: httpx.Client, tmp_path: Path
) -> None:
    page = desk.page
    content = {"path": "/tmp/hello.txt"}
    assert api.put(
        f"/machines/{machine}/files", params={**content, "parents": True}, content="hello"
    ).is_success
    detail = desk.detail(machine)
    detail.get_by_role("tab", name="Files").click()
    listed = detail.get_by_role("list", name="Files in the machine")
    listed.get_by_role("button", name="tmp").click()
    sent = tmp_path / "sent.txt"
    sent.write_text("from here")
    detail.get_by_label("Files to upload").set_input_files(sent)
    expect(listed.get_by_role("link", name="Download sent.txt")).to_be_visible()
    assert api.get(f"/machines/{machine}/files", params={"path": "/tmp/sent.txt"}).text == "from here"
    assert desk.barriers(detail.get_by_role("tabpanel")) == []
    listed.get_by_role("button", name="hello.txt").click()
    editor = page.locator("section.window[data-app='editor']")
    text = editor.get_by_role("textbox", name="Text")
    expect(text).to_have_text("hello")
    expect(editor.get_by_text(f"{machine}:/tmp/hello.txt")).to_be_visible()
    expect(editor.get_by_role("treeitem", name="sent.txt")).to_be_visible()
    text.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("well, ")
    page.keyboard.press("Control+s")
    expect(editor.get_by_role("status")).to_have_text("Saved")
    assert api.get(f"/machines/{machine}/files", params=content).text == "well, hello"
    page.keyboard.type("mine: ")
    assert api.put(f"/machines/{machine}/files", params=content, content="theirs, by now").is_success
    page.keyboard.press("Control+s")
    editor.get_by_role("button", name="Take theirs").click()
    expect(text).to_have_text("theirs, by now")
