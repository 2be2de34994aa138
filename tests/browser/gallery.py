"""Every app and state in light and dark, at a desk and on a phone: to be looked at one by one. Run by `scripts/screenshots --every FOLDER [SCENE|VARIANT…]`.

A sheet for each scene has its pictures side by side. What cannot be led to its state is told at the end, and the run has failed.
The variants of `MORE` (other languages, tablets, a page that is zoomed) are drawn when they are asked for by name.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import httpx
from PIL import Image
from playwright.sync_api import Browser, Error, expect, sync_playwright

from browser.conftest import CHROMIUM, FLAGS, log_in
from browser.desk import DARK, DESKTOP, LIGHT, PHONE, TABLET, TABLET_LYING, Desk
from browser.furniture import PASSWORD, SETTINGS, furnish
from browser.scenes import SCENES, Scene
from browser.scenes.catalogue import ADMIN, NEWCOMER
from browser.seats import leave
from support.house import House, house

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Variant:
    size: dict[str, Any]  # as options of the browser's context
    scheme: Scheme
    language: str = "en"


ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}  # a desk at 200 %
VARIANTS = {
    "desk-light": Variant(DESKTOP, LIGHT),
    "desk-dark": Variant(DESKTOP, DARK),
    "phone-light": Variant(PHONE, LIGHT),
    "phone-dark": Variant(PHONE, DARK),
}
MORE = {
    "desk-german": Variant(DESKTOP, LIGHT, "de"),
    "phone-german": Variant(PHONE, LIGHT, "de"),
    "desk-arabic": Variant(DESKTOP, LIGHT, "ar"),
    "phone-arabic": Variant(PHONE, DARK, "ar"),
    "tablet-upright": Variant(TABLET, LIGHT),
    "tablet-lying": Variant(TABLET_LYING, DARK),
    "zoomed": Variant(ZOOMED, LIGHT),
}
ALL = {**VARIANTS, **MORE}
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
GAP = 24  # pixels between the pictures of a sheet

# A page that is left to the browser's language speaks another one at once, whatever is open on it.
SPEAK = """(language) => {
  Object.defineProperty(navigator, "languages", { value: [language], configurable: true });
  dispatchEvent(new Event("languagechange"));
}"""


class Gallery:
    def __init__(self, browser: Browser, home: House, folder: Path) -> None:
        self.browser = browser
        self.home = home
        self.folder = folder
        self.accounts = {ADMIN: self._account(ADMIN, home.password)}

    def _account(self, name: str, password: str) -> httpx.Client:
        session = log_in(self.home, password, name)
        return httpx.Client(
            base_url=f"{self.home.url}/api/v1",
            timeout=60,
            headers={"Origin": self.home.url},
            cookies={"ingle_session": session},
        )

    def furnish(self) -> None:
        furnish(self.home, self.browser, self.accounts[ADMIN])
        self.accounts[NEWCOMER] = self._account(NEWCOMER, PASSWORD)

    @contextmanager
    def desk(self, options: dict[str, Any]) -> Iterator[Desk]:
        context = self.browser.new_context(
            base_url=self.home.url, locale="en-GB", **{**options, "reduced_motion": "reduce"}
        )
        context.set_default_timeout(30_000)
        context.grant_permissions(["camera", "microphone"])
        yield Desk(context.new_page(), self.home.password, plain=False)
        context.close()

    def show(self, name: str, variants: Sequence[str], desk: Desk) -> None:
        """From a desk on which nothing is open, into a picture for each of these variants, which differ in their colours only."""
        scene = SCENES[name]
        desk.page.emulate_media(color_scheme=ALL[variants[0]].scheme, reduced_motion="reduce")
        self._begin(scene, desk)
        scene.lead(desk)
        self._speak(ALL[variants[0]].language, desk)
        if scene.waits:
            expect(desk.page.locator(".spinner")).to_have_count(0)
            desk.wait_for_page("[...document.images].every((image) => image.complete)")
        for variant in variants:
            desk.page.emulate_media(color_scheme=ALL[variant].scheme, reduced_motion="reduce")
            desk.settle()
            self.take(name, variant, desk)

    def _begin(self, scene: Scene, desk: Desk) -> None:
        context = desk.page.context
        leave(desk.page)
        context.clear_cookies()
        if scene.whose:
            account = self.accounts[scene.whose]
            for key in ("desktop.windows", "desktop.taskbar", "desktop.look", "desktop.notifications"):
                account.delete("/kv/entry", params={"key": key})
            session = account.cookies["ingle_session"]
            context.add_cookies([{"name": "ingle_session", "value": session, "url": self.home.url}])
        desk.page.goto("/")
        if scene.whose:
            desk.taskbar.wait_for()

    def _speak(self, language: str, desk: Desk) -> None:
        if language != "en":
            desk.page.evaluate(SPEAK, language)
            expect(desk.page.locator("html")).to_have_attribute("lang", language)

    def take(self, name: str, variant: str, desk: Desk) -> None:
        desk.page.screenshot(path=self.folder / f"{name}-{variant}.png")

    def sheet(self, scene: str, variants: Sequence[str]) -> None:
        paths = [self.folder / f"{scene}-{variant}.png" for variant in variants]
        pictures = [Image.open(path) for path in paths if path.exists()]
        width = sum(one.width + GAP for one in pictures) + GAP
        whole = Image.new(
            "RGB", (width, max((one.height for one in pictures), default=0) + 2 * GAP), "#777777"
        )
        left = GAP
        for one in pictures:
            whole.paste(one.convert("RGB"), (left, GAP))
            left += one.width + GAP
        whole.save(self.folder / "sheets" / f"{scene}.png")


def draw(gallery: Gallery, variants: Sequence[str], scenes: Sequence[str]) -> list[str]:
    """Answers what could not be drawn."""
    alike = groupby(variants, key=lambda name: (ALL[name].size, ALL[name].language))
    failed = [said for _, these in alike for said in draw_as(gallery, list(these), scenes)]
    for scene in scenes:
        gallery.sheet(scene, variants)
    return failed


def draw_as(gallery: Gallery, variants: Sequence[str], scenes: Sequence[str]) -> Iterator[str]:
    """Whatever a failure left behind is left behind with its page."""
    left = list(scenes)
    while left:
        with gallery.desk(ALL[variants[0]].size) as desk:
            while left:
                scene = left.pop(0)
                try:
                    gallery.show(scene, variants, desk)
                except (Error, AssertionError) as error:
                    yield f"{scene}-{variants[0]}: {str(error).splitlines()[0]}"
                    with suppress(Error):
                        gallery.take(scene, variants[0], desk)
                    break
                if SCENES[scene].spoils:
                    break


def main(folder: Path, wanted: Sequence[str]) -> int:
    variants = [name for name in wanted if name in ALL] or list(VARIANTS)
    scenes = [name for name in wanted if name not in ALL] or list(SCENES)
    if unknown := [name for name in scenes if name not in SCENES]:
        sys.stderr.write(f"no scene or variant is called {', '.join(unknown)}\n")
        return 2
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    with house(settings=SETTINGS, busybox=True) as home, sync_playwright() as playwright:
        expect.set_options(timeout=30_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERA])
        gallery = Gallery(browser, home, folder)
        gallery.furnish()
        failed = draw(gallery, variants, scenes)
        browser.close()
    sys.stderr.write("\n".join([f"{len(scenes)} scenes in {folder}", *failed, ""]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
