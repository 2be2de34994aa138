"""Take turns, count, compare."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Sample:
    """Measured values of one side, in `unit`."""

    name: str
    values: tuple[float, ...]
    unit: str = "ms"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def percentile(self, percent: int) -> float:
        """By the nearest rank; of few values p99 is simply the largest."""
        ordered = sorted(self.values)
        return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1))]


@dataclass(frozen=True)
class Row:
    """One line of the report: ours beside its reference."""

    name: str
    ours: Sample
    reference: Sample | None
    target: str = ""

    @property
    def ratio(self) -> float | None:
        return self.ours.median / self.reference.median if self.reference else None


Action = Callable[[], float | None]
"""Does the thing once. Returns the value measured, or None: then the wall time in milliseconds counts."""


def measure(action: Action) -> float:
    started = perf_counter()
    value = action()
    return (perf_counter() - started) * 1000 if value is None else value


def in_turn(rounds: int, **sides: Action) -> dict[str, tuple[float, ...]]:
    """Each side once per round, so that a slow minute of the machine hurts all alike. One uncounted round first."""
    for action in sides.values():
        action()
    values: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, action in sides.items():
            values[name].append(measure(action))
    return {name: tuple(taken) for name, taken in values.items()}
