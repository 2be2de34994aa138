from pathlib import Path

import pytest

from ingle.runtime.cgroups.group import ControlGroup, GroupUsage, MemoryEnd


@pytest.fixture
def group(tmp_path: Path) -> ControlGroup:
    (tmp_path / "one").mkdir()
    return ControlGroup(tmp_path / "one")


@pytest.mark.parametrize(
    ("events", "end"),
    [
        ("low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\noom_group_kill 1\n", MemoryEnd.LIMIT),
        ("low 0\nhigh 0\nmax 0\noom 0\noom_kill 1\n", MemoryEnd.HOST),
        ("low 0\nhigh 0\nmax 900\noom 0\noom_kill 0\n", None),
        ("low 0\nhigh 0\nmax 900\noom 3\noom_kill 0\n", None),
        ("", None),
    ],
)
def test_why_memory_ended_something(group: ControlGroup, events: str, end: MemoryEnd | None) -> None:
    (group.path / "memory.events").write_text(events)
    assert group.memory_end() is end


@pytest.mark.parametrize(("content", "limit"), [("max\n", None), ("1048576\n", 1048576), (None, None)])
def test_the_limit_of_memory(group: ControlGroup, content: str | None, limit: int | None) -> None:
    if content is not None:
        (group.path / "memory.max").write_text(content)
    assert group.memory_limit() == limit


def test_what_the_kernel_keeps_of_files_is_not_taken(group: ControlGroup) -> None:
    (group.path / "cpu.stat").write_text("usage_usec 2500000\nuser_usec 1\nsystem_usec 2\n")
    (group.path / "memory.current").write_text("1000\n")
    (group.path / "memory.stat").write_text("anon 100\nfile 600\nkernel 300\nshmem 50\n")
    assert group.usage() == GroupUsage(2.5, 450)


def test_where_nobody_counts_nothing_is_told(group: ControlGroup) -> None:
    assert group.usage() == GroupUsage(None, None)


def test_what_does_not_end_is_told_and_not_waited_for(group: ControlGroup) -> None:
    (group.path / "cgroup.events").write_text("populated 1\nfrozen 0\n")
    (group.path / "cgroup.procs").write_text("7\n8\n")
    (group.path / "cgroup.kill").write_text("")
    assert group.remove(0.0) == [7, 8]
    assert (group.path / "cgroup.kill").read_text() == "1"
    assert group.path.exists()


def test_a_group_that_is_gone_is_removed(group: ControlGroup) -> None:
    assert group.remove() == []
    assert group.remove() == []
    assert not group.path.exists()
