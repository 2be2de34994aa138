"""Shares in the contract's shapes. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from ingle.accounts import Holder, HolderKind, Told
from ingle.files import Place
from ingle.puter.entries import is_directory, type_of
from ingle.puter.errors import BadRequestError
from ingle.puter.uids import uid_of

_KINDS: Mapping[str, HolderKind] = {
    "username": HolderKind.USER,
    "email": HolderKind.USER,
    "team": HolderKind.GROUP,
    "teamHandle": HolderKind.GROUP,
}
MOST = 200  # recipients times things of one request


def recipient(told: Any) -> Holder:
    """Of a name, an address, or an object that says which it is. Raises BadRequestError."""
    if isinstance(told, str) and told:
        return Holder(HolderKind.USER, told)
    if isinstance(told, Mapping):
        for field, kind in _KINDS.items():
            value = told.get(field)
            if isinstance(value, str) and value:
                return Holder(kind, value)
    raise BadRequestError("a recipient has a username or an email", key="recipients")


def share(told: Told, place: Place | None) -> dict[str, Any]:
    """A grant on an entry. `place`: the entry, where the caller may know of it."""
    grant = told.grant
    to_group = grant.holder.kind is HolderKind.GROUP
    row: dict[str, Any] = {
        "uid": grant.id,
        "mode": grant.mode.name.lower(),
        "path": place.path if place else None,
        "uid_entry": uid_of(grant.object),
        "is_dir": bool(place and is_directory(place.entry)),
        "name": told.thing.name if told.thing else None,
        "type": type_of(place.entry) if place else None,
        "thumbnail": None,
        "owner": place.owner.name if place else None,
        "issuer": told.issuer,
        "holder": None if to_group else told.holder,
        "inherited_from": None,
        "issued_by_app": None,
        "modified": place.entry.modified_us // 1_000_000 if place else 0,
        "size": None if place is None or is_directory(place.entry) else place.entry.size,
    }
    if to_group:
        row["holder_team"] = {"uid": grant.holder.id, "name": told.holder, "handle": told.holder}
    return row


def on_entry(told: Told, place: Place) -> dict[str, Any]:
    """A grant that holds for the entry, also where it is on what that lies in."""
    inherited = told.grant.object != place.entry.id
    above = uid_of(told.grant.object) if inherited else None
    return {**share(told, place), "uid_entry": uid_of(place.entry.id), "inherited_from": above}


def outcome(results: Iterable[Mapping[str, Any]]) -> str:
    """Of a request for many: whether all, some or none of it was done."""
    done = [row["status"] == "success" for row in results]
    return "success" if all(done) else "mixed" if any(done) else "aborted"
