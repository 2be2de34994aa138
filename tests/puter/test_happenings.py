"""Facts as sockets tell them."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from ingle.daemon.catalogue import EVENTS
from ingle.puter.happenings import SCOPES, told
from ingle.puter.uids import uid_of
from ingle.runtime.bus import Fact
from ingle.wire.files import FileChange, FileEntry
from ingle.wire.notifications import Notification
from support.puter import DIRECTORY_ID, FILE_ID

NOW = datetime(2026, 11, 26, tzinfo=UTC)
ENTRY = FileEntry(
    id=FILE_ID,
    path="/ann/b.txt",
    name="b.txt",
    kind="file",
    size=5,
    parent_id=DIRECTORY_ID,
    owner="usr_1",
    created_at=NOW,
    modified_at=NOW,
    etag='"cnt_1"',
    metadata={"a": 1},
)
CHANGE = FileChange(number=7, happened="moved", entry=ENTRY, at=NOW, old_path="/ann/a.txt")
NOTE = Notification(id="ntf_1", title="Hello", created_at=NOW, expires_at=NOW, value={"source": "x"})


def fact(type_: str, data: Any) -> Fact:
    return Fact(0, NOW, type_, "usr_1", "x", data)


@pytest.mark.parametrize("form", [lambda one: one, lambda one: msgspec.Raw(msgspec.json.encode(one))])
def test_what_moved_says_where_it_was(form: Any) -> None:
    found = told(fact("file.moved", form(CHANGE)))
    assert found is not None
    event, said = found
    assert event == "item.moved"
    assert (said["uid"], said["path"], said["old_path"]) == (uid_of(FILE_ID), "/ann/b.txt", "/ann/a.txt")
    assert (said["metadata"], said["modified"]) == ('{"a":1}', int(NOW.timestamp()))


@pytest.mark.parametrize(
    ("changed", "event"),
    [
        ({}, "notif.message"),
        ({"shown_at": NOW}, "notif.persisted"),
        ({"shown_at": NOW, "acknowledged_at": NOW}, "notif.ack"),
    ],
)
def test_notifications(changed: dict[str, Any], event: str) -> None:
    found = told(fact("notification.changed", msgspec.structs.replace(NOTE, **changed)))
    assert found is not None
    assert (found[0], found[1]["uid"]) == (event, "ntf_1")
    if event == "notif.message":
        assert found[1]["notification"] == {"source": "x", "title": "Hello", "text": "", "icon": None}


def test_other_facts_are_not_told() -> None:
    assert told(fact("machine.changed", {})) is None


def test_every_fact_that_is_told_is_one_that_is_declared() -> None:
    declared = {event.type: event.scope for event in EVENTS}
    assert {name: declared.get(name) for name in SCOPES} == dict(SCOPES)
