"""Doctor's rules, each on hosts that have and lack what it looks for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingle.daemon.doctor import (
    RULES,
    Host,
    boot_files,
    cgroups,
    desktop,
    disk_space,
    examine,
    jail,
    kvm,
    mmdebstrap,
    ptrace,
    qemu,
    skopeo,
    squashfs,
    subordinate_ids,
    workers,
)
from ingle.wire.system import Check


@pytest.fixture
def host(tmp_path: Path) -> Host:
    """A host on which everything is fine."""
    for kind, kernel in (("lean", "vmlinux"), ("debian", "vmlinuz")):
        (tmp_path / "boot" / kind).mkdir(parents=True)
        (tmp_path / "boot" / kind / kernel).touch()
        (tmp_path / "boot" / kind / "initrd.img").touch()
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "index.html").touch()
    ids = (tmp_path / "subuid", tmp_path / "subgid")
    for path in ids:
        path.write_text("root:1:65536\nann:100000:65536\n")
    return Host(
        data_dir=tmp_path / "data" / "deeper",
        boot_dir=tmp_path / "boot",
        desktop_dir=tmp_path / "desktop",
        engine="qemu/kvm",
        which=lambda name: f"/usr/bin/{name}",
        kvm_device=tmp_path / "kvm",
        yama_scope=tmp_path / "ptrace_scope",
        uid=1000,
        user="ann",
        subordinate_files=ids,
    )


def test_a_good_host_lacks_nothing(host: Host) -> None:
    assert {check.name: check.status for check in examine(host)} == {
        check.name: "ok" for check in examine(host)
    }
    assert len({check.name for check in examine(host)}) == len(RULES)


@pytest.mark.parametrize("look", [qemu.look, mmdebstrap.look, squashfs.look, skopeo.look])
def test_a_program_that_is_missing_names_its_package(host: Host, look: Callable[[Host], Check]) -> None:
    check = look(replace(host, which=lambda _: None))
    assert check.status == "missing"
    assert check.remedy.startswith("apt install ")


def test_boot_files_need_kernel_and_initramfs(host: Host) -> None:
    assert "lean and debian" in boot_files.look(host).detail
    (host.boot_dir / "lean" / "initrd.img").unlink()
    assert boot_files.look(host).detail.startswith("debian in")
    (host.boot_dir / "debian" / "vmlinuz").unlink()
    assert (boot_files.look(host).status, boot_files.look(host).remedy != "") == ("missing", True)


def test_a_kvm_that_opens_is_no_proof(host: Host) -> None:
    emulated = replace(host, engine="qemu/tcg")
    assert "does not exist" in kvm.look(emulated).detail
    host.kvm_device.touch()
    check = kvm.look(emulated)
    assert check.status == "warning"
    assert "opens, but is not used" in check.detail


@pytest.mark.parametrize(
    ("scope", "uid", "words"),
    [
        ("0", 1000, "is 0"),
        ("1", 0, "may read"),
        ("1", 1000, "by an earlier daemon"),
        ("2", 1000, "of any kind"),
    ],
)
def test_yama_may_keep_the_daemon_from_its_vmms(host: Host, scope: str, uid: int, words: str) -> None:
    assert ptrace.look(host).status == "ok"
    host.yama_scope.write_text(scope + "\n")
    check = ptrace.look(replace(host, uid=uid))
    assert words in check.detail
    assert (
        (check.status == "warning")
        == (check.remedy != "")
        == (words in ("by an earlier daemon", "of any kind"))
    )


def test_an_ordinary_user_needs_subordinate_ids(host: Host) -> None:
    assert subordinate_ids.look(host).status == "ok"
    assert subordinate_ids.look(replace(host, which=lambda _: None)).status == "missing"
    assert subordinate_ids.look(replace(host, user="bob")).status == "missing"
    assert subordinate_ids.look(replace(host, user="bob", uid=0)).status == "ok"
    host.subordinate_files[1].write_text("ann:100000:1000\nann:bad\n")
    check = subordinate_ids.look(host)
    assert "subgid" in check.detail
    assert "usermod --add-subuids" in check.remedy
    host.subordinate_files[0].unlink()
    assert subordinate_ids.look(host).status == "missing"


@pytest.mark.parametrize(("free", "status"), [(10 << 30, "ok"), (2 << 30, "warning"), (100 << 20, "missing")])
def test_room_is_measured_where_the_data_will_be(
    host: Host, monkeypatch: pytest.MonkeyPatch, free: int, status: str
) -> None:
    monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert disk_space.look(host).status == status


def test_a_desktop_that_is_not_built_is_no_disaster(host: Host) -> None:
    check = desktop.look(replace(host, desktop_dir=host.data_dir))
    assert (check.status, check.remedy) == ("warning", "scripts/build-desktop")


@pytest.mark.parametrize(
    ("lacks", "installed", "status", "words"),
    [
        ("", True, "ok", "loopback"),
        (None, True, "ok", "loopback"),
        (None, False, "warning", "bwrap, slirp4netns, nsenter, ip not found"),
        ("bwrap is not installed", False, "warning", "bwrap is not installed"),
        ("a kernel says no", True, "warning", "a kernel says no"),
    ],
)
def test_what_the_trial_of_a_jail_told_counts(
    host: Host, lacks: str | None, installed: bool, status: str, words: str
) -> None:
    check = jail.look(replace(host, jail_lacks=lacks, which=lambda name: name if installed else None))
    assert check.status == status
    assert words in check.detail
    assert check.remedy.startswith("apt install bubblewrap slirp4netns") is not installed


@pytest.mark.parametrize(
    ("told", "status", "words"),
    [
        ((None, ""), "ok", "not looked for"),
        (("", ""), "ok", "the host bounds"),
        (("it may not", "ask for it"), "warning", "take: it may not"),
    ],
)
def test_whether_limits_hold_is_told(
    host: Host, told: tuple[str | None, str], status: str, words: str
) -> None:
    check = cgroups.look(replace(host, groups=told))
    assert (check.status, check.remedy) == (status, told[1])
    assert words in check.detail
    refused = cgroups.look(replace(host, groups=told, engine=""))
    assert refused.status == ("missing" if told[0] else "ok"), (
        "what has to be and lacks keeps the engine shut"
    )


def test_workers_that_died_are_told(host: Host) -> None:
    assert workers.look(replace(host, workers=3)).detail == "3 beside the first process, none has died"
    check = workers.look(replace(host, worker_troubles=("worker 1 died once, by SIGKILL",)))
    assert (check.status, check.detail) == ("warning", "worker 1 died once, by SIGKILL")
