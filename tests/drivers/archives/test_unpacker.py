"""Archives taken apart by a confined program."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingle.base.units import MIB
from ingle.drivers.archives import ConfinedUnpacker
from ingle.drivers.archives.unpacker import BOUNDS
from ingle.files.errors import ArchiveInvalidError
from ingle.files.ports import Skipped, Unpacked, UnpackedPiece
from support.hostile import tarred, zipped
from support.trees import pieces


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def unpacked(unpacker: ConfinedUnpacker, archive: bytes) -> list[UnpackedPiece]:
    async with unpacker.unpack(pieces(archive)) as found:
        return [piece async for piece in found]


async def test_members_and_their_bytes_come_in_order(tmp_path: Path) -> None:
    found = await unpacked(
        ConfinedUnpacker(tmp_path), zipped({"d/": b"", "d/a": b"x" * 200_000}, links={"l": "t"})
    )
    at = 1_577_934_246_000_000
    assert found[:2] == [Unpacked("d/", True, at), Unpacked("d/a", False, at)]
    assert b"".join(piece for piece in found if isinstance(piece, bytes)) == b"x" * 200_000
    assert found[-1] == Skipped("l", "link")
    assert list(tmp_path.iterdir()) == []


async def test_one_that_is_left_early_ends(tmp_path: Path) -> None:
    async with ConfinedUnpacker(tmp_path).unpack(pieces(zipped({"a": bytes(20 * MIB)}))) as found:
        assert isinstance(await anext(found), Unpacked)  # type: ignore[call-overload] # a generator


async def test_one_that_takes_too_much_is_told(tmp_path: Path) -> None:
    unpacker = ConfinedUnpacker(tmp_path, replace(BOUNDS, memory=16 * MIB))
    with pytest.raises(ArchiveInvalidError):
        await unpacked(unpacker, tarred({"a": bytes(8 * MIB)}, mode="w:xz"))


async def test_a_sender_that_fails_is_heard(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        async with ConfinedUnpacker(tmp_path).unpack(broken()):
            pass
