"""A browser on the daemon that is measured, signed in as its admin."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright

from bench.os import desk as measured  # with it come the tests' helpers
from browser.conftest import CHROMIUM, FLAGS, log_in
from browser.desk import SHOWN_AROUND, Desk
from support.house import House

SIZE = ViewportSize(width=1280, height=800)


@dataclass(frozen=True)
class Screen:
    browser: Browser
    home: House
    session: str

    @contextmanager
    def context(self, *, signed_in: bool = True) -> Iterator[BrowserContext]:
        """Knows nothing yet, so that everything is fetched."""
        context = self.browser.new_context(base_url=self.home.url, locale="en-GB", viewport=SIZE)
        context.set_default_timeout(60_000)
        context.add_init_script(SHOWN_AROUND)
        if signed_in:
            context.add_cookies([{"name": "ingle_session", "value": self.session, "url": self.home.url}])
        yield context
        context.close()

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """As people have it, with shadows, blurs and movement; nothing is open."""
        with self.context() as context:
            desk = Desk(context.new_page(), self.home.password, plain=False)
            desk.page.goto("/")
            desk.taskbar.wait_for()
            yield desk


@contextmanager
def screen(there: measured.Desk) -> Iterator[Screen]:
    session = log_in(there.home, there.home.password)
    there.client.delete("/kv/entry", params={"key": "desktop.windows"})
    with sync_playwright() as playwright:
        expect.set_options(timeout=60_000)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Screen(browser, there.home, session)
        browser.close()
