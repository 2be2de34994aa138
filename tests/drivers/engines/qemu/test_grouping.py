"""The daemon's side of control groups, over folders that look like them. What a kernel makes of it: tests/runtime/cgroups/test_in_a_guest.py."""

import os
from pathlib import Path

import pytest

from ingle.base.errors import UnavailableError
from ingle.drivers.boot import FakeKernels
from ingle.drivers.engines.qemu import grouping
from ingle.drivers.engines.qemu.accelerator import Accelerator
from ingle.drivers.engines.qemu.bounds import DEFAULT_MARGINS, Margins
from ingle.drivers.engines.qemu.grouping import (
    Burial,
    GroupChoice,
    Groups,
    disk_of,
    find_groups,
    needed,
    reason_of,
)
from ingle.machines.errors import EngineError
from ingle.runtime import cgroups
from ingle.runtime.cgroups import ControlGroup, Division, NoGroupsError
from support.engines import Rig, crash_process

ALL = frozenset({"memory", "cpu", "pids", "io"})


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a host that gives everything but `io`."""
    folder = tmp_path / "ground"
    folder.mkdir()

    def divide(ground: Path, name: str) -> Division:
        (ground / name).mkdir(exist_ok=True)
        return Division(ground / name, ALL - {"io"})

    monkeypatch.setattr(cgroups, "find_ground", lambda: folder)
    monkeypatch.setattr(cgroups, "divide", divide)
    return folder


def refuse() -> Path:
    raise NoGroupsError("it may not", "ask for it")


async def test_each_installation_has_a_folder_of_its_own(tmp_path: Path, ground: Path) -> None:
    for data in (tmp_path / "a", tmp_path / "b", tmp_path / "a"):
        data.mkdir(exist_ok=True)
        groups = await find_groups("auto", data, DEFAULT_MARGINS)
        assert groups.division is not None
        assert groups.division.folder == ground / groups.name
        assert groups.lacking == ""
    assert len(list(ground.iterdir())) == 2


async def test_what_machines_left_behind_that_have_no_vmm_is_removed(tmp_path: Path, ground: Path) -> None:
    groups = await find_groups("auto", tmp_path, DEFAULT_MARGINS)
    (ground / groups.name / "mch_gone").mkdir()
    (ground / "theirs").mkdir()
    await find_groups("auto", tmp_path, DEFAULT_MARGINS)
    assert not list((ground / groups.name).iterdir())
    assert (ground / "theirs").exists()


@pytest.mark.parametrize(
    ("choice", "words"), [("auto", "it may not"), ("off", "switched off in the settings")]
)
async def test_where_there_are_none_machines_start_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, choice: GroupChoice, words: str
) -> None:
    monkeypatch.setattr(cgroups, "find_ground", refuse)
    groups = await find_groups(choice, tmp_path, DEFAULT_MARGINS)
    assert groups.division is None
    assert words in groups.lacking


async def test_where_there_have_to_be_some_it_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cgroups, "find_ground", refuse)
    with pytest.raises(UnavailableError, match=r"cgroups\.use.* here it may not; what to do: ask for it"):
        await find_groups("on", tmp_path, DEFAULT_MARGINS)


@pytest.mark.usefixtures("ground")
async def test_a_bound_that_is_asked_for_and_does_not_hold_is_told(tmp_path: Path) -> None:
    margins = Margins(io_weight=50)
    groups = await find_groups("auto", tmp_path, margins)
    assert groups.division is not None, "the others hold"
    assert groups.lacking == "the daemon's group has no io"
    with pytest.raises(UnavailableError, match="Delegate=yes"):
        await find_groups("on", tmp_path, margins)
    assert needed(DEFAULT_MARGINS) == ALL - {"io"}


async def test_a_disk_that_cannot_be_limited_is_told(
    tmp_path: Path, ground: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cgroups, "divide", lambda _, name: Division(ground, ALL))
    monkeypatch.setattr(grouping, "disk_of", lambda _: None)
    groups = await find_groups("auto", tmp_path, Margins(write_bytes_per_second=1 << 20))
    assert "on no single disk" in groups.lacking
    assert (await find_groups("auto", tmp_path, Margins(io_weight=50))).lacking == ""


def group_with(tmp_path: Path, events: str) -> ControlGroup:
    (tmp_path / "memory.events").write_text(events)
    (tmp_path / "memory.max").write_text(str(300 << 20))
    return ControlGroup(tmp_path)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ("oom 1\noom_kill 3\n", "the machine's emulator took more than the 300 MiB that it may"),
        ("oom 0\noom_kill 1\n", "it had none left"),
    ],
)
def test_who_ran_out_of_memory_is_told(tmp_path: Path, events: str, words: str) -> None:
    assert f"out of memory on the host: {words}" in reason_of(group_with(tmp_path, events))


def test_a_vmm_that_ended_otherwise_has_no_reason(tmp_path: Path) -> None:
    assert reason_of(group_with(tmp_path, "oom 0\noom_kill 0\n")) == ""
    assert Burial(None).finish() == ""


def test_the_reason_is_known_to_all_who_ask_though_the_group_is_gone(tmp_path: Path) -> None:
    class Fleeting(ControlGroup):
        def remove(self, patience_seconds: float = 0.0) -> list[int]:
            (self.path / "memory.events").unlink()
            return []

    group_with(tmp_path, "oom 1\noom_kill 1\n")
    burial = Burial(Fleeting(tmp_path))
    first = burial.finish()
    assert first
    assert burial.finish() == first


def test_of_a_partition_the_whole_disk_is_meant(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    disk, devices = tmp_path / "block/sda", tmp_path / "dev"
    (disk / "sda1").mkdir(parents=True)
    devices.mkdir()
    (disk / "dev").write_text("8:0\n")
    (disk / "sda1/dev").write_text(f"{number}\n")
    assert disk_of(tmp_path, devices) is None, "as on btrfs or tmpfs, whose numbers are no device's"
    (devices / number).symlink_to(disk / "sda1")
    assert disk_of(tmp_path, devices) == number
    (disk / "sda1/partition").write_text("1\n")
    assert disk_of(tmp_path, devices) == "8:0"


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    groups = Groups(Division(tmp_path / "gone", ALL))
    spec = Rig(lambda: None, crash_process, tmp_path, FakeKernels(), tmp_path).spec()  # type: ignore[arg-type, return-value]  # only its specs
    with pytest.raises(EngineError, match="cannot make a control group"):
        groups.open(spec, Accelerator("tcg", ""))
