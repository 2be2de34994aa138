import pytest

from ingle.base.errors import InvalidError
from ingle.base.units import GIB, KIB, MIB, format_size, parse_size


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
