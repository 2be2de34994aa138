"""Headers of one word."""

import pytest

from ingle.dav.errors import BadRequestError
from ingle.dav.model import Depth
from ingle.dav.policy import MAX_SECONDS, read_depth, read_moment, read_overwrite, read_seconds


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, MAX_SECONDS),
        ("Second-60", 60),
        ("Infinite, Second-4100000000", MAX_SECONDS),
        ("Infinite", MAX_SECONDS),
        ("Second-0", 1),
        ("nonsense, second-30", 30),
        ("Second-" + "9" * 5000, MAX_SECONDS),
    ],
)
def test_timeouts_are_wishes_within_bounds(header: str | None, seconds: int) -> None:
    assert read_seconds(header) == seconds


@pytest.mark.parametrize(
    ("header", "microseconds"),
    [
        (None, None),
        ("1700000000", 1_700_000_000_000_000),
        ("1700000000.5", 1_700_000_000_500_000),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
    ],
)
def test_moments(header: str | None, microseconds: int | None) -> None:
    assert read_moment(header) == microseconds


def test_depth() -> None:
    assert read_depth(None, Depth.ONE) is Depth.ONE
    assert read_depth(" Infinity ", Depth.ONE) is Depth.INFINITY
    with pytest.raises(BadRequestError):
        read_depth("2", Depth.ONE)


def test_overwrite() -> None:
    assert [read_overwrite(header) for header in (None, "T", "f ")] == [True, True, False]
    with pytest.raises(BadRequestError):
        read_overwrite("maybe")
