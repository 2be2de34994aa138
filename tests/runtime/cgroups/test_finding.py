from pathlib import Path

import pytest

from ingle.runtime.cgroups.finding import LEAF, NoGroupsError, directory_of, find_ground
from support.cgroup_trees import tree

NOWHERE = Path("/nowhere")


def found(folder: Path, **more: object) -> Path:
    return find_ground(folder / "proc", uid=1000, systemd=NOWHERE, **more)  # type: ignore[arg-type]  # told by name


def why(folder: Path) -> tuple[str, str]:
    with pytest.raises(NoGroupsError) as caught:
        found(folder)
    return caught.value.why, caught.value.remedy


@pytest.mark.parametrize(
    ("own", "ground"), [("/a/service", "a/service"), (f"/a/service/{LEAF}", "a/service"), ("/", "")]
)
def test_the_ground_is_the_own_group_or_what_the_leaf_lies_in(tmp_path: Path, own: str, ground: str) -> None:
    made = tree(tmp_path, own)
    made.group(ground)
    assert found(tmp_path) == made.root / ground


@pytest.mark.parametrize(
    ("mounts", "group", "place"),
    [
        ("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/a/b", "/sys/fs/cgroup/a/b"),
        ("30 23 0:26 / /sys/fs/cgroup/unified rw - cgroup2 none rw", "5:cpu:/x\n0::/a", "/sys/fs/cgroup/unified/a"),
        ("30 23 0:26 /pod /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/pod/a", "/sys/fs/cgroup/a"),
        ("30 23 0:26 / /a\\040b rw shared:1 master:2 - cgroup2 cgroup2 rw", "0::/", "/a b"),
        ("9 1 0:2 /other /x rw - cgroup2 c rw\n8 1 0:2 / /y rw - cgroup2 c rw", "0::/a", "/y/a"),
    ],
)  # fmt: skip
def test_the_directory_of_a_process_is_below_the_mount_that_shows_it(
    tmp_path: Path, mounts: str, group: str, place: str
) -> None:
    for name in ("self", "7"):
        (tmp_path / name).mkdir()
    (tmp_path / "self/mountinfo").write_text(mounts + "\n")
    (tmp_path / "7/cgroup").write_text(group + "\n")
    assert directory_of(7, tmp_path) == Path(place)


@pytest.mark.parametrize(
    ("mounts", "group", "words"),
    [
        ("24 1 0:22 / /proc rw - proc proc rw", "0::/a", "not mounted"),
        ("30 23 0:26 /pod /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/other", "not mounted where the daemon sees it"),
        ("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "0::/../above", "not mounted where the daemon sees it"),
        ("30 23 0:26 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu", "3:cpu:/a", "no cgroup v2"),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_told(tmp_path: Path, mounts: str, group: str, words: str) -> None:
    for name in ("self", "7"):
        (tmp_path / name).mkdir()
    (tmp_path / "self/mountinfo").write_text(mounts + "\n")
    (tmp_path / "7/cgroup").write_text(group + "\n")
    with pytest.raises(NoGroupsError, match=words):
        directory_of(7, tmp_path)


def test_a_process_that_is_gone_has_no_directory(tmp_path: Path) -> None:
    tree(tmp_path)
    with pytest.raises(NoGroupsError, match="cannot be read"):
        directory_of(8, tmp_path / "proc")


def test_a_hierarchy_without_controllers_is_of_no_use(tmp_path: Path) -> None:
    """As beside cgroup v1, which has them all."""
    tree(tmp_path).group("/service", controllers="")
    said, remedy = why(tmp_path)
    assert "cgroup.controllers has none" in said
    assert "systemd.unified_cgroup_hierarchy=1" in remedy


def test_a_threaded_group_is_of_no_use(tmp_path: Path) -> None:
    tree(tmp_path).group("/service", type_="domain threaded")
    assert "of the type domain threaded" in why(tmp_path)[0]


def test_a_group_that_may_not_be_written_to_was_not_given_to_us(tmp_path: Path) -> None:
    made = tree(tmp_path)
    (made.root / "service/cgroup.subtree_control").unlink()
    said, remedy = why(tmp_path)
    assert "may not write in its group" in said
    assert f"Delegate=yes and DelegateSubgroup={LEAF}" in remedy


def test_root_takes_nothing_from_systemd(tmp_path: Path) -> None:
    """Files of others are open to root, so what systemd has given away is told by its mark."""
    tree(tmp_path)
    with pytest.raises(NoGroupsError, match="systemd has not given"):
        find_ground(tmp_path / "proc", uid=0, systemd=tmp_path)
    assert find_ground(tmp_path / "proc", uid=0, systemd=NOWHERE)
    assert find_ground(tmp_path / "proc", uid=1000, systemd=tmp_path), (
        "who is not root may write by its gift alone"
    )
