import shutil
from pathlib import Path

import pytest

from ingle.base.errors import Kind
from ingle.drivers.engines.qemu.disk import make_disk
from ingle.machines.errors import EngineError
from ingle.runtime import processes
from ingle.runtime.processes import run


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "machine" / "disk.raw"


async def test_a_disk_is_a_sparse_ext4(disk: Path) -> None:
    await make_disk(disk, 4096)
    status = disk.stat()
    assert status.st_size == 4 << 30
    assert status.st_blocks * 512 < 1 << 20
    assert status.st_mode & 0o777 == 0o600
    assert disk.parent.stat().st_mode & 0o777 == 0o700
    listing = (await run(["dumpe2fs", "-h", str(disk)], timeout=60)).decode()
    assert "Reserved block count:     0" in listing
    await run(["e2fsck", "-fn", str(disk)], timeout=60)


async def test_what_a_crash_left_is_made_anew(disk: Path) -> None:
    disk.parent.mkdir()
    (disk.parent / "disk.raw.new").write_bytes(b"half")
    await make_disk(disk, 64)
    assert [path.name for path in disk.parent.iterdir()] == ["disk.raw"]


async def test_a_full_host_is_said_clearly(
    disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """mkfs says it on stderr; a program in its place says the same."""
    tool = tmp_path / "mkfs.ext4"
    tool.write_text("#!/bin/sh\necho 'mkfs.ext4: No space left on device while writing out' >&2\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(EngineError, match="No space left") as caught:
        await make_disk(disk, 64)
    assert caught.value.kind is Kind.EXHAUSTED
    assert list(disk.parent.iterdir()) == []


async def test_a_size_beyond_the_file_system_is_exhausted(disk: Path) -> None:
    with pytest.raises(EngineError) as caught:
        await make_disk(disk, 1 << 40)
    assert caught.value.kind is Kind.EXHAUSTED
    assert list(disk.parent.iterdir()) == []


async def test_a_missing_mkfs_is_named(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(processes, "SYSTEM_PATH", "/nowhere")
    assert shutil.which("mkfs.ext4") is None
    with pytest.raises(processes.ProgramMissingError, match=r"mkfs\.ext4"):
        await make_disk(disk, 64)
