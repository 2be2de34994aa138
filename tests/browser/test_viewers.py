"""Files are opened by what opens their kind: pictures are walked through and looked at closely, texts read, music played."""

import io
import math
import re
import wave

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from browser.desk import PHONE, Desk, Visit
from browser.files_app import Put, enter, entry

pytestmark = pytest.mark.browser


def picture(width: int, height: int, colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(made, "PNG")
    return made.getvalue()


def music(seconds: int) -> bytes:
    """A tone, as WAV."""
    made = io.BytesIO()
    with wave.open(made, "wb") as tone:
        tone.setparams((1, 1, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(int(128 + 36 * math.sin(at / 3)) for at in range(8000)) * seconds)
    return made.getvalue()


def shown(desk: Desk, name: str) -> Locator:
    """The window of a picture that has been drawn."""
    window = desk.window(name)
    expect(window.get_by_role("img", name=name)).to_have_class("ready")
    return window


def test_pictures_are_walked_through_and_seen_closely(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    put("2 wide.png", picture(2000, 500, "teal"))
    put("10 high.png", picture(100, 300, "salmon"))
    put("1 small.png", picture(20, 20, "gold"))
    put("20 broken.png", b"no picture")
    put("notes.txt", b"no picture")
    page = desk.page
    entry(enter(desk, folder), "2 wide.png").dblclick()
    window = shown(desk, "2 wide.png")
    expect(window.get_by_role("status")).to_have_text("2 of 4")
    expect(window.get_by_role("button", name="Smaller")).to_be_disabled()
    page.keyboard.press("1")
    expect(window.get_by_text("100 %", exact=True)).to_be_visible()
    page.keyboard.press("+")
    expect(window.get_by_text("125 %", exact=True)).to_be_visible()
    before = window.get_by_role("img").bounding_box()
    page.mouse.move(600, 400)
    page.mouse.down()
    page.mouse.move(500, 400)
    page.mouse.up()
    after = window.get_by_role("img").bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] == pytest.approx(before["x"] - 100, abs=2)
    found = {"picture": desk.barriers(window)}
    page.keyboard.press("ArrowRight")
    window = shown(desk, "10 high.png")
    expect(window.get_by_text(re.compile(r"100 . 300"))).to_be_visible()
    page.keyboard.press("ArrowRight")
    window = desk.window("20 broken.png")
    window.get_by_text("The browser cannot show this picture").wait_for()
    expect(window.get_by_role("button", name="Next")).to_be_disabled()
    found["no picture"] = desk.barriers(window)
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    shown(desk, "1 small.png")
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}

    # What is looked at is followed when it is removed and renamed.
    api.post("/files/trash", json={"path": f"~/Documents/{folder}/1 small.png"})
    shown(desk, "2 wide.png")
    api.post("/files/rename", json={"path": f"~/Documents/{folder}/2 wide.png", "name": "3 wide.png"})
    window = shown(desk, "3 wide.png")
    for name in ("10 high.png", "20 broken.png", "3 wide.png"):
        api.post("/files/remove", json={"path": f"~/Documents/{folder}/{name}"})
    expect(window.get_by_text("It was removed.")).to_be_visible()


def test_a_part_of_a_picture_is_saved_as_a_copy(desk: Desk, folder: str, put: Put, api: httpx.Client) -> None:
    drawn = Image.new("RGB", (400, 200), "teal")
    drawn.paste((250, 128, 114), (0, 0, 360, 200))
    made = io.BytesIO()
    drawn.save(made, "PNG")
    put("a.png", made.getvalue())
    entry(enter(desk, folder), "a.png").dblclick()
    window = shown(desk, "a.png")
    window.get_by_role("button", name="Edit", exact=True).click()
    window.get_by_role("button", name="Turn right").click()  # salmon is on top then
    window.get_by_role("button", name="Bottom edge").focus()
    for _ in range(10):  # a hundredth each
        desk.page.keyboard.press("ArrowUp")
    expect(window.get_by_role("status")).to_have_text(re.compile(r"200 . 360"))
    assert desk.barriers(window) == []
    window.get_by_role("button", name="Save a copy…").click()
    desk.page.get_by_role("dialog", name="Save a copy").get_by_role("button", name="Save").click()
    shown(desk, "a (edited).png")
    copy = api.get("/files", params={"path": f"~/Documents/{folder}/a (edited).png"})
    with Image.open(io.BytesIO(copy.content)) as read:
        assert read.size == (200, 360)
        assert {colour for _, colour in read.convert("RGB").getcolors() or []} == {(250, 128, 114)}


@pytest.mark.soak
def test_a_picture_is_mirrored_resized_and_lit_and_nothing_of_it_is_lost(
    desk: Desk, folder: str, put: Put, api: httpx.Client
) -> None:
    page = desk.page
    drawn = Image.new("RGB", (400, 200), (20, 40, 60))
    drawn.paste((100, 80, 40), (0, 0, 200, 200))
    made = io.BytesIO()
    drawn.save(made, "PNG")
    put("a.png", made.getvalue())

    def read(name: str) -> tuple[tuple[int, int], list[tuple[int, ...]]]:
        """How large it is, and its colours at the left and at the right."""
        answer = api.get("/files", params={"path": f"~/Documents/{folder}/{name}"})
        with Image.open(io.BytesIO(answer.content)) as kept:
            whole = kept.convert("RGB")
            found: list[tuple[int, ...]] = [whole.getpixel((x, 5)) for x in (2, whole.width - 3)]  # type: ignore[misc]
            return whole.size, found

    entry(enter(desk, folder), "a.png").dblclick()
    window = shown(desk, "a.png")
    window.get_by_role("button", name="Edit", exact=True).click()
    window.get_by_role("button", name="Mirror left and right").click()
    window.get_by_label("Width").fill("100")
    page.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_have_text(re.compile(r"100 . 50"))
    window.get_by_label("Per cent").fill("50")
    page.keyboard.press("Enter")
    expect(window.get_by_role("status")).to_have_text(re.compile(r"200 . 100"))
    window.get_by_label("Brightness").focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(window.get_by_text("103 %")).to_be_visible()
    page.keyboard.press("Control+z")  # what was one movement
    expect(window.get_by_text("103 %")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    assert desk.barriers(window) == []
    window.get_by_label("Brightness").fill("200")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. What it was is kept as a (original).png.")).to_be_visible()
    assert read("a.png") == ((200, 100), [(40, 80, 120), (200, 160, 80)])
    assert read("a (original).png") == ((400, 200), [(100, 80, 40), (20, 40, 60)])
    shown(desk, "a.png")
    window.get_by_role("button", name="Edit", exact=True).click()
    window.get_by_role("button", name="Mirror top and bottom").click()
    window.get_by_role("button", name="Save a copy…").click()
    dialog = page.get_by_role("dialog", name="Save a copy")
    dialog.get_by_label("Format").select_option("image/webp")
    dialog.get_by_label("Quality").fill("80")
    assert desk.barriers(dialog) == []
    dialog.get_by_role("button", name="Save").click()
    shown(desk, "a (edited).webp")
    assert read("a (edited).webp")[0] == (200, 100)


@pytest.mark.soak
def test_the_person_chooses_what_opens_a_kind_of_file(desk: Desk, folder: str, put: Put) -> None:
    put("notes.md", b"# Notes\n")
    put("more.md", b"# More\n")
    page = desk.page
    window = enter(desk, folder)
    entry(window, "notes.md").click(button="right")
    page.get_by_role("menuitem", name="Open with").click()
    question = page.get_by_role("dialog", name="Open notes.md")
    expect(question.get_by_role("radio", name="Editor")).to_be_checked()
    question.get_by_role("radio", name="Viewer").check(force=True)
    question.get_by_label("Always open .md files with it").check()
    assert desk.barriers(question) == []
    question.get_by_role("button", name="Open", exact=True).click()
    viewer = desk.window("notes.md")
    expect(viewer.get_by_role("region", name="Content of notes.md")).to_contain_text("Notes")
    viewer.get_by_role("button", name="Close", exact=True).click()
    entry(window, "more.md").dblclick()
    expect(desk.window("more.md").get_by_role("heading", name="More", exact=True)).to_be_visible()


@pytest.mark.soak
def test_no_barriers_to_pictures_on_a_phone(visit: Visit, folder: str, put: Put) -> None:
    put("a.png", picture(3000, 2000, "teal"))
    put("b.png", b"no picture")
    desk = visit(signed_in=True, **PHONE)
    entry(enter(desk, folder), "a.png").tap()
    shown(desk, "a.png")
    found = {"picture": desk.barriers()}
    desk.window("a.png").get_by_role("button", name="Next").click()
    desk.window("b.png").get_by_text("The browser cannot show this picture").wait_for()
    found["no picture"] = desk.barriers()
    assert {screen: barriers for screen, barriers in found.items() if barriers} == {}


@pytest.mark.soak
def test_music_is_played_one_after_the_other(desk: Desk, folder: str, put: Put) -> None:
    put("1.wav", music(1))
    put("2.wav", music(600))
    put("3.wav", b"no music")
    page = desk.page
    ranges: list[str] = []
    page.on("request", lambda request: ranges.append(request.headers.get("range", "")))
    entry(enter(desk, folder), "1.wav").dblclick()
    window = desk.window("2.wav")  # the first is heard to its end
    window.get_by_role("button", name="Pause").click()
    position = window.get_by_role("slider", name="Position")
    expect(position).to_have_attribute("aria-valuetext", re.compile("of 10 minutes$"))
    page.keyboard.press("9")
    expect(position).to_have_attribute("aria-valuetext", re.compile("^9 minutes"))
    assert any(asked.startswith("bytes=") for asked in ranges)
    window.get_by_role("button", name="Speed: 1").click()
    page.get_by_role("menuitemradio", name="1.5").click()
    expect(window.get_by_role("button", name="Speed: 1.5")).to_be_visible()
    window.get_by_role("button", name="Mute").click()
    expect(window.get_by_role("slider", name="Volume")).to_have_attribute("aria-valuetext", "0 %")
    assert desk.barriers(window) == []
    page.reload()
    expect(window.get_by_role("button", name="Play", exact=True)).to_be_visible()
    expect(position).to_have_attribute("aria-valuetext", re.compile("^9 minutes"))
    window.get_by_role("list", name="Playlist").get_by_role("button", name="3.wav").click()
    expect(desk.window("3.wav").get_by_text("The browser cannot play this file")).to_be_visible()
