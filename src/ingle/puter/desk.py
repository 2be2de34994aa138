"""What people set about their desktops: small values among their own keys. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ingle.kv import Entry
from ingle.puter.errors import BadRequestError

BACKGROUND = "puter.desktop.background"
TASKBAR = "puter.desktop.taskbar"
_VIEW = "puter.view:"

LAYOUTS = ("icons", "details", "list")
SORTS = ("name", "modified", "type", "size")
ORDERS = ("asc", "desc")


def view_key(entry: str) -> str:
    """How a directory is shown."""
    return _VIEW + entry


def background_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: fields.get(name) for name in ("url", "color", "fit")}


def layout_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Raises BadRequestError."""
    return {"layout": _one_of(fields, "layout", LAYOUTS)}


def sort_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Raises BadRequestError."""
    return {
        "sort_by": _one_of(fields, "sort_by", SORTS),
        "sort_order": _one_of(fields, "sort_order", ORDERS),
    }


def _one_of(fields: Mapping[str, Any], name: str, words: tuple[str, ...]) -> str:
    value = fields.get(name)
    if value not in words:
        raise BadRequestError(f"{name} is one of {', '.join(words)}", key=name)
    return str(value)


def told(background: Entry | None, taskbar: Entry | None) -> dict[str, Any]:
    """As the person is told beside who they are."""
    there = _value(background)
    picture = there if isinstance(there, Mapping) else {}
    items = _value(taskbar)
    return {
        **{f"desktop_bg_{name}": picture.get(name) for name in ("url", "color", "fit")},
        "taskbar_items": items if isinstance(items, list) else [],
    }


def view(entry: Entry | None) -> dict[str, Any]:
    """How a directory is shown, beside what it is."""
    there = _value(entry)
    kept = there if isinstance(there, Mapping) else {}
    return {name: kept.get(name) for name in ("layout", "sort_by", "sort_order")}


def _value(entry: Entry | None) -> Any:
    return None if entry is None else msgspec.json.decode(entry.value)
