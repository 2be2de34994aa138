import pytest

from ingle.base.errors import InvalidError
from ingle.base.units import GIB, KIB, MIB, format_duration, format_size, parse_duration, parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("512", 512),
        ("64k", 64 * KIB),
        ("64 KiB", 64 * KIB),
        ("512m", 512 * MIB),
        ("1.5g", GIB * 3 // 2),
        ("2GB", 2 * GIB),
    ],
)
def test_sizes_as_people_write_them(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "-1", "ten", "1x", "1 2", "0x10", "1e9", "٣"])
def test_what_is_not_a_size_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match="write it like"):
        parse_size(text)


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1536, "1.5 KiB"), (4 * GIB, "4.0 GiB"), (3 * 1024 * GIB, "3.0 TiB")],
)
def test_sizes_for_people(size: int, text: str) -> None:
    assert format_size(size) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("0s", 0),
        ("90s", 90),
        ("10m", 600),
        ("2h", 7200),
        ("1d", 86400),
        ("1h30m", 5400),
        (" 1.5s ", 1.5),
    ],
)
def test_durations_as_people_write_them(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "-1s", "1 h", "s", "1w", "1m2", "1e3s", "٣s", "ten"])
def test_what_is_not_a_duration_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match="write it like"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0s"),
        (0.5, "0.5s"),
        (90, "1m30s"),
        (600.0, "10m"),
        (5400, "1h30m"),
        (86400, "1d"),
        (90061, "1d1h1m1s"),
    ],
)
def test_durations_for_people_can_be_written_again(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text
    assert parse_duration(text) == seconds
