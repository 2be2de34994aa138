"""Changes of files, as an iterator."""

import pytest

from ingle.sdk.errors import NotFoundError
from ingle.sdk.sync.machines import Machine
from ingle.wire.machines import WatchedChange


def test_changes_come_one_after_the_other_until_the_end_is_told(one: Machine) -> None:
    with one.files.watch("/a b", recursive=True) as changes:
        assert [next(changes) for _ in range(3)] == [
            WatchedChange(kind="created", path="/a b/a", directory=True),
            WatchedChange(kind="moved", path="/a b/a", to="/a b/b"),
            WatchedChange(kind="overflow"),
        ]
        with pytest.raises(NotFoundError) as refusal:
            next(changes)
    assert refusal.value.code == "gone"


def test_it_may_be_left_at_any_time(one: Machine) -> None:
    with one.files.watch("/x") as changes:
        assert next(changes) == WatchedChange(kind="created", path="/x/a")
