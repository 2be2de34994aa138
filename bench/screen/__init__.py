"""Rows about what a person sees: the first paint, frames while much is moved, and what a long day leaves in memory.

In a real Chromium without a graphics card.
"""

from collections.abc import Callable, Mapping

from bench.measure import Row
from bench.os.desk import Desk
from bench.screen.day import day
from bench.screen.frames import folder, windows
from bench.screen.paint import paint

SCREEN_ROWS: Mapping[str, Callable[[Desk, int], list[Row]]] = {
    "screen-paint": paint,
    "screen-windows": windows,
    "screen-folder": folder,
    "screen-day": day,
}
