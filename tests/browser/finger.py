"""A finger on a page: it presses, stays, moves and lets go, as touch screens tell it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator

from browser.desk import Desk


class Finger:
    def __init__(self, desk: Desk, at: Locator) -> None:
        self._desk = desk
        self._touches = desk.page.context.new_cdp_session(desk.page)
        self.x, self.y = middle(at)

    def send(self, kind: str, *others: dict[str, float]) -> None:
        points = [{"x": self.x, "y": self.y, "id": 0}, *others] if kind != "touchEnd" else []
        self._touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def second(self) -> None:
        """Another finger comes down beside it."""
        self.send("touchStart", {"x": self.x + 60, "y": self.y, "id": 1})

    def move(self, x: float, y: float, steps: int = 6) -> None:
        for _ in range(steps):
            self.x, self.y = self.x + x / steps, self.y + y / steps
            self.send("touchMove")

    def over(self, place: Locator) -> None:
        x, y = middle(place)
        self.move(x - self.x, y - self.y)


def middle(at: Locator) -> tuple[float, float]:
    box = at.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ends(at: Locator) -> tuple[float, float]:
    """Where it begins and where it ends, from above."""
    box = at.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


@contextmanager
def held(desk: Desk, at: Locator) -> Iterator[Finger]:
    """A finger that has stayed there, until it lets go at the end."""
    finger = Finger(desk, at)
    finger.send("touchStart")
    desk.wait_for_page("document.querySelector('[data-held]') !== null")
    yield finger
    finger.send("touchEnd")
