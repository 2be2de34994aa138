"""Images on disk: all or nothing, and swept."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from ingle.drivers.rootfs.debian import scratch_of
from ingle.drivers.rootfs.shelf import DiskShelf
from ingle.images.errors import ImageTooLargeError
from ingle.images.model import ImageConfig, Root

pytestmark = pytest.mark.anyio

ROOT = Root(ImageConfig(cmd=("/x",)), "amd64", "sha256:00", 4)


@pytest.fixture
def shelf(tmp_path: Path) -> DiskShelf:
    return DiskShelf(tmp_path / "images", max_upload=10)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_placed_image_is_whole_and_its_work_is_gone(shelf: DiskShelf, tmp_path: Path) -> None:
    work = await shelf.begin("img_a")
    assert work.stat().st_mode & 0o077 == 0
    (work / "root.squashfs").write_bytes(b"root")
    (work / "layer-0.tar").write_bytes(b"left over")
    await shelf.place("img_a", work, ROOT)
    assert shelf.root("img_a").read_bytes() == b"root"
    manifest = msgspec.json.decode((shelf.root("img_a").parent / "manifest.json").read_bytes(), type=Root)
    assert manifest == ROOT
    assert [path.name for path in (tmp_path / "images" / ".work").iterdir()] == []


async def test_removing_and_discarding_twice_is_fine(shelf: DiskShelf) -> None:
    work = await shelf.begin("img_a")
    await shelf.discard("img_a")
    await shelf.discard("img_a")
    await shelf.remove("img_a")
    assert not work.exists()


async def test_sweeping_keeps_the_named_and_removes_the_rest(shelf: DiskShelf, tmp_path: Path) -> None:
    await shelf.sweep(["img_none"])
    for name in ("img_a", "img_b"):
        work = await shelf.begin(name)
        (work / "root.squashfs").write_bytes(b"root")
        await shelf.place(name, work, ROOT)
    left = await shelf.begin("img_c")
    scratch_of(left).mkdir()
    (tmp_path / "images" / ".removing-img_d").mkdir()
    await shelf.sweep(["img_a"])
    assert [path.name for path in (tmp_path / "images").iterdir()] == ["img_a"]
    assert not scratch_of(left).exists()


async def test_an_upload_is_kept_up_to_the_limit(shelf: DiskShelf) -> None:
    work = await shelf.begin("img_a")
    path = await shelf.receive(work, chunks(b"12345", b"67890"))
    assert path.read_bytes() == b"1234567890"
    path.unlink()
    with pytest.raises(ImageTooLargeError):
        await shelf.receive(work, chunks(b"12345", b"678901"))
