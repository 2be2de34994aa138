"""The Range header."""

import pytest

from ingle.base.errors import InvalidError
from ingle.edge.ranges import ByteRange, parse_range


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", ByteRange(0, 1)),
        ("bytes=5-9", ByteRange(5, 5)),
        (" bytes=5- ", ByteRange(5)),
        ("bytes=-5", ByteRange(suffix=5)),
        ("bytes=-", None),
        ("bytes=9-5", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("bytes=²-", None),
        ("", None),
        (None, None),
    ],
)
def test_parse_range(header: str | None, expected: ByteRange | None) -> None:
    assert parse_range(header) == expected


def test_a_suffix_is_resolved_and_a_range_is_cut_to_the_file() -> None:
    assert ByteRange(suffix=5).resolved(20) == ByteRange(15, 5)
    assert ByteRange(suffix=50).resolved(20) == ByteRange(0, 20)
    assert ByteRange(5).resolved(20) == ByteRange(5)
    assert ByteRange(15).within(20) == 5
    assert ByteRange(15, 50).within(20) == 5
    assert ByteRange(15, 2).within(20) == 2


@pytest.mark.parametrize("wanted", [ByteRange(20), ByteRange(100, 3), ByteRange(0, 0)])
def test_a_range_behind_the_end_is_refused(wanted: ByteRange) -> None:
    with pytest.raises(InvalidError):
        wanted.within(20)
