"""Sealed secrets open under their own key and words only."""

import os
import stat
from pathlib import Path

import pytest

from ingle.runtime.sealing import SealBrokenError, Sealer, open_sealer


def test_what_was_sealed_opens_in_its_own_place_only() -> None:
    sealer = Sealer(bytes(32), os.urandom)
    sealed = sealer.seal(b"secret", of="otp of ann")
    assert b"secret" not in sealed
    assert sealer.seal(b"secret", of="otp of ann") != sealed
    assert sealer.open(sealed, of="otp of ann") == b"secret"
    for broken, of in ((sealed, "otp of bob"), (sealed[:-1], "otp of ann"), (b"", "otp of ann")):
        with pytest.raises(SealBrokenError):
            sealer.open(broken, of=of)
    with pytest.raises(SealBrokenError):
        Sealer(bytes(31) + b"\1", os.urandom).open(sealed, of="otp of ann")


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    sealed = open_sealer(tmp_path, os.urandom).seal(b"secret", of="x")
    assert open_sealer(tmp_path, os.urandom).open(sealed, of="x") == b"secret"
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_key_that_another_process_made_first_is_kept(tmp_path: Path) -> None:
    """The other one comes between the look and the making."""

    def late(count: int) -> bytes:
        (tmp_path / "secret.key").write_bytes(b"k" * count)
        return os.urandom(count)

    open_sealer(tmp_path, late)
    assert (tmp_path / "secret.key").read_bytes() == b"k" * 32


def test_half_a_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"half")
    with pytest.raises(SealBrokenError):
        open_sealer(tmp_path, os.urandom)


def test_each_purpose_has_a_key_of_its_own() -> None:
    sealer = Sealer(bytes(32), os.urandom)
    keys = {sealer.key_for("a"), sealer.key_for("b"), Sealer(bytes(31) + b"\1", os.urandom).key_for("a")}
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
    assert sealer.key_for("a") == Sealer(bytes(32), os.urandom).key_for("a")
