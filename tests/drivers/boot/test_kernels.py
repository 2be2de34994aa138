from pathlib import Path

import pytest

from ingle.base.errors import UnavailableError
from ingle.drivers.boot import BootFolder, FakeKernels


def put(folder: Path, *names: str) -> None:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text('{"version": "6.12.1"}' if name == "manifest.json" else "")


def test_the_lean_kernel_is_best_and_found_as_soon_as_it_is_built(tmp_path: Path) -> None:
    boot = BootFolder(tmp_path)
    put(tmp_path / "debian", "vmlinuz", "initrd.img", "manifest.json")
    assert boot.best().kind == "debian"
    put(tmp_path / "lean", "vmlinux")
    assert boot.best().kind == "debian"  # half built
    put(tmp_path / "lean", "initrd.img", "manifest.json")
    lean = boot.best()
    assert lean.kind == "lean"
    assert lean.version == "6.12.1"
    assert lean.kernel == tmp_path / "lean" / "vmlinux"


def test_a_broken_manifest_does_not_matter(tmp_path: Path) -> None:
    put(tmp_path / "debian", "vmlinuz", "initrd.img")
    assert BootFolder(tmp_path).best().version == "unknown"
    (tmp_path / "debian" / "manifest.json").write_text("{")
    assert BootFolder(tmp_path).best().version == "unknown"


def test_without_a_kernel_it_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="scripts/fetch-kernel"):
        BootFolder(tmp_path).best()


def test_the_fake_kernel_is_told_apart() -> None:
    assert FakeKernels().best().kind == "fake"
