"""Pages of the browser that tests have one after another. A page of one's own costs a process and everything read anew; an empty one is all that is needed."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Error, Page

from browser.desk import DESKTOP, Desk

# Before a page is left: what was open in it is not written down any more, as it is when a person leaves.
FORGET = """for (const type of ["pagehide", "visibilitychange"])
    addEventListener(type, (event) => event.stopImmediatePropagation(), { capture: true })"""


def leave(page: Page) -> None:
    """For an empty page, on which nothing is remembered."""
    page.evaluate(FORGET)
    page.unroute_all()
    page.goto("/healthz")  # of the same origin, so that the process stays and the storage can be reached
    page.evaluate("localStorage.clear(); sessionStorage.clear()")


class Seats:
    """Pages of one house's desktop, each in a browser's context that knows nothing yet."""

    def __init__(self, chromium: Browser, url: str, password: str) -> None:
        self._chromium = chromium
        self._url = url
        self._password = password
        self._free: dict[str, list[Desk]] = {}  # by the context's options

    def take(self, session: str | None, options: Mapping[str, Any]) -> Desk:
        """The desktop of whose session it is, or else the login. `options`: of the context."""
        free = self._free.get(repr(options))
        desk = free.pop() if free else self._open(options)
        desk.complaints.clear()  # what came while it was emptied
        if session is not None:
            desk.page.context.add_cookies([{"name": "ingle_session", "value": session, "url": self._url}])
        desk.page.goto("/")
        if session is not None:
            desk.taskbar.wait_for()
        return desk

    def _open(self, options: Mapping[str, Any]) -> Desk:
        context = self._chromium.new_context(base_url=self._url, **{"locale": "en-GB", **DESKTOP, **options})
        context.set_default_timeout(30_000)
        return Desk(context.new_page(), self._password)

    def give_back(self, desk: Desk, options: Mapping[str, Any]) -> list[str]:
        """Answers what the page complained of."""
        complaints, desk.complaints = desk.complaints, []
        try:
            self._empty(desk, options)
        except Error:  # whatever the test did to it
            with suppress(Error):
                desk.page.context.close()
        else:
            self._free.setdefault(repr(options), []).append(desk)
        return complaints

    def _empty(self, desk: Desk, options: Mapping[str, Any]) -> None:
        page, context = desk.page, desk.page.context
        made = {**DESKTOP, **options}
        leave(page)
        context.clear_cookies()
        context.clear_permissions()
        page.emulate_media(color_scheme=made.get("color_scheme", "light"), reduced_motion="reduce")
        page.set_viewport_size(made["viewport"])
        for more in context.pages:
            if more is not page:
                more.close()

    def close(self) -> None:
        for desks in self._free.values():
            for desk in desks:
                desk.page.context.close()
