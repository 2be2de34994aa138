"""Compression told by content, digests checked, sizes bounded."""

import bz2
import gzip
import hashlib
import io
import lzma
import random
from pathlib import Path

import pytest
import zstandard

from ingle.drivers.rootfs.limits import Budget
from ingle.drivers.rootfs.unpack import unpack
from ingle.images.errors import ImageDigestError, ImageInvalidError, ImageTooLargeError
from support.archives import COMPRESS, digest

DATA = random.Random(1).randbytes(3_000_000)  # noqa: S311


@pytest.mark.parametrize("compression", COMPRESS)
def test_every_compression_comes_out_the_same(tmp_path: Path, budget: Budget, compression: str) -> None:
    packed = COMPRESS[compression](DATA)
    unpack(io.BytesIO(packed), tmp_path / "out", budget, digest=digest(packed), diff_id=digest(DATA))
    assert (tmp_path / "out").read_bytes() == DATA


def test_several_members_and_frames_are_one_stream(tmp_path: Path, budget: Budget) -> None:
    unpack(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")), tmp_path / "gz", budget)
    frames = zstandard.ZstdCompressor().compress(b"a") + zstandard.ZstdCompressor().compress(b"b")
    unpack(io.BytesIO(frames), tmp_path / "zst", budget)
    assert (tmp_path / "gz").read_bytes() == (tmp_path / "zst").read_bytes() == b"ab"


def test_sha512_is_a_digest_too(tmp_path: Path, budget: Budget) -> None:
    sha512 = f"sha512:{hashlib.sha512(b'x').hexdigest()}"
    unpack(io.BytesIO(b"x"), tmp_path / "out", budget, digest=sha512, diff_id=sha512)


@pytest.mark.parametrize("wrong", ["digest", "diff_id"])
def test_a_wrong_digest_is_told(tmp_path: Path, budget: Budget, wrong: str) -> None:
    with pytest.raises(ImageDigestError):
        unpack(
            io.BytesIO(gzip.compress(b"x")), tmp_path / "out", budget, **{wrong: digest(b"something else")}
        )


def test_bytes_after_the_compressed_stream_count_for_its_digest(tmp_path: Path, budget: Budget) -> None:
    packed = gzip.compress(b"x")
    with pytest.raises(ImageDigestError):
        unpack(io.BytesIO(packed + bytes(512)), tmp_path / "out", budget, digest=digest(packed))


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_damage_and_truncation_are_told(tmp_path: Path, budget: Budget, compression: str) -> None:
    packed = COMPRESS[compression](DATA)
    for number, bad in enumerate((packed[: len(packed) // 2], packed[:20] + b"garbage!" + packed[28:])):
        with pytest.raises((ImageInvalidError, ImageDigestError)):
            unpack(io.BytesIO(bad), tmp_path / str(number), budget, diff_id=digest(DATA))


@pytest.mark.parametrize("compress", [bz2.compress, lzma.compress])
def test_other_compressions_are_refused_by_name(tmp_path: Path, budget: Budget, compress: object) -> None:
    with pytest.raises(ImageInvalidError, match=r"bzip2|xz"):
        unpack(io.BytesIO(compress(b"x")), tmp_path / "out", budget)  # type: ignore[operator]


@pytest.mark.parametrize("compression", COMPRESS)
def test_a_bomb_ends_at_the_limit(tmp_path: Path, tiny: Budget, compression: str) -> None:
    with pytest.raises(ImageTooLargeError):
        unpack(io.BytesIO(COMPRESS[compression](bytes(50 << 20))), tmp_path / "out", tiny)
    assert (tmp_path / "out").stat().st_size <= 1 << 20


def test_a_stream_that_wants_much_memory_is_refused(tmp_path: Path, budget: Budget) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=29, enable_ldm=True)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    data = packed.compress(b"x" * 1000) + packed.flush()
    with pytest.raises(ImageInvalidError):
        unpack(io.BytesIO(data), tmp_path / "out", budget)
