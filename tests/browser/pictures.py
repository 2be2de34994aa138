"""The pictures of the documentation: a day in the life of a desktop, light and dark, at a desk and on a phone. Run by scripts/screenshots."""

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from browser.conftest import CHROMIUM, FLAGS
from browser.desk import DESKTOP, PHONE, Desk
from support.house import House, house

LOAD = "i=0; while sleep 1; do i=$((i+1)); echo built part $i; done"
SESSION = ["uname -sr", "cat /etc/debian_version", "ls --color -F /", "df -h / | tail -n 1"]


class Camera:
    def __init__(self, browser: Browser, home: House, folder: Path) -> None:
        self.browser = browser
        self.home = home
        self.folder = folder

    @contextmanager
    def desk(self, **options: Any) -> Iterator[Desk]:
        self.home.ingle("kv", "rm", "desktop.windows", check=False)  # what was open would follow its person
        context = self.browser.new_context(base_url=self.home.url, locale="en-GB", **{**DESKTOP, **options})
        desk = Desk(context.new_page(), self.home.password, plain=False)
        desk.page.goto("/")
        yield desk
        context.close()

    def take(self, desk: Desk, name: str) -> bytes:
        desk.page.mouse.move(640, 30)
        desk.settle()
        return desk.page.screenshot(path=self.folder / f"{name}.png")

    def side_by_side(self, name: str, pictures: list[bytes]) -> None:
        images = "".join(
            f"<img src='data:image/png;base64,{base64.b64encode(one).decode()}'>" for one in pictures
        )
        page = self.browser.new_page(
            viewport={"width": len(pictures) * 390 + (len(pictures) + 1) * 28, "height": 900}
        )
        page.set_content(
            "<style>body{margin:0;display:flex;gap:28px;padding:28px;background:#e9ddd2}img{border-radius:26px;width:390px}</style>"
            + images
        )
        page.screenshot(path=self.folder / f"{name}.png")
        page.close()


def login(camera: Camera) -> None:
    with camera.desk(color_scheme="dark") as desk:
        desk.page.get_by_role("button", name="Log in").wait_for()
        camera.take(desk, "login")


def at_a_desk(camera: Camera) -> None:
    with camera.desk(color_scheme="light") as desk:
        desk.log_in()
        desk.open_app("Machines")
        desk.page.get_by_role("list", name="Machines").get_by_role("button", name="build-box").click()
        desk.page.wait_for_timeout(60_000)  # so that the charts have something to show
        camera.take(desk, "machines")
        desk.page.get_by_role("button", name="Create a machine").click()
        camera.take(desk, "create")
        desk.page.keyboard.press("Escape")
        desk.open_terminal("quiet-ember")
        type_session(desk)
        drag(desk, "quiet-ember", 170, 90)
        drag(desk, "Machines", -60, -30)
        corner = desk.box("quiet-ember")
        desk.page.mouse.click(corner["x"] + corner["width"] - 60, corner["y"] + corner["height"] - 40)
        camera.take(desk, "desktop")
        desk.page.emulate_media(color_scheme="dark")
        desk.page.keyboard.press("Alt+Shift+ArrowRight")
        desk.page.keyboard.press("Alt+Shift+N")
        desk.page.keyboard.press("Alt+Shift+ArrowLeft")
        desk.page.get_by_role("tab", name="Logs").click()
        desk.page.get_by_text("built part 9").first.wait_for()
        camera.take(desk, "terminal")
        desk.page.keyboard.press("Alt+Shift+K")
        desk.page.keyboard.type("te")
        camera.take(desk, "launcher")


def on_a_phone(camera: Camera) -> None:
    with camera.desk(**PHONE, color_scheme="light") as desk:
        desk.log_in()
        home = camera.take(desk, "phone")
        desk.page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Machines").tap()
        desk.page.get_by_role("list", name="Machines").get_by_role("button", name="build-box").tap()
        desk.page.wait_for_timeout(20_000)
        detail = camera.take(desk, "phone")
    with camera.desk(**PHONE, color_scheme="dark") as desk:
        desk.log_in()
        desk.page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name="Terminal").tap()
        desk.page.get_by_role("button", name="quiet-ember").tap()
        desk.wait_for_text("quiet-ember", r"[#$] ?$")
        type_session(desk)
        terminal = camera.take(desk, "phone")
    camera.side_by_side("phone", [home, detail, terminal])


def drag(desk: Desk, title: str, dx: float, dy: float) -> None:
    """By a place of its title bar that the other window leaves free; it is in front afterwards."""
    box = desk.box(title)
    mouse = desk.page.mouse
    mouse.move(box["x"] + 60, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] + 60 + dx, box["y"] + 20 + dy, steps=5)
    mouse.up()


def type_session(desk: Desk) -> None:
    for line in SESSION:
        desk.type(line)
        desk.page.wait_for_timeout(600)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with house() as home, sync_playwright() as playwright:
        home.ingle("image", "create", "debian")
        home.ingle("create", "--name", "quiet-ember", "debian")
        home.ingle("create", "--name", "build-box", "debian", "--", "sh", "-c", LOAD)
        home.ingle("create", "--name", "old-flame", "debian")
        home.ingle("stop", "old-flame")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        camera = Camera(browser, home, folder)
        login(camera)
        at_a_desk(camera)
        on_a_phone(camera)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
