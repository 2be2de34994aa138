"""From the address to something on the screen, and to a desktop that can be used, with an empty cache; what came over the wire for it."""

from playwright.sync_api import BrowserContext

from bench.measure import Row, Sample, in_turn
from bench.os.desk import Desk
from bench.screen.browser import screen

PAGE = b"<!doctype html><meta charset=utf-8><title>bare</title><nav aria-label=Taskbar>ready</nav>"
PAINTED = """new Promise((tell) => new PerformanceObserver((seen) => {
    const first = seen.getEntriesByName("first-contentful-paint")[0];
    if (first) tell(first.startTime);
}).observe({ type: "paint", buffered: true }))"""


def paint(desk: Desk, rounds: int) -> list[Row]:
    desk.tell_bare(PAGE, "text/html")
    with screen(desk) as there:

        def opened(url: str, *, signed_in: bool) -> dict[str, float]:
            with there.context(signed_in=signed_in) as context:
                return _open(context, url, "Taskbar" if signed_in else "Log in")

        taken: dict[str, list[dict[str, float]]] = {"login": [], "desktop": [], "bare": []}

        def keep(name: str, seen: dict[str, float]) -> float:
            taken[name].append(seen)
            return 0.0

        in_turn(
            rounds,
            login=lambda: keep("login", opened(there.home.url, signed_in=False)),
            desktop=lambda: keep("desktop", opened(there.home.url, signed_in=True)),
            bare=lambda: keep("bare", opened(f"http://127.0.0.1:{desk.bare_port}/", signed_in=True)),
        )

    def sample(side: str, what: str, unit: str) -> Sample:
        return Sample(
            "a line of text" if side == "bare" else side, tuple(one[what] for one in taken[side][1:]), unit
        )

    return [
        Row(f"{side}: {told}", sample(side, what, unit), sample("bare", what, unit), target)
        for side in ("login", "desktop")
        for what, unit, told, target in (
            ("painted", "ms", "to the first paint", "1000 ms"),
            ("usable", "ms", "until it can be used", ""),
            ("kib", "KiB", "over the wire until then", "300 KiB to the first paint"),
        )
    ]


def _open(context: BrowserContext, url: str, wanted: str) -> dict[str, float]:
    page = context.new_page()
    network = context.new_cdp_session(page)
    received: list[float] = []
    network.on("Network.loadingFinished", lambda told: received.append(told["encodedDataLength"]))
    network.send("Network.enable")
    page.goto(url, wait_until="commit")
    role = page.get_by_role("navigation", name=wanted).or_(page.get_by_role("button", name=wanted))
    role.first.wait_for()
    usable: float = page.evaluate("performance.now()")
    kib = sum(received) / 1024
    return {"painted": page.evaluate(PAINTED), "usable": usable, "kib": kib}
