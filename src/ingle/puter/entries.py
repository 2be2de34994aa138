"""Entries in the contract's two shapes: the older with `is_dir`, and the newer, below `/fs`, with `isDir`. Pure."""

from collections.abc import Callable, Mapping
from posixpath import dirname
from typing import Any

from ingle.files import APP_DATA, Entry, EntryKind, media_type
from ingle.puter.uids import uid_of

Shape = Callable[[Entry, str], dict[str, Any]]
"""An entry and its path, told in one of the shapes."""

_SECOND = 1_000_000  # microseconds
_TEXT = ("text/", "application/json", "application/javascript", "application/xml")


def v1(entry: Entry, path: str) -> dict[str, Any]:
    above, uid, parent = dirname(path), uid_of(entry.id), uid_of(entry.parent) or None
    modified = entry.modified_us // _SECOND
    told: dict[str, Any] = {
        "id": uid,
        "uid": uid,
        "uuid": uid,
        "parent_id": parent,
        "parent_uid": parent,
        "path": path,
        "dirname": above,
        "dirpath": above,
        "name": name_of(entry, path),
        "is_dir": is_directory(entry),
        "is_shortcut": int(entry.kind == EntryKind.SHORTCUT),
        "shortcut_to": uid_of(entry.target or "") or None,
        "is_symlink": 0,
        "symlink_path": None,
        "type": type_of(entry),
        "writable": True,
        "is_public": None,
        "is_shared": None,
        "thumbnail": None,
        "immutable": bool(entry.immutable),
        "metadata": entry.metadata,
        "modified": modified,
        "created": entry.created_us // _SECOND,
        "accessed": modified,
        "size": None if is_directory(entry) else entry.size,
        "layout": None,
        "subdomains": [],
        "workers": [],
        "has_website": False,
        "suggested_apps": [],
        "associated_app": None,
    }
    app = app_of(path)
    return {**told, "appdata_app": app} if app else told


def v2(entry: Entry, path: str) -> dict[str, Any]:
    uid, modified = uid_of(entry.id), entry.modified_us // _SECOND
    return {
        "uuid": uid,
        "uid": uid,
        "parentUid": uid_of(entry.parent) or None,
        "path": path,
        "name": name_of(entry, path),
        "isDir": is_directory(entry),
        "isShortcut": entry.kind == EntryKind.SHORTCUT,
        "shortcutTo": uid_of(entry.target or "") or None,
        "isSymlink": False,
        "symlinkPath": None,
        "isPublic": None,
        "isShared": None,
        "immutable": bool(entry.immutable),
        "metadata": entry.metadata,
        "modified": modified,
        "created": entry.created_us // _SECOND,
        "accessed": modified,
        "size": None if is_directory(entry) else entry.size,
        "layout": None,
        "subdomains": [],
        "workers": [],
        "hasWebsite": False,
        "suggestedApps": [],
        "type": type_of(entry),
        "thumbnail": None,
        "associatedApp": None,
    }


def is_directory(entry: Entry) -> bool:
    return entry.kind == EntryKind.DIRECTORY


def name_of(entry: Entry, path: str) -> str:
    """The root of a tree has no name of its own, and is called after its owner."""
    return entry.name or path.rpartition("/")[2]


def type_of(entry: Entry) -> str | None:
    """Text is UTF-8 unless its writer says otherwise."""
    if is_directory(entry):
        return "folder"
    if entry.kind == EntryKind.SHORTCUT:
        return None
    said = media_type(entry)
    return f"{said}; charset=utf-8" if said.startswith(_TEXT) and ";" not in said else said


def app_of(path: str) -> str:
    """The app whose directory it is, or lies in; "" for what is nowhere like that."""
    parts = path.split("/")
    return parts[3] if len(parts) > 3 and parts[2] == APP_DATA else ""


def signed(entry: Entry, path: str, urls: Mapping[str, str]) -> dict[str, Any]:
    """With addresses at which it can be read and written without a token. `urls`: what puter/signatures.py makes."""
    modified = entry.modified_us // _SECOND
    return {
        "uid": uid_of(entry.id),
        **urls,
        "fsentry_type": type_of(entry),
        "fsentry_is_dir": is_directory(entry),
        "fsentry_name": name_of(entry, path),
        "fsentry_size": None if is_directory(entry) else entry.size,
        "fsentry_accessed": modified,
        "fsentry_modified": modified,
        "fsentry_created": entry.created_us // _SECOND,
        "path": path,
    }
