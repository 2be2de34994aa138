"""Numbers over time as a line of small bars."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from ingle.base.units import format_size
from ingle.wire.machines import MetricsSample

BARS = "▁▂▃▄▅▆▇█"
WIDTH = 40  # bars in a line


def sparkline(values: Sequence[float], width: int = WIDTH) -> str:
    """From the least to the most of them; more than fit are averaged."""
    if len(values) > width:
        edges = [number * len(values) // width for number in range(width + 1)]
        parts = [values[start:end] for start, end in pairwise(edges)]
        values = [sum(part) / len(part) for part in parts]
    if not values:
        return ""
    low, span = min(values), max(values) - min(values)
    return "".join(
        BARS[round((value - low) / span * (len(BARS) - 1))] if span else BARS[0] for value in values
    )


def rows_of(samples: Sequence[MetricsSample]) -> list[tuple[str, ...]]:
    """What a machine took, a row for each thing: what, least, most, now, the line."""
    guests = [sample.guest for sample in samples if sample.guest is not None]
    rows = [
        _row("processors", processors(samples), lambda value: f"{value:.2f}"),
        _row("memory of the host", [one.own_bytes or one.resident_bytes for one in samples], _size),
        _row("memory in it", [one.memory_total - one.memory_available for one in guests], _size),
        _row("processes in it", [one.processes for one in guests], lambda value: f"{value:.0f}"),
    ]
    return [row for row in rows if row]


def processors(samples: Sequence[MetricsSample]) -> list[float]:
    """How many of the host's were busy for it between each two samples; where its process changed, or it slept, there is no telling."""
    found = []
    for before, after in pairwise(samples):
        seconds = (after.at - before.at).total_seconds()
        if seconds > 0 and after.cpu_seconds >= before.cpu_seconds:
            found.append((after.cpu_seconds - before.cpu_seconds) / seconds)
    return found


def _row(what: str, values: Sequence[float], told: Callable[[float], str]) -> tuple[str, ...]:
    if not values:
        return ()
    return what, told(min(values)), told(max(values)), told(values[-1]), sparkline(values)


def _size(value: float) -> str:
    return format_size(int(value))
