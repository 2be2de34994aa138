"""The contract's permission strings: what each is about. Pure.

Those about files become grants on entries, and those about calls are answered by who may call; all others are Ingle's named permissions, which are
spelt the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ingle.accounts import Holder, HolderKind, Mode
from ingle.puter.asked import list_of
from ingle.puter.errors import BadRequestError
from ingle.puter.selector import path_of

MOST = 16  # permissions of one request
MODES: Mapping[str, Mode] = {mode.name.lower(): mode for mode in Mode}


@dataclass(frozen=True)
class OnEntry:
    """`fs:PATH-OR-UID:MODE`, `manage:fs:PATH-OR-UID`."""

    path: str
    mode: Mode


@dataclass(frozen=True)
class ToCall:
    """`driver:INTERFACE[:METHOD]`, `service:DRIVER:ii:INTERFACE`."""

    name: str
    interface: str
    method: str = ""


@dataclass(frozen=True)
class Named:
    name: str


Permission = OnEntry | ToCall | Named


def read(text: str) -> Permission:
    """Raises BadRequestError."""
    first, _, rest = text.partition(":")
    if first == "fs":
        path, _, mode = rest.rpartition(":")
        return OnEntry(_path(path, text), mode_of(mode))
    if text.startswith("manage:fs:"):
        return OnEntry(_path(text.removeprefix("manage:fs:"), text), Mode.MANAGE)
    if first == "driver":
        interface, _, method = rest.partition(":")
        return ToCall(text, interface, method)
    driver, _, interface = rest.partition(":ii:")
    if first == "service" and driver and interface:
        return ToCall(text, interface)
    return Named(text)


def _path(path: str, text: str) -> str:
    if not path:
        raise BadRequestError(f"{text[:100]!r} names no file", key="permission")
    return path_of(path)


def mode_of(word: Any) -> Mode:
    """Raises BadRequestError."""
    mode = MODES.get(word) if isinstance(word, str) else None
    if mode is None:
        raise BadRequestError(f"a mode is one of {', '.join(MODES)}", key="mode")
    return mode


def asked(fields: Mapping[str, Any]) -> list[str]:
    """`permission` or `permissions`. Raises BadRequestError."""
    told = list_of(fields, "permissions") or list_of(fields, "permission")
    if not told or not all(isinstance(one, str) and one for one in told):
        raise BadRequestError("permission is a text such as fs:/ann/Documents:read", key="permission")
    if len(told) > MOST:
        raise BadRequestError(f"at most {MOST} permissions at once", key="permissions")
    return told


def names_of(permissions: Iterable[Permission]) -> list[str]:
    return [one.name for one in permissions if not isinstance(one, OnEntry)]


def on_entries(permissions: Iterable[Permission]) -> list[OnEntry]:
    return [one for one in permissions if isinstance(one, OnEntry)]


def app_held_by(holder: Holder) -> str:
    """The app that holds something for a person; "" for other holders."""
    return holder.id.partition(":")[2] if holder.kind is HolderKind.APP else ""


def listed(
    given: Iterable[tuple[str, Holder, str]], received: Iterable[tuple[str, str]]
) -> dict[str, list[dict[str, Any]]]:
    """`given`: permission, holder, and what that is called; `received`: permission, and by whom."""
    to_apps: list[dict[str, Any]] = []
    to_people: list[dict[str, Any]] = []
    for permission, holder, called in given:
        if holder.kind is HolderKind.APP:
            to_apps.append({"app_uid": app_held_by(holder), "permission": permission, "extra": {}})
        elif holder.kind is HolderKind.USER:
            to_people.append({"user": called, "permission": permission, "extra": {}})
    return {
        "myself_to_app": to_apps,
        "myself_to_user": to_people,
        "user_to_myself": [
            {"user": issuer, "permission": permission, "extra": {}} for permission, issuer in received
        ],
    }
