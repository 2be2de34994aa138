"""Facts as the contract's sockets tell them. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from ingle.files import READ as FILES_READ
from ingle.files import Entry
from ingle.notifications import SCOPE_READ as NOTIFICATIONS_READ
from ingle.puter.entries import v1
from ingle.runtime.bus import Fact
from ingle.wire.files import FileChange, FileEntry
from ingle.wire.notifications import Notification

Told = tuple[str, dict[str, Any]]
"""What an event is called, and what it says."""

_ITEMS = {
    "file.added": "item.added",
    "file.updated": "item.updated",
    "file.moved": "item.moved",
    "file.removed": "item.removed",
}
_NOTIFICATIONS = ("notification.created", "notification.changed")
SCOPES: Mapping[str, str] = {
    **dict.fromkeys(_ITEMS, FILES_READ),
    **dict.fromkeys(_NOTIFICATIONS, NOTIFICATIONS_READ),
}
"""Of which facts sockets tell, and the scope that whoever hears of them needs."""


def told(fact: Fact) -> Told | None:
    """None: this one is not told."""
    if fact.type in _ITEMS:
        return _ITEMS[fact.type], item(_read(fact.data, FileChange))
    if fact.type in _NOTIFICATIONS:
        return notification(_read(fact.data, Notification))
    return None


def item(change: FileChange) -> dict[str, Any]:
    """The entry as it then was, with the path that it had before."""
    return {
        **v1(_entry(change.entry), change.entry.path),
        "old_path": change.old_path or None,
        "descendants_only": False,
        "original_client_socket_id": None,
        "from_new_service": True,
    }


def notification(one: Notification) -> Told:
    if one.acknowledged_at is not None:
        return "notif.ack", {"uid": one.id}
    if one.shown_at is not None:
        return "notif.persisted", {"uid": one.id}
    value = msgspec.to_builtins(one.value)
    added = value if isinstance(value, dict) else {}
    said = {**added, "title": one.title, "text": one.text, "icon": one.icon or None}
    return "notif.message", {"uid": one.id, "notification": said}


def _read(data: Any, kind: type[Any]) -> Any:
    """Facts of this process carry the thing itself, those that were kept its JSON."""
    if isinstance(data, kind):
        return data
    return (
        msgspec.json.decode(data, type=kind) if isinstance(data, msgspec.Raw) else msgspec.convert(data, kind)
    )


def _entry(one: FileEntry) -> Entry:
    metadata = None if one.metadata is None else msgspec.json.encode(one.metadata).decode()
    return Entry(
        id=one.id,
        tree=one.owner,
        parent=one.parent_id,
        name=one.name,
        kind=one.kind,
        size=one.size,
        content=one.etag.strip('"') or None,
        target=one.target_id or None,
        media_type=one.media_type,
        created_us=_microseconds(one.created_at),
        modified_us=_microseconds(one.modified_at),
        immutable=one.immutable,
        metadata=metadata,
        trashed_us=None if one.trashed_at is None else _microseconds(one.trashed_at),
        home=one.trashed_from or None,
        home_name=one.trashed_name or None,
    )


def _microseconds(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)
