"""Groups, grants, links and permissions as the wire shows them."""

from typing import cast

from ingle.accounts.model import Grant, Link, Mode, Permission
from ingle.accounts.ports import Shared
from ingle.accounts.service import GroupTold, Listed, Told
from ingle.wire import sharing as wire


def group(told: GroupTold, user_id: str) -> wire.Group:
    value, names = told.group, told.names
    return wire.Group(
        id=value.id,
        name=value.name,
        owner=wire.Person(value.owner, names.get(value.owner, value.owner)),
        mine=value.owner == user_id,
        members=[wire.Person(member, names.get(member, member)) for member in value.members],
        created_at=value.created_at,
    )


def grant(told: Told) -> wire.Grant:
    value = told.grant
    return wire.Grant(
        id=value.id,
        kind=value.kind,
        object=value.object,
        name=told.thing.name if told.thing else "",
        mode=mode(value.mode),
        issuer=wire.Person(value.issuer, told.issuer),
        holder_kind=value.holder.kind.value,
        holder=wire.Person(value.holder.id, told.holder),
        created_at=value.created_at,
        expires_at=value.expires_at,
        note=value.note,
    )


def link(value: Link, granted: Grant) -> wire.Link:
    return wire.Link(
        id=value.id,
        grant_id=granted.id,
        kind=granted.kind,
        object=granted.object,
        mode=mode(granted.mode),
        password=value.password_hash is not None,
        created_at=value.created_at,
        expires_at=value.expires_at,
        note=granted.note,
    )


def opened(granted: Grant, thing: Shared) -> wire.LinkOpened:
    return wire.LinkOpened(
        kind=granted.kind,
        object=granted.object,
        name=thing.name,
        mode=mode(granted.mode),
        expires_at=granted.expires_at,
    )


def permissions(listed: Listed) -> wire.Permissions:
    return wire.Permissions(
        [_permission(one) for one in listed.given], [_permission(one) for one in listed.received]
    )


def _permission(value: Permission) -> wire.Permission:
    return wire.Permission(
        name=value.name, issuer=value.issuer, holder_kind=value.holder.kind.value, holder=value.holder.id
    )


def mode(value: Mode) -> wire.Mode:
    return cast("wire.Mode", value.name.lower())
