"""Notifications in the contract's shapes. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ingle.notifications import Notification, State

_PREDICATES = {
    "unseen": State.UNSEEN,
    "unacknowledged": State.UNACKNOWLEDGED,
    "acknowledged": State.ACKNOWLEDGED,
}


def state_of(predicate: Any) -> State:
    """Of a word, or a list that begins with one; others mean all."""
    first = predicate[0] if isinstance(predicate, list) and predicate else predicate
    return _PREDICATES.get(first, State.ALL) if isinstance(first, str) else State.ALL


def content(one: Notification) -> dict[str, Any]:
    """What it says, as windows show it. What the sender added for programs lies beside that."""
    value = msgspec.json.decode(one.value)
    added = value if isinstance(value, dict) else {} if value is None else {"value": value}
    return {**added, "title": one.title, "text": one.text, "icon": one.icon or None}


def notification(one: Notification) -> dict[str, Any]:
    return {
        "uid": one.id,
        "value": content(one),
        "notification": content(one),
        "shown": _seconds(one.shown_at),
        "acknowledged": _seconds(one.acknowledged_at),
        "created_at": _seconds(one.created_at),
    }


def told(said: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `tell`: title, text and icon, and the rest as the value."""
    rest = {name: value for name, value in said.items() if name not in {"title", "text", "icon"}}
    return {
        "title": str(said.get("title") or said.get("text") or ""),
        "text": str(said.get("text") or "") if said.get("title") else "",
        "icon": str(said.get("icon") or ""),
        "value": rest or None,
    }


def _seconds(moment: Any) -> int | None:
    return None if moment is None else int(moment.timestamp())
