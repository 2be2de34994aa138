from pathlib import Path

import pytest

from ingle.drivers.engines.qemu import accelerator
from ingle.drivers.engines.qemu.accelerator import choose, subject_of
from ingle.machines.ports import Kernel


class Probe:
    """Counts how often it is asked."""

    def __init__(self, failure: str | None) -> None:
        self.failure = failure
        self.asked = 0

    async def __call__(self) -> str | None:
        self.asked += 1
        return self.failure


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A /dev/kvm that opens."""
    path = tmp_path / "kvm"
    path.touch()
    monkeypatch.setattr(accelerator, "KVM", path)
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "accelerator.json"


@pytest.mark.parametrize(("failure", "name"), [(None, "kvm"), ("it hung", "tcg")])
async def test_the_probe_decides_once_per_subject(
    device: Path, cache: Path, failure: str | None, name: str
) -> None:
    probe = Probe(failure)
    first = await choose("auto", "this boot", cache, probe)
    assert first == (name, failure or "a probe boot worked")
    assert await choose("auto", "this boot", cache, probe) == first
    assert probe.asked == 1
    assert await choose("auto", "the next boot", cache, probe) == first
    assert probe.asked == 2


async def test_a_device_that_is_not_there_needs_no_probe(device: Path, cache: Path) -> None:
    device.unlink()
    probe = Probe(None)
    assert await choose("auto", "this boot", cache, probe) == ("tcg", f"{device}: there is none")
    assert probe.asked == 0
    assert not cache.exists()


async def test_a_configured_choice_is_taken_as_it_is(device: Path, cache: Path) -> None:
    probe = Probe("it hung")
    assert (await choose("kvm", "this boot", cache, probe))[0] == "kvm"
    assert (await choose("tcg", "this boot", cache, probe))[0] == "tcg"
    assert probe.asked == 0


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"subject": 1}'])
async def test_a_broken_cache_is_asked_anew(device: Path, cache: Path, content: bytes) -> None:
    cache.write_bytes(content)
    probe = Probe(None)
    assert (await choose("auto", "this boot", cache, probe))[0] == "kvm"
    assert probe.asked == 1


def test_the_subject_changes_with_the_kernel(tmp_path: Path) -> None:
    kernel, initrd, binary = (tmp_path / name for name in ("vmlinux", "initrd.img", "qemu"))
    for file in (kernel, initrd, binary):
        file.write_bytes(b"1")
    boot_files = Kernel(kernel, initrd, "6.12", "lean")
    before = subject_of(binary, boot_files)
    assert subject_of(binary, boot_files) == before
    kernel.write_bytes(b"22")
    assert subject_of(binary, boot_files) != before
