"""Apps that open files: Editor, Viewer, Player and Camera."""

from playwright.sync_api import Locator, expect

from browser.desk import Desk
from browser.files_app import enter, entry
from browser.furniture import FOLDER
from browser.scenes.catalogue import add, scene


def opened(desk: Desk, name: str, folder: str = FOLDER) -> Locator:
    """The window that a file opens in."""
    window = enter(desk, folder)
    entry(window, name).click()
    if not window.page.evaluate("matchMedia('(max-width: 700px)').matches"):
        desk.page.keyboard.press("Enter")
    shown = desk.window(name)
    shown.wait_for()
    return shown


def empty(app: str) -> None:
    def lead(desk: Desk) -> None:
        desk.search(app)
        desk.window(app).wait_for()

    add(f"{app.lower()}-empty", lead)


for app in ("Editor", "Viewer", "Player"):
    empty(app)


@scene()
def editor(desk: Desk) -> None:
    expect(opened(desk, "greet.py").get_by_role("textbox", name="Text")).to_contain_text("greet")


@scene()
def editor_tabs(desk: Desk) -> None:
    """Several texts, one of them changed, and what is looked for in it."""
    window = opened(desk, "greet.py")
    desk.page.keyboard.type("# changed\n")
    tree = window.get_by_role("tree")
    if tree.is_visible():
        tree.get_by_role("treeitem", name="plan.md").click()
    desk.page.locator("section.window .cm-content").last.click()
    desk.page.keyboard.press("Control+f")
    desk.page.locator(".cm-search, .search-panel, [role=search]").first.wait_for()


@scene()
def editor_search(desk: Desk) -> None:
    window = opened(desk, "greet.py")
    desk.page.keyboard.press("Control+Shift+F")
    desk.page.keyboard.type("the")
    window.get_by_role("search").get_by_role("listitem").first.wait_for()


@scene()
def editor_tree_menu(desk: Desk) -> None:
    window = opened(desk, "greet.py")
    shown = window.get_by_role("button", name="Folder", exact=True)
    if shown.get_attribute("aria-pressed") == "false":
        shown.click()
    window.get_by_role("tree").get_by_role("treeitem", name="greet.py").click(button="right")


@scene()
def editor_preview(desk: Desk) -> None:
    window = opened(desk, "plan.md")
    toggle = window.get_by_role("button", name="Preview")
    if toggle.get_attribute("aria-pressed") != "true":
        toggle.click()
    window.get_by_role("heading", name="The trip").first.wait_for()


@scene()
def viewer(desk: Desk) -> None:
    expect(opened(desk, "hills.jpg", f"{FOLDER}/Pictures").get_by_role("img").first).to_have_class("ready")


@scene()
def viewer_edit(desk: Desk) -> None:
    viewer(desk)
    desk.window("hills.jpg").get_by_role("button", name="Edit", exact=True).click()


@scene()
def viewer_adjust(desk: Desk) -> None:
    """On a phone it is asked for."""
    viewer_edit(desk)
    window = desk.window("hills.jpg")
    adjust = window.get_by_role("button", name="Adjust")
    if adjust.get_attribute("aria-pressed") != "true":
        adjust.click()
    window.get_by_label("Brightness").fill("130")


@scene()
def viewer_save(desk: Desk) -> None:
    viewer_edit(desk)
    desk.window("hills.jpg").get_by_role("button", name="Save a copy…").click()
    desk.page.get_by_role("dialog", name="Save a copy").wait_for()


@scene()
def viewer_broken(desk: Desk) -> None:
    opened(desk, "broken.png").get_by_text("cannot show").wait_for()


@scene()
def viewer_pdf(desk: Desk) -> None:
    opened(desk, "tickets.pdf").wait_for()


@scene()
def player_audio(desk: Desk) -> None:
    opened(desk, "sea.wav").get_by_role("button").first.wait_for()


@scene()
def player_video(desk: Desk) -> None:
    window = opened(desk, "train.webm")
    desk.wait_for_page("document.querySelector('section.window video')?.videoWidth > 0")
    window.get_by_role("button").first.wait_for()


@scene()
def camera(desk: Desk) -> None:
    desk.search("Camera")
    desk.window("Camera").get_by_role("button", name="Take a photo").wait_for()
    desk.wait_for_page("document.querySelector('.camera video')?.videoWidth > 0")


@scene()
def editor_closing(desk: Desk) -> None:
    """A text that was changed."""
    window = opened(desk, "greet.py")
    window.get_by_role("textbox", name="Text").click()
    desk.page.keyboard.type("# changed\n")
    desk.page.locator("section.window").last.get_by_role("button", name="Close", exact=True).last.click()
    desk.page.locator("dialog[open]").wait_for()


@scene()
def player_playlist(desk: Desk) -> None:
    window = opened(desk, "sea.wav")
    toggle = window.get_by_role("button", name="Playlist")
    if toggle.get_attribute("aria-pressed") != "true":
        toggle.click()
    window.get_by_role("list", name="Playlist").wait_for()


@scene()
def player_speed(desk: Desk) -> None:
    window = opened(desk, "sea.wav")
    button = window.get_by_role("button", name="Speed")
    if button.is_visible():
        button.click()
        desk.page.get_by_role("menu").wait_for()


@scene(waits=False, spoils=True)
def camera_refused(desk: Desk) -> None:
    """The browser gives none."""
    desk.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    desk.search("Camera")
    desk.window("Camera").locator(".empty").first.wait_for()
