import os
from pathlib import Path

import pytest

from ingle.runtime.cgroups.dividing import divide, group_of
from ingle.runtime.cgroups.finding import LEAF, NoGroupsError
from support.cgroup_trees import Tree, tree

OURS, THEIRS = 4242, 4343


@pytest.fixture
def made(tmp_path: Path) -> Tree:
    return tree(tmp_path)


def test_somebody_elses_process_is_neither_moved_nor_robbed_of_its_controllers(made: Tree) -> None:
    service = made.group("/service", procs=f"{os.getpid()}\n{THEIRS}")
    made.process(THEIRS, "/service", parent=1, name="sshd")
    with pytest.raises(NoGroupsError, match=rf"other programs are in .*: sshd \({THEIRS}\)") as caught:
        divide(service, "machines", made.proc)
    assert "systemd-run" in caught.value.remedy
    assert not (service / LEAF).exists()
    assert (service / "cgroup.subtree_control").read_text() == "\n"


def test_a_group_that_does_not_become_empty_is_told(made: Tree) -> None:
    """In a folder that is no cgroup nobody leaves."""
    made.process(OURS, "/service", parent=os.getpid())
    service = made.group("/service", procs=f"{os.getpid()}\n{OURS}\n999999")
    (service / LEAF).mkdir()
    with pytest.raises(NoGroupsError, match="does not become empty"):
        divide(service, "machines", made.proc)
    assert (service / LEAF / "cgroup.procs").read_text() == "999999", "descendants, and who is gone by now"


def test_only_controllers_that_are_there_are_handed_down(made: Tree) -> None:
    service = made.group("/service", controllers="memory hugetlb")
    (service / "machines").mkdir()
    (service / "machines/cgroup.subtree_control").write_text("memory")
    division = divide(service, "machines", made.proc)
    assert (service / "cgroup.subtree_control").read_text() == "+memory"
    assert division.controllers == {"memory"}


def test_limits_whose_controller_lacks_are_left_out(made: Tree) -> None:
    service = made.group("/service", controllers="pids")
    (service / "machines").mkdir()
    (service / "machines/cgroup.subtree_control").write_text("pids")
    group = divide(service, "machines", made.proc).make("one", {"pids.max": "9", "memory.max": "1"})
    assert {file.name: file.read_text() for file in group.path.iterdir()} == {"pids.max": "9"}


def test_what_may_not_be_done_is_told(made: Tree) -> None:
    service = made.group("/service")
    (service / "machines").write_text("in the way")
    with pytest.raises(NoGroupsError, match="cannot be divided"):
        divide(service, "machines", made.proc)


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("/service/machines/one", True),
        ("/other/machines/one", True),
        ("/service/machines/two", False),
        ("/service/others/one", False),
        ("/service", False),
    ],
)
def test_the_group_of_a_process_is_ours_by_its_name_and_its_folders(
    made: Tree, group: str, found: bool
) -> None:
    made.group(group)
    made.process(OURS, group)
    answer = group_of(OURS, "machines", "one", made.proc)
    assert (answer is not None) == found


def test_a_process_that_is_gone_is_in_no_group(made: Tree) -> None:
    assert group_of(OURS, "machines", "one", made.proc) is None
