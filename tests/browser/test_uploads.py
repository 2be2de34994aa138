"""Uploads in the Files app: whole folders, large files in parts, pausing and going on."""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Locator, Request, Route, expect

from browser.desk import Desk
from browser.files_app import count, enter, entry

pytestmark = pytest.mark.browser

MIB = 1024 * 1024


def photos(tmp_path: Path, number_of_files: int) -> Path:
    """A folder with so many small files in twenty folders."""
    top = tmp_path / "photos"
    for number in range(number_of_files):
        path = top / f"{number % 20:02}" / f"{number:04}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"file {number}\n")
    return top


def status(window: Locator) -> Locator:
    return window.get_by_role("region", name="Uploads").get_by_role("status").first


@pytest.mark.parametrize("number", [60, pytest.param(2000, marks=pytest.mark.soak)])
def test_a_folder_of_many_files_arrives(
    desk: Desk, folder: str, api: httpx.Client, tmp_path: Path, number: int
) -> None:
    many = photos(tmp_path, number)
    window = enter(desk, folder)
    window.get_by_label("Folder to upload").set_input_files(many)
    expect(entry(window, "photos")).to_be_visible()
    expect(status(window)).to_have_text(f"Uploaded {number:,} files", timeout=120_000)
    assert count(api, f"~/Documents/{folder}/photos") == number
    assert window.get_by_role("region", name="Uploads").get_by_role("listitem").count() <= 51
    window.get_by_role("button", name="Maximise").click()
    told = api.post("/notifications", json={"title": "Look here"})
    toast = desk.page.get_by_role("region", name="Notifications").get_by_role("status")
    expect(toast).to_be_visible()
    desk.settle()
    above, uploads = toast.bounding_box(), window.get_by_role("region", name="Uploads").bounding_box()
    assert above is not None
    assert uploads is not None
    assert above["y"] + above["height"] <= uploads["y"]
    api.post(f"/notifications/{told.json()['id']}/acknowledge")


def test_what_was_paused_goes_on_where_it_was_and_what_failed_is_tried_again(
    desk: Desk, folder: str, api: httpx.Client, tmp_path: Path
) -> None:
    content = bytes(range(256)) * (16 * MIB // 256) + b"."  # a part has eight
    (tmp_path / "film.mp4").write_bytes(content)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    sent: list[str] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        """The second part does not get through."""
        held.append(route)

    def see(request: Request) -> None:
        if "/parts/" in request.url:
            sent.append(request.url.rpartition("/")[2])

    desk.page.on("request", see)
    desk.page.route("**/files/uploads/*/parts/2", hold)
    window = enter(desk, folder)
    files = window.get_by_label("Files to upload")
    files.set_input_files(tmp_path / "film.mp4")
    desk.wait_until(lambda: bool(held), 30, lambda: f"sent {sent}")
    window.get_by_role("button", name="Pause", exact=True).click()
    expect(status(window)).to_have_text("Paused, 1 file to go")
    desk.page.unroute("**/files/uploads/*/parts/2")
    window.get_by_role("button", name="Go on", exact=True).click()
    expect(status(window)).to_have_text("Uploaded 1 file")
    assert sent == ["1", "2", "2", "3"]
    assert api.get("/files", params={"path": f"~/Documents/{folder}/film.mp4"}).content == content

    window.get_by_role("region", name="Uploads").get_by_role("button", name="Close").click()
    full = '{"title": "", "status": 507, "detail": "no room", "code": "storage_full", "kind": "exhausted"}'
    desk.page.route("**/api/v1/files?path=*", lambda route: route.fulfill(status=507, body=full), times=1)
    files.set_input_files(tmp_path / "a.txt")
    expect(status(window)).to_have_text("1 of 1 could not be uploaded")
    window.get_by_role("button", name="Try again", exact=True).click()
    expect(status(window)).to_have_text("Uploaded 1 file")
    desk.page.route("**/api/v1/files?path=*", lambda route: None)
    files.set_input_files(tmp_path / "b.txt")
    window.get_by_role("button", name="Stop b.txt").click()
    expect(window.get_by_role("region", name="Uploads").get_by_text("left out")).to_be_visible()
    assert count(api, f"~/Documents/{folder}") == 2
