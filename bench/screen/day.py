"""What a long day leaves in the memory of the page, in which apps are opened and closed again and again: at its end, beside what was there early."""

from playwright.sync_api import CDPSession

from bench.measure import Row, Sample
from bench.os.desk import Desk as Measured
from bench.screen.browser import screen
from browser.desk import Desk

APPS = ("Files", "Machines", "Calculator", "Settings", "Editor", "Tasks", "Terminal")
FIRST = 3  # rounds after which everything has been loaded
SETTLES_MS = 1000  # what the last round has left to be done at the next frame holds its launcher until then


def day(desk: Measured, rounds: int) -> list[Row]:
    with screen(desk) as there, there.desk() as ours:
        browser = ours.page.context.new_cdp_session(ours.page)
        for _ in range(FIRST):
            _go_round(ours)
        early = _kept(ours, browser)
        for _ in range(10 * rounds):
            _go_round(ours)
        late = _kept(ours, browser)
    return [
        Row(
            f"{what} after {10 * rounds} rounds of {len(APPS)} apps / after {FIRST}",
            Sample("late", (late[what],), unit),
            Sample("early", (early[what],), unit),
            "1",
        )
        for what, unit in (("heap", "MiB"), ("nodes", "nodes"), ("listeners", "listeners"))
    ]


def _go_round(desk: Desk) -> None:
    for app in APPS:
        desk.search(app)
        window = desk.page.locator("section.window.focused")
        window.wait_for()
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.press("Alt+Shift+W")
        window.wait_for(state="detached")


def _kept(desk: Desk, browser: CDPSession) -> dict[str, float]:
    """What is still there when all that can go has gone."""
    desk.page.wait_for_timeout(SETTLES_MS)
    browser.send("HeapProfiler.enable")
    browser.send("HeapProfiler.collectGarbage")
    heap = browser.send("Runtime.getHeapUsage")["usedSize"]
    counted = browser.send("Memory.getDOMCounters")
    return {"heap": heap / 1024**2, "nodes": counted["nodes"], "listeners": counted["jsEventListeners"]}
