"""The Camera: what it takes is among the person's files, and the devices are on only while they are seen."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect

from browser.conftest import CHROMIUM, FLAGS
from browser.desk import Desk
from browser.seats import Seats
from support.house import House

pytestmark = pytest.mark.browser

DEVICES = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
# Which tracks the page holds, kept as they are given.
HELD = """{
  const { getUserMedia } = MediaDevices.prototype;
  window.held = [];
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    const stream = await getUserMedia.call(this, wanted);
    window.held.push(...stream.getTracks());
    return stream;
  };
}"""
LET_GO = "window.held.length > 0 && window.held.every((track) => track.readyState === 'ended')"


@pytest.fixture
def seen(chromium: Browser, home: House, password: str, session: str) -> Iterator[Desk]:
    """The desktop in a browser with a camera and a microphone, which it lets pages use."""
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS, *DEVICES])
    desk = Seats(browser, home.url, password).take(session, {})
    desk.page.add_init_script(HELD)
    desk.page.reload()
    desk.taskbar.wait_for()
    yield desk
    browser.close()
    assert desk.complaints == []


def test_what_is_taken_is_among_the_files(seen: Desk, api: httpx.Client) -> None:
    seen.search("Camera")
    window = seen.window("Camera")
    last = window.get_by_role("list", name="Taken last")
    take = window.get_by_role("button", name="Take a photo")
    expect(take).to_be_enabled()
    seen.wait_for_page("document.querySelector('.camera video')?.videoWidth > 0")
    assert seen.barriers(window) == []
    take.click()
    expect(last.get_by_role("button", name="Open Photo ")).to_be_visible()
    for tab, begin, name in (
        ("Video", "Record a video", "Open Video "),
        ("Sound", "Record sound", "Open Recording "),
    ):
        window.get_by_role("tab", name=tab).click()
        window.get_by_role("button", name=begin).click()
        expect(window.get_by_role("timer")).to_contain_text("iB")  # of what has come from the device
        window.get_by_role("button", name="Stop and save").click()
        expect(last.get_by_role("button", name=name)).to_be_visible()
    for folder, media in (("Pictures", "image/jpeg"), ("Videos", "video/"), ("Music", "")):
        (entry,) = api.get("/files/list", params={"path": f"~/{folder}"}).json()["items"]
        assert entry["media_type"].startswith(media)
        assert entry["size"] > 500
    last.get_by_role("button", name="Open Recording ").click()
    seen.window("Player").or_(seen.page.locator("section.window[aria-label^='Recording']")).first.wait_for()


def test_nothing_is_on_that_is_not_seen(seen: Desk, api: httpx.Client) -> None:
    seen.search("Record sound")
    window = seen.window("Camera")
    window.get_by_role("button", name="Record sound").click()
    expect(window.get_by_role("timer")).to_contain_text("iB")
    window.get_by_role("button", name="Minimise").click()
    seen.wait_for_page(LET_GO)
    seen.taskbar.get_by_role("button", name="Camera").click()
    expect(
        window.get_by_role("list", name="Taken last").get_by_role("button", name="Open Recording ").first
    ).to_be_visible()
    expect(window.get_by_role("button", name="Record sound")).to_be_enabled()
    window.get_by_role("button", name="Close").click()
    seen.wait_for_page(LET_GO)
