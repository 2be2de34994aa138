"""The guard around tarfile: damaged and malicious archives end in an error, soon."""

import io
import tarfile
from collections.abc import Callable

import pytest

from ingle.drivers.rootfs.tarball import read_members
from ingle.images.errors import ImageInvalidError
from support.archives import file, layer

GOOD = layer(file("a", b"1" * 600), file("b", b"2"), file("c", b"3" * 100))


def names(data: bytes) -> list[str]:
    return [member.name for member in read_members(io.BytesIO(data))]


def header(name: bytes = b"x", *, size: bytes = b"00000000000", type_: bytes = b"0") -> bytes:
    """A raw ustar header whose size field is as given."""
    fields = (
        name.ljust(100, b"\0") + b"0000644\0" + b"0000000\0" * 2 + size.ljust(12, b"\0") + b"00000000000\0"
    )
    rest = type_ + bytes(100) + b"ustar\00000" + bytes(64) + b"0000000\0" * 2 + bytes(167)
    total = sum(fields) + 8 * 32 + sum(rest)
    return fields + b"%06o\0 " % total + rest


def pax(*records: bytes) -> bytes:
    body = b"".join(records)
    return header(type_=b"x", size=b"%011o" % len(body)) + body + bytes(-len(body) % 512)


def test_good_archives_are_read_whole() -> None:
    assert names(GOOD) == ["a", "b", "c"]
    assert names(b"") == names(bytes(1024)) == names(bytes(10240)) == []
    assert names(header() + header(b"y")) == ["x", "y"]  # without an end


@pytest.mark.parametrize("length", [1, 100, 511, 513, 700, 1100, 2048, 2049])
def test_truncated_archives_are_told(length: int) -> None:
    with pytest.raises(ImageInvalidError):
        names(GOOD[:length])


def test_a_damaged_header_after_the_first_does_not_end_the_archive_silently() -> None:
    damaged = bytearray(GOOD)
    damaged[1536 + 4] ^= 0xFF
    with pytest.raises(ImageInvalidError):
        names(bytes(damaged))


NEGATIVE = b"\xff" * 12
MINUS_512 = b"\xff" * 10 + b"\xfe\x00"
HUGE = b"\x80" + b"\0" * 3 + b"\x7f" + b"\xff" * 7


@pytest.mark.parametrize(
    "data",
    [
        header(size=NEGATIVE) + GOOD,
        header(type_=b"x", size=MINUS_512) + GOOD,
        header(type_=b"L", size=MINUS_512) + GOOD,
        header(size=HUGE) + GOOD,
        header(type_=b"x", size=HUGE) + GOOD,
        header(type_=b"L", size=b"%011o" % (64 << 20)) + GOOD,
        header(size=MINUS_512) + GOOD,
        pax(b"9" * 900_000) + GOOD,
        pax(b"0 path=x\n") + GOOD,
        pax(b"13 path=\xff\xfe\n", b"30 mtime=nonsense nonsense\n") + header(),
        pax(b"20 GNU.sparse.map=1,\n", b"22 GNU.sparse.major=0\n") + header(),
        pax(b"22 GNU.sparse.major=1\n", b"22 GNU.sparse.minor=0\n")
        + header(size=b"%011o" % 512)
        + b"9" * 512,
        b"".join(header(type_=b"L", size=b"%011o" % 1) + b"a" + bytes(511) for _ in range(2000)) + header(),
        b"\x1f\x8b" + bytes(2000),
        bytes(range(256)) * 40,
    ],
    ids=range(15),
)
def test_malicious_headers_are_refused_soon(data: bytes) -> None:
    with pytest.raises(ImageInvalidError):
        names(data)


def test_sparse_maps_do_not_grow_without_bound() -> None:
    records = pax(b"22 GNU.sparse.major=1\n", b"22 GNU.sparse.minor=0\n")
    body = b"90000000\n" + b"1\n" * 4_000_000
    with pytest.raises(ImageInvalidError):
        names(records + header(size=b"%011o" % len(body)) + body + bytes(-len(body) % 512))


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_dialect_is_read(format_: int) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format_) as archive:
        archive.addfile(tarfile.TarInfo("d" * 60 + "/" + "f" * 90))
    assert names(out.getvalue()) == ["d" * 60 + "/" + "f" * 90]


def flip(data: bytes, position: int) -> bytes:
    changed = bytearray(data)
    changed[position % len(changed)] ^= 0x41
    return bytes(changed)


@pytest.mark.parametrize(
    "change", [flip, lambda data, n: data[: n % len(data)], lambda data, n: data[n % 512 :]]
)
def test_no_damage_raises_anything_else(change: Callable[[bytes, int], bytes]) -> None:
    for position in range(0, 2100, 7):
        try:
            names(change(GOOD, position))
        except ImageInvalidError:
            continue
