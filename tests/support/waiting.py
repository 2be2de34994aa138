"""Wait for a condition, never for time."""

import time
from collections.abc import Callable
from threading import Event


def wait_until(
    condition: Callable[[], object], *, timeout: float = 60.0, explain: Callable[[], str] = lambda: ""
) -> None:
    """Return as soon as the condition is true. Raises AssertionError with the explanation when it is not in `timeout` seconds."""
    pause = Event()
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {timeout} s. {explain()}")
        pause.wait(0.02)
