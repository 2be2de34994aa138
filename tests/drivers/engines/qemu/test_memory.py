import errno
import os
from pathlib import Path
from typing import Any

import pytest

from ingle.base.errors import Kind
from ingle.base.units import MIB
from ingle.drivers.engines.qemu import memory as memory_module
from ingle.drivers.engines.qemu.delta import PAGE, Range, encode_table
from ingle.drivers.engines.qemu.memory import check, copy_sparse, create, flatten, make_empty
from ingle.machines.errors import EngineError
from ingle.machines.ports import MemoryImage

SIZE = 8 * MIB


def write_delta(path: Path, pages: dict[int, bytes]) -> Path:
    ranges = [Range(page * PAGE, PAGE) for page in sorted(pages)]
    dense = b"".join(pages[page] * PAGE for page in sorted(pages))
    path.write_bytes(encode_table(SIZE, ranges) + dense)
    return path


@pytest.fixture
def image(tmp_path: Path) -> MemoryImage:
    """Mostly holes."""
    flat = tmp_path / "flat"
    with flat.open("wb") as file:
        file.truncate(SIZE)
        file.seek(3 * MIB)
        file.write(b"A" * 2 * PAGE)
        file.seek(7 * MIB)
        file.write(b"Z" * PAGE)
    first = write_delta(tmp_path / "first", {0: b"1", 768: b"1", 900: b"1"})
    second = write_delta(tmp_path / "second", {768: b"2", 2047: b"2"})
    return MemoryImage(flat, (first, second))


@pytest.fixture(params=["as this file system can", "no clone", "by hand"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> int:
        raise OSError(errno.EOPNOTSUPP, "another file system")

    if request.param != "as this file system can":
        monkeypatch.setattr(memory_module.fcntl, "ioctl", refuse)
    if request.param == "by hand":
        monkeypatch.setattr(memory_module.os, "copy_file_range", refuse)


@pytest.mark.usefixtures("way")
def test_a_flat_image_is_all_of_it_with_the_newest_on_top(image: MemoryImage, tmp_path: Path) -> None:
    flatten(image, tmp_path / "made")
    content = (tmp_path / "made").read_bytes()
    assert len(content) == SIZE
    whole = {0: b"1", 768: b"2", 769: b"A", 900: b"1", 1792: b"Z", 2047: b"2"}
    for page in range(SIZE // PAGE):
        assert content[page * PAGE : (page + 1) * PAGE] == whole.get(page, b"\0") * PAGE, page
    assert (tmp_path / "made").stat().st_blocks * 512 < MIB
    assert (tmp_path / "made").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "flat", "made", "second"]


def test_a_hole_at_the_end_stays(tmp_path: Path) -> None:
    make_empty(tmp_path / "empty", 8)
    with (tmp_path / "empty").open("rb") as source:
        target = create(tmp_path / "copy")
        copy_sparse(source.fileno(), target)
        os.close(target)
    assert (tmp_path / "copy").stat().st_size == SIZE
    assert (tmp_path / "copy").stat().st_blocks == 0


def test_what_a_crash_left_is_no_obstacle(image: MemoryImage, tmp_path: Path) -> None:
    (tmp_path / "made.new").write_bytes(b"half")
    flatten(image, tmp_path / "made")
    assert not (tmp_path / "made.new").exists()


def test_a_full_disk_is_exhausted_and_leaves_nothing(
    image: MemoryImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(memory_module.os, "pwrite", full)
    with pytest.raises(EngineError) as caught:
        flatten(image, tmp_path / "made")
    assert caught.value.kind is Kind.EXHAUSTED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "flat", "second"]


def test_an_empty_file_is_new_each_time(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    path.write_bytes(b"an old machine's secrets")
    old = path.stat().st_ino
    kept = path.open("rb")  # so that the number is not used again at once
    make_empty(path, 8)
    kept.close()
    assert (path.stat().st_size, path.stat().st_blocks) == (SIZE, 0)
    assert path.stat().st_ino != old


def test_an_image_is_looked_at_before_it_is_used(image: MemoryImage) -> None:
    check(image, 8)
    with pytest.raises(EngineError, match="and not 9 MiB"):
        check(image, 9)
    os.truncate(image.deltas[1], image.deltas[1].stat().st_size - 1)
    with pytest.raises(EngineError, match="cut off"):
        check(image, 8)
    image.deltas[1].unlink()
    with pytest.raises(EngineError, match="No such file"):
        check(image, 8)


def test_a_delta_of_another_size_is_refused(image: MemoryImage, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(encode_table(2 * SIZE, []))
    with pytest.raises(EngineError, match="another size"):
        check(MemoryImage(image.flat, (other,)), 8)
