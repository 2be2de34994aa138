"""The desktop as a person handles it: what is called how, and where things are found."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

AXE = Path(__file__).resolve().parents[2] / "desktop/node_modules/axe-core/axe.min.js"
# What a browser itself logs while the daemon is away or says no; the desktop tells people about it in its own way.
EXPECTED = re.compile(r"Failed to load resource|WebSocket connection to .* failed|WebGL")

# Whoever logs in has been shown around in this browser, and is not interrupted.
SHOWN_AROUND = """{
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = function (key) { return key.startsWith("ingle.welcomed.") ? "yes" : getItem.call(this, key); };
}"""

# What axe looks at: everything, and in the other scheme, which changes the colours and nothing else, those alone.
# Style sheets and media are fetched (`preload`) for rules that are moderate only.
RULES: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "selectors": False}
SERIOUS = """axe.configure({
  rules: axe._audit.rules
    .filter(({ impact }) => impact === "minor" || impact === "moderate")
    .map(({ id }) => ({ id, enabled: false })),
})"""
LIGHT: Literal["light"] = "light"
DARK: Literal["dark"] = "dark"
COLOURS = {**RULES, "runOnly": ["color-contrast", "link-in-text-block"]}

# Without a graphics card blurring and shadows are most of what drawing costs, and nobody looks.
PLAIN = """{
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { backdrop-filter: none !important; box-shadow: none !important } .wallpaper > * { display: none }");
  document.adoptedStyleSheets = [sheet];
}"""

# Options of a browser's context.
# Movement costs most of what a browser draws without a graphics card, and is for people.
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TABLET: dict[str, Any] = {**PHONE, "viewport": {"width": 820, "height": 1180}}
TABLET_LYING: dict[str, Any] = {**PHONE, "viewport": {"width": 1180, "height": 820}}


class Desk:
    """One open page."""

    thorough = False  # about accessibility, as in runs that take their time

    def __init__(self, page: Page, password: str, *, newcomer: bool = False, plain: bool = True) -> None:
        self.page = page
        self.password = password
        self.complaints: list[str] = []
        if not newcomer:
            page.add_init_script(SHOWN_AROUND)
        if plain:
            page.add_init_script(PLAIN)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"thrown: {error}"))
        page.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(f"logged: {message.text}")

    def _see(self, request: Request) -> None:
        if not re.match(r"(http|ws)://(127\.0\.0\.1|localhost):|blob:|data:", request.url):
            self.complaints.append(f"asked a foreign host: {request.url}")

    # --- the way in

    def log_in(self, name: str = "admin", password: str | None = None) -> None:
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(password or self.password)
        self.page.get_by_role("button", name="Log in").click()
        if password is None:
            self.taskbar.wait_for()

    # --- places

    @property
    def taskbar(self) -> Locator:
        return self.page.get_by_role("navigation", name="Taskbar")

    def window(self, title: str) -> Locator:
        """A window of the desk, not a modal dialog."""
        return self.page.locator(f"section.window[aria-label={title!r}]")

    def box(self, title: str) -> dict[str, float]:
        found: Any = self.window(title).bounding_box()
        return {side: round(length) for side, length in found.items()}

    def settle(self) -> None:
        """Until nothing that has an end moves any more."""
        self.page.evaluate(
            "Promise.allSettled(document.getAnimations()"
            ".filter((animation) => animation.effect.getTiming().iterations !== Infinity).map((animation) => animation.finished))"
        )

    def expect_box(self, title: str, **sides: float) -> None:
        """Until the window is there and that large; sides that are not named may be anything."""
        self.settle()
        self.wait_until(
            lambda: sides.items() <= self.box(title).items(), 5, lambda: f"{self.box(title)} is not {sides}"
        )

    def open_app(self, name: str) -> None:
        self.page.get_by_role("list", name="Apps", exact=True).get_by_role("button", name=name).click()

    def search(self, text: str, *, found: str = "") -> None:
        """Through the launcher, to what is found first; once this is `found`."""
        self.page.keyboard.press("Alt+Shift+K")
        self.page.get_by_role("combobox", name="Search").fill(text)
        if found:
            self.page.get_by_role("option", name=found).first.wait_for()
        self.page.keyboard.press("Enter")

    def create_machine(self, name: str) -> None:
        """From the Machines window; returns when it runs."""
        self.page.get_by_role("button", name="Create a machine").first.click()
        dialog = self.page.get_by_role("dialog", name="New machine")
        dialog.get_by_label("Name", exact=True).fill(name)
        dialog.get_by_role("button", name="Create", exact=True).click()
        expect(dialog).to_be_hidden()
        detail = self.page.get_by_role("region", name=name)
        expect(detail.get_by_role("status")).to_have_text("Running", timeout=90_000)

    def detail(self, machine: str) -> Locator:
        """What the Machines window says about one machine, which is brought to the front."""
        self.search("Machines")
        window = self.window("Machines")
        names = window.get_by_role("list", name="Machines")
        back = window.get_by_role("button", name="All machines")  # a phone has room for one of both
        names.or_(back).first.wait_for()
        found = window.get_by_role("region", name=machine, exact=True)
        if not found.is_visible():
            if back.is_visible():
                back.click()
            names.get_by_role("button").filter(has=self.page.get_by_text(machine, exact=True)).click()
            found.wait_for()
        return found

    def order(self, machine: str, action: str) -> Locator:
        """Whether the action is at hand or in the menu."""
        detail = self.detail(machine)
        button = detail.get_by_role("toolbar", name="Actions").get_by_role("button", name=action, exact=True)
        if button.count() == 1:
            button.click()
        else:
            detail.get_by_role("button", name="More actions").click()
            self.page.get_by_role("menuitem", name=action, exact=True).click()
        return detail

    def expect_state(self, machine: str, word: str) -> None:
        expect(self.detail(machine).get_by_role("status")).to_have_text(word, timeout=90_000)

    # --- terminals

    def open_terminal(self, machine: str) -> None:
        """Through the launcher, once it knows the machine; returns when the shell has said its first word and is what one types to."""
        self.search(f"terminal on {machine}", found=f"Terminal on {machine}")
        self.wait_for_text(machine, r"[#$] ?$", 90)
        self.wait_for_page(
            f"document.activeElement?.closest('section.window')?.ariaLabel === {json.dumps(machine)}"
        )

    def screen(self, machine: str) -> str:
        """The text that the front terminal on this machine shows."""
        return "\n".join(line.rstrip() for line in self._rows(machine).inner_text().splitlines()).strip()

    def _rows(self, machine: str) -> Locator:
        return self.window(machine).last.locator(".terminals-one:not([inert]) > .front .xterm-rows")

    def type(self, line: str) -> None:
        self.page.keyboard.type(line)
        self.page.keyboard.press("Enter")

    def wait_for_text(self, machine: str, pattern: str, seconds: float = 30) -> None:
        """Until the terminal's text matches."""
        self._rows(machine).wait_for()
        self.wait_until(
            lambda: re.search(pattern, self.screen(machine), re.MULTILINE) is not None,
            seconds,
            lambda: f"no {pattern!r} in:\n{self.screen(machine)}",
        )

    def wait_for_page(self, expression: str, seconds: float = 30) -> None:
        """Until it is true in the page. Asked from outside: the page's own policy forbids what Playwright's `wait_for_function` does in it."""
        self.wait_until(lambda: bool(self.page.evaluate(expression)), seconds, lambda: f"not {expression}")

    def wait_until(self, holds: Callable[[], bool], seconds: float, explain: Callable[[], str]) -> None:
        """Playwright's events are handled only while it is asked something, so waiting is asking it to wait."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, explain()
            self.page.wait_for_timeout(100)

    # --- accessibility

    def barriers(self, within: Locator | None = None) -> list[str]:
        """What axe finds serious or worse on this page as it is now, or in a part of it.

        The page is left in the other of light and dark, so that whoever looks at screen after screen has looked at both; `thorough` is each screen in both.
        """
        looked_at = within or self.page.locator(":root")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
            self.page.evaluate(SERIOUS)
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        here, there = (DARK, LIGHT) if dark else (LIGHT, DARK)
        self.settle()
        found = [f"{here}: {barrier}" for barrier in self._barriers(looked_at, RULES)]
        self.page.emulate_media(color_scheme=there, reduced_motion="reduce")
        if self.thorough:
            self.settle()
            found += [f"{there}: {barrier}" for barrier in self._barriers(looked_at, COLOURS)]
        return found

    def _barriers(self, within: Locator, rules: dict[str, Any]) -> list[str]:
        found = within.evaluate(
            """(part, rules) => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
                .then(() => axe.run(part, rules)).then((found) => found.violations)""",
            rules,
        )
        return [
            f"{problem['id']}: {node['html'][:200]} — {node.get('failureSummary', '')[:300]}"
            for problem in found
            if problem["impact"] in ("serious", "critical")
            for node in problem["nodes"]
        ]


Visit = Callable[..., Desk]  # opens a page with these options of a context
