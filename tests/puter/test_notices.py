"""Notifications in the contract's shapes."""

from datetime import UTC, datetime
from typing import Any

import pytest

from ingle.notifications import Notification, State
from ingle.puter.notices import notification, state_of, told

NOW = datetime(2026, 11, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("predicate", "state"),
    [
        ("unseen", State.UNSEEN),
        (["unacknowledged"], State.UNACKNOWLEDGED),
        (["acknowledged", 1], State.ACKNOWLEDGED),
        (None, State.ALL),
        ([], State.ALL),
        ([3], State.ALL),
        ("other", State.ALL),
    ],
)
def test_which_ones_are_asked_for(predicate: Any, state: State) -> None:
    assert state_of(predicate) is state


@pytest.mark.parametrize(
    ("said", "arguments"),
    [
        ({"title": "a", "text": "b"}, {"title": "a", "text": "b", "icon": "", "value": None}),
        ({"text": "b"}, {"title": "b", "text": "", "icon": "", "value": None}),
        ({"title": "a", "source": "x"}, {"title": "a", "text": "", "icon": "", "value": {"source": "x"}}),
    ],
)
def test_what_is_said_in_one(said: dict[str, Any], arguments: dict[str, Any]) -> None:
    assert told(said) == arguments


@pytest.mark.parametrize(
    ("value", "added"), [(b"null", {}), (b'{"source":"x"}', {"source": "x"}), (b"3", {"value": 3})]
)
def test_what_was_added_lies_beside_what_is_shown(value: bytes, added: dict[str, Any]) -> None:
    one = Notification("ntf_1", "usr_1", "", "a", "b", "", value, NOW, NOW, shown_at=NOW)
    shown = notification(one)
    assert shown["notification"] == {**added, "title": "a", "text": "b", "icon": None}
    assert (shown["shown"], shown["acknowledged"]) == (int(NOW.timestamp()), None)
