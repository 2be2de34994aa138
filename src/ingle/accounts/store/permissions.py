"""Named permissions: rows that say who permitted what to whom."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.accounts.model import Holder, HolderKind, Permission
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.accounts.store.questions import note_change
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import members, permissions


def permit(connection: Connection, permission: Permission, now: datetime) -> None:
    withdraw(connection, permission)
    connection.execute(permissions.insert().values(**_named(permission), created_at=now))


def withdraw(connection: Connection, permission: Permission) -> bool:
    """Whether it was there."""
    note_change(connection)
    same = [permissions.c[name] == value for name, value in _named(permission).items()]
    return connection.execute(permissions.delete().where(*same)).rowcount > 0


def permitted(
    connection: Connection, user_id: str, others: Collection[Holder], names: Collection[str], *, admin: bool
) -> Sequence[Permission]:
    """Which of the names somebody permitted to the person, their groups, or one of the others. One query."""
    to_others = [
        sa.and_(permissions.c.holder_kind == other.kind.value, permissions.c.holder == other.id)
        for other in others
    ]
    query = permissions.select().where(
        sa.or_(_to_person(user_id, admin=admin), *to_others), permissions.c.name.in_(names)
    )
    return [_permission(row) for row in connection.execute(query).mappings()]


def permissions_by(connection: Connection, issuer: str) -> Sequence[Permission]:
    return _all(connection, permissions.c.issuer == issuer)


def permissions_to_person(connection: Connection, user_id: str, *, admin: bool) -> Sequence[Permission]:
    """By others, also to groups that the person is in."""
    return _all(connection, sa.and_(_to_person(user_id, admin=admin), permissions.c.issuer != user_id))


def _to_person(user_id: str, *, admin: bool) -> sa.ColumnElement[bool]:
    theirs = sa.select(members.c.group_id).where(members.c.user_id == user_id)
    groups = sa.or_(
        permissions.c.holder.in_((EVERYONE, ADMINS) if admin else (EVERYONE,)),
        permissions.c.holder.in_(theirs),
    )
    return sa.or_(
        sa.and_(permissions.c.holder_kind == HolderKind.USER.value, permissions.c.holder == user_id),
        sa.and_(permissions.c.holder_kind == HolderKind.GROUP.value, groups),
    )


def _all(connection: Connection, condition: sa.ColumnElement[bool]) -> Sequence[Permission]:
    query = permissions.select().where(condition).order_by(permissions.c.holder, permissions.c.name)
    return [_permission(row) for row in connection.execute(query).mappings()]


def _permission(row: Any) -> Permission:
    return Permission(Holder(HolderKind(row["holder_kind"]), row["holder"]), row["issuer"], row["name"])


def _named(permission: Permission) -> dict[str, Any]:
    holder = permission.holder
    return {
        "holder_kind": holder.kind.value,
        "holder": holder.id,
        "name": permission.name,
        "issuer": permission.issuer,
    }
