"""How long a frame takes while a window is dragged among twenty, and while a folder of ten thousand is scrolled; beside plain boxes and plain lines."""

import json
import statistics
from collections.abc import Callable

from playwright.sync_api import Locator, Page

from bench.measure import Row, Sample, in_turn
from bench.os.desk import Desk
from bench.screen.browser import screen
from browser.files_app import a_zip, enter

WINDOWS, ENTRIES, MOVES = 20, 10_000, 120
# Keeps how long each frame took, until it is told to stop.
WATCH = """() => {
    const frames = [];
    let before = performance.now();
    const next = (now) => {
        frames.push(now - before);
        before = now;
        if (!window.stopWatching) requestAnimationFrame(next);
    };
    window.stopWatching = false;
    window.frames = frames;
    requestAnimationFrame(next);
}"""
STOP = "() => { window.stopWatching = true; return JSON.stringify(window.frames.slice(2)); }"
STEP = """(box, at) => new Promise((done) => requestAnimationFrame(() => {
    box.scrollTop = 120 * at;
    done();
}))"""
BOXES = f"""<!doctype html><style>div {{ position: absolute; width: 600px; height: 400px; background: #fff; border: 1px solid #888 }}</style>
<script>
for (let at = 0; at < {WINDOWS}; at++) {{
    const box = document.createElement("div");
    box.style = `left: ${{20 * at}}px; top: ${{10 * at}}px`;
    document.body.append(box);
}}
const last = document.querySelector("div:last-of-type");
onpointermove = (event) => {{
    if (event.buttons) last.style.translate = `${{event.clientX - 700}}px ${{event.clientY - 215}}px`;
}};
</script>"""
LINES = f"""<!doctype html><div id=box style="height: 700px; overflow: auto"></div>
<script>box.innerHTML = Array.from({{ length: {ENTRIES} }}, (_, at) => `<p>${{at}}.txt</p>`).join("")</script>"""


def windows(desk: Desk, rounds: int) -> list[Row]:
    with screen(desk) as there, there.desk() as ours, there.context() as context:
        for _ in range(WINDOWS):
            ours.search("Calculator")
        ours.page.locator("section.window").nth(WINDOWS - 1).wait_for()
        ours.settle()
        box = ours.page.locator("section.window.focused").bounding_box()
        if box is None:
            raise RuntimeError("no window is in front")
        bare = context.new_page()
        bare.set_content(BOXES)
        at = (box["x"] + 60, box["y"] + 15)
        return _rows(
            f"a window dragged among {WINDOWS}",
            rounds,
            lambda: _drag(ours.page, at),
            lambda: _drag(bare, (700, 215)),
        )


def folder(desk: Desk, rounds: int) -> list[Row]:
    made = a_zip(f"{one:05}.txt" for one in range(ENTRIES))
    desk.mkdir("~/Documents/bench")
    packed = {"path": "~/Documents/bench/many.zip"}
    desk.client.put("/files", params=packed, content=made).raise_for_status()
    desk.client.post("/files/unpack", json=packed, timeout=300).raise_for_status()
    with screen(desk) as there, there.desk() as ours, there.context() as context:
        window = enter(ours, "bench/many")
        listing = window.get_by_role("listbox", name="Files")
        bare = context.new_page()
        bare.set_content(LINES)

        return _rows(
            f"a folder of {ENTRIES} scrolled",
            rounds,
            lambda: _scroll(listing),
            lambda: _scroll(bare.locator("#box")),
        )


def _drag(page: Page, start: tuple[float, float]) -> list[float]:
    """There and back, so that the next one begins where this did."""
    x, y = start
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH)
    for move in range(MOVES):
        away = min(move, MOVES - move)
        page.mouse.move(x + 2 * away, y + away)
    page.mouse.move(x, y)
    frames: list[float] = json.loads(page.evaluate(STOP))
    page.mouse.up()
    return frames


def _scroll(box: Locator) -> list[float]:
    """As a flick of the finger does, so many pixels at each frame."""
    page = box.page
    page.evaluate(WATCH)
    for at in range(MOVES):
        box.evaluate(STEP, at)
    frames: list[float] = json.loads(page.evaluate(STOP))
    return frames


def _rows(
    name: str, rounds: int, ours: Callable[[], list[float]], bare: Callable[[], list[float]]
) -> list[Row]:
    seen: dict[str, list[list[float]]] = {"ours": [], "bare": []}

    def keep(side: str, frames: list[float]) -> float:
        seen[side].append(frames)
        return 0.0

    in_turn(rounds, ours=lambda: keep("ours", ours()), bare=lambda: keep("bare", bare()))

    def sample(side: str, value: Callable[[list[float]], float]) -> Sample:
        return Sample("the desktop" if side == "ours" else "plain", tuple(map(value, seen[side][1:])))

    def slow(frames: list[float]) -> float:
        return sorted(frames)[len(frames) * 95 // 100]

    return [
        Row(
            f"{name}: frame, median",
            sample("ours", statistics.median),
            sample("bare", statistics.median),
            "16.7 ms",
        ),
        Row(f"{name}: frame, slowest of twenty", sample("ours", slow), sample("bare", slow)),
    ]
