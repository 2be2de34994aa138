"""Small bars for numbers over time."""

from datetime import UTC, datetime, timedelta

import pytest

from ingle.cli.sparklines import processors, rows_of, sparkline
from ingle.wire.machines import MetricsSample

START = datetime(2030, 1, 1, tzinfo=UTC)


def sample(after: float, cpu: float, resident: int = 1 << 20, own: int | None = None) -> MetricsSample:
    at = START + timedelta(seconds=after)
    return MetricsSample(at=at, cpu_seconds=cpu, resident_bytes=resident, own_bytes=own)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ([], ""),
        ([5.0], "▁"),
        ([3, 3, 3], "▁▁▁"),
        ([0, 7], "▁█"),
        ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
        ([7, 0, 7], "█▁█"),
    ],
)
def test_sparkline(values: list[float], line: str) -> None:
    assert sparkline(values) == line


def test_more_than_fit_are_averaged() -> None:
    assert sparkline([0, 0, 4, 4, 0, 8, 8, 8], width=4) == "▁▅▅█"
    assert len(sparkline(list(range(240)))) == 40


def test_processors_are_what_was_used_between_two_samples_of_one_process() -> None:
    slept = [sample(0, 10.0), sample(15, 17.5), sample(600, 0.5), sample(615, 15.5)]
    assert processors(slept) == [0.5, 1.0]


def test_rows_tell_only_what_is_known() -> None:
    rows = rows_of([sample(0, 0.0, own=1 << 20), sample(15, 3.0, own=2 << 20)])
    assert [row[0] for row in rows] == ["processors", "memory of the host"]
    assert rows[1][1:4] == ("1.0 MiB", "2.0 MiB", "2.0 MiB")
    assert [row[0] for row in rows_of([sample(0, 0.0)])] == ["memory of the host"]
