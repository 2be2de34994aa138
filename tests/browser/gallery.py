"""Every app and state in light and dark, at a desk and on a phone: to be looked at one by one. Run by `scripts/screenshots --every FOLDER [SCENE…]`.

A sheet for each scene has its four pictures side by side. What cannot be led to its state is told at the end, and the run has failed.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, Error, expect, sync_playwright

from browser.conftest import CHROMIUM, FLAGS, log_in
from browser.desk import DARK, DESKTOP, LIGHT, PHONE, Desk
from browser.furniture import furnish
from browser.scenes import SCENES
from browser.seats import leave
from support.house import House, house

VARIANTS: dict[str, dict[str, Any]] = {
    f"{size}-{scheme}": {**options, "color_scheme": scheme, "reduced_motion": "reduce"}
    for size, options in (("desk", DESKTOP), ("phone", PHONE))
    for scheme in (LIGHT, DARK)
}
GAP = 24  # pixels between the pictures of a sheet


class Gallery:
    def __init__(self, browser: Browser, home: House, folder: Path) -> None:
        self.browser = browser
        self.home = home
        self.folder = folder
        self.session = log_in(home, home.password)
        self.api = httpx.Client(
            base_url=f"{home.url}/api/v1",
            timeout=60,
            headers={"Origin": home.url},
            cookies={"ingle_session": self.session},
        )

    @contextmanager
    def desk(self, options: dict[str, Any]) -> Iterator[Desk]:
        context = self.browser.new_context(base_url=self.home.url, locale="en-GB", **options)
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": "ingle_session", "value": self.session, "url": self.home.url}])
        yield Desk(context.new_page(), self.home.password, plain=False)
        context.close()

    def show(self, scene: str, variant: str, desk: Desk) -> None:
        """From a desk on which nothing is open, into a picture."""
        leave(desk.page)
        for key in ("desktop.windows", "desktop.taskbar"):
            self.api.delete("/kv/entry", params={"key": key})
        desk.page.goto("/")
        desk.taskbar.wait_for()
        SCENES[scene](desk)
        expect(desk.page.locator(".spinner")).to_have_count(0)
        desk.wait_for_page("[...document.images].every((image) => image.complete)")
        desk.settle()
        desk.page.screenshot(path=self.folder / f"{scene}-{variant}.png")

    def sheet(self, scene: str) -> None:
        pictures = [
            Image.open(io.BytesIO(path.read_bytes()))
            for variant in VARIANTS
            if (path := self.folder / f"{scene}-{variant}.png").exists()
        ]
        width = sum(one.width + GAP for one in pictures) + GAP
        whole = Image.new(
            "RGB", (width, max((one.height for one in pictures), default=0) + 2 * GAP), "#777777"
        )
        left = GAP
        for one in pictures:
            whole.paste(one.convert("RGB"), (left, GAP))
            left += one.width + GAP
        whole.save(self.folder / "sheets" / f"{scene}.png")


def main(folder: Path, scenes: Sequence[str]) -> int:
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    failed = []
    with house(busybox=True) as home, sync_playwright() as playwright:
        expect.set_options(timeout=30_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        gallery = Gallery(browser, home, folder)
        furnish(home, gallery.api)
        for variant, options in VARIANTS.items():
            with gallery.desk(options) as desk:
                for scene in scenes:
                    try:
                        gallery.show(scene, variant, desk)
                    except (Error, AssertionError) as error:
                        failed.append(f"{scene}-{variant}: {str(error).splitlines()[0]}")
                        desk.page.screenshot(path=folder / f"{scene}-{variant}.png")
        for scene in scenes:
            gallery.sheet(scene)
        browser.close()
    sys.stderr.write("\n".join([f"{len(scenes)} scenes in {folder}", *failed, ""]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] or list(SCENES)))
