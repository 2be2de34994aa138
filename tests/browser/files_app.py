"""The Files app as a person handles it: a directory of a test's own, and a window that shows it."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable

import httpx
from playwright.sync_api import Locator, expect

from browser.desk import Desk

Put = Callable[[str, bytes], None]  # writes a file into the test's directory

# Scrolls as a flick of the finger does, 120 pixels a frame, and keeps how long each frame took.
FLICK = """
(box) => {
    const [frames, steps] = [[], 100];
    let [before, step] = [performance.now(), 0];
    const next = (now) => {
        frames.push(now - before);
        before = now;
        box.scrollTop = 120 * step;
        if (step++ < steps) requestAnimationFrame(next);
        else box.dataset.frames = JSON.stringify(frames.slice(1).sort((one, other) => one - other));
    };
    requestAnimationFrame(next);
}
"""


def enter(desk: Desk, folder: str) -> Locator:
    """A window that shows this directory of Documents."""
    desk.search("Files")
    window = desk.page.locator("section.window").last
    go(window, f"~/Documents/{folder}")
    expect(window.get_by_role("heading", name=folder.rpartition("/")[2], exact=True)).to_be_visible()
    listing = window.get_by_role("listbox", name="Files")
    expect(listing).to_be_focused()
    expect(listing).to_have_attribute("aria-busy", "false")  # all of it is there to be chosen
    return window


def go(window: Locator, path: str) -> None:
    """By typing where to."""
    window.get_by_role("listbox", name="Files").press("Control+l")
    window.get_by_label("Path to go to").fill(path)
    window.page.keyboard.press("Enter")


def entry(window: Locator, name: str) -> Locator:
    return window.get_by_role("option").filter(has_text=name)


def show_as(window: Locator, layout: str) -> None:
    """A phone has no room for a button of its own for that."""
    own = window.get_by_role("button", name="Shown as")
    (own if own.is_visible() else window.get_by_role("button", name="More", exact=True)).click()
    window.page.get_by_role("menuitemradio", name=layout).click()


def choose(window: Locator, name: str, action: str) -> None:
    """From the menu of an entry."""
    entry(window, name).click(button="right")
    window.page.get_by_role("menuitem", name=action).click()


def count(api: httpx.Client, path: str) -> int:
    """How many files are in it, at any depth."""
    found = api.get("/files/walk", params={"path": path, "limit": 5000})
    assert found.is_success, found.text
    return sum(1 for one in found.json()["items"] if one["kind"] == "file")


def a_zip(names: Iterable[str]) -> bytes:
    """Of empty files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return made.getvalue()


def put_many(api: httpx.Client, put: Put, folder: str, names: Iterable[str]) -> str:
    """Empty files in a directory of their own, whose path in Documents is answered. By an archive: a request for each is dear."""
    put("many.zip", a_zip(names))
    answer = api.post("/files/unpack", json={"path": f"~/Documents/{folder}/many.zip"}, timeout=120)
    assert answer.status_code == 201, answer.text
    return f"{folder}/many"


def median_frame(window: Locator) -> float:
    """How long one took while what the window lists was scrolled, in milliseconds."""
    box = window.get_by_role("listbox", name="Files")
    box.evaluate(FLICK)
    expect(box).to_have_attribute("data-frames", re.compile("]$"), timeout=60_000)
    frames: list[float] = json.loads(box.get_attribute("data-frames") or "")
    return frames[len(frames) // 2]
