"""Apps in the contract's shapes, and what the contract says of one as Ingle's fields. Pure."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from ingle.apps import Fields, Icon, Seen, Visibility
from ingle.puter.errors import BadRequestError


class AppObject(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of an app that is made or changed; of what is missing nothing is said."""

    name: str | None = None
    title: str | None = None
    index_url: str | None = None
    description: str | None = None
    icon: str | None = None  # a data: URL
    maximize_on_start: bool | int | None = None
    background: bool | int | None = None
    metadata: dict[str, Any] | None = None
    filetype_associations: list[str] | None = None


class AppId(msgspec.Struct, frozen=True, kw_only=True):
    name: str | None = None
    uid: str | None = None


def reference_of(uid: str | None, identity: AppId | str | None) -> str:
    """What Ingle knows the app by: its id or its name. Raises BadRequestError."""
    if isinstance(identity, AppId):
        identity = identity.uid or identity.name
    found = uid or identity
    if not found:
        raise BadRequestError("which app? say its uid, or id: {name}", key="uid")
    return found


def new_fields(told: AppObject) -> Fields:
    """Of an app that is made: whoever knows its name finds it, as the contract's clients expect. Raises BadRequestError."""
    if not told.name or not told.index_url:
        raise BadRequestError("an app has a name and an index_url", key="index_url" if told.name else "name")
    return fields_of(told, Visibility.UNLISTED)


def fields_of(told: AppObject, visibility: Visibility | None = None) -> Fields:
    return Fields(
        name=told.name,
        index_url=told.index_url,
        title=told.title,
        description=told.description,
        icon=told.icon,
        types=told.filetype_associations,
        visibility=visibility,
        maximize_on_start=_flag(told.maximize_on_start),
        background=_flag(told.background),
        metadata=told.metadata,
    )


def _flag(told: bool | int | None) -> bool | None:
    return None if told is None else bool(told)


def app(seen: Seen, icon: Icon | None = None, owner: Mapping[str, str] | None = None) -> dict[str, Any]:
    """`owner`: where it is known. Numbers are told to who owns it."""
    one = seen.app
    told: dict[str, Any] = {
        "uid": one.id,
        "name": one.name,
        "title": one.title,
        "description": one.description,
        "icon": data_url(icon),
        "index_url": one.index_url,
        "created_at": one.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "filetype_associations": list(one.types),
        "maximize_on_start": one.maximize_on_start,
        "background": one.background,
        "metadata": dict(one.metadata),
        "approved_for_listing": one.visibility is Visibility.LISTED,
        "feedback_enabled": False,
        "subdomain": None,
        "owner": owner,
    }
    if seen.people is not None:
        counts = {"open_count": seen.opens or 0, "user_count": seen.people}
        told |= {**counts, "stats": counts}
    return told


def data_url(icon: Icon | None) -> str | None:
    if icon is None:
        return None
    return f"data:{icon.type};base64,{base64.b64encode(icon.content).decode()}"


def several(reference: str) -> Sequence[str]:
    """`a|b|c` asks for three."""
    return [one for one in reference.split("|") if one]
