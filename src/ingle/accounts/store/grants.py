"""Grants as rows. Whatever changes here moves the number of changes on, in the same transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.accounts.model import Grant, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.accounts.store.questions import note_change
from ingle.accounts.store.rows import Connection, Row
from ingle.accounts.tables import grants, members


def put_grant(connection: Connection, grant: Grant) -> Grant:
    """In place of what the issuer had granted the holder on it; the id stays then."""
    same = sa.and_(
        grants.c.object == grant.object,
        grants.c.kind == grant.kind,
        grants.c.holder_kind == grant.holder.kind,
        grants.c.holder == grant.holder.id,
        grants.c.issuer == grant.issuer,
    )
    note_change(connection)
    values = {"mode": int(grant.mode), "expires_at": grant.expires_at, "note": grant.note}
    changed = grants.update().where(same).values(**values)
    if connection.execute(changed).rowcount == 0:
        connection.execute(grants.insert().values(**_values(grant)))
    return _grant(connection.execute(grants.select().where(same)).mappings().one())


def find_grant(connection: Connection, grant_id: str) -> Grant | None:
    row = connection.execute(grants.select().where(grants.c.id == grant_id)).mappings().one_or_none()
    return None if row is None else _grant(row)


def change_grant(connection: Connection, grant: Grant) -> None:
    """Its mode, end and note."""
    note_change(connection)
    values = {"mode": int(grant.mode), "expires_at": grant.expires_at, "note": grant.note}
    connection.execute(grants.update().where(grants.c.id == grant.id).values(**values))


def remove_grant(connection: Connection, grant_id: str) -> None:
    note_change(connection)
    connection.execute(grants.delete().where(grants.c.id == grant_id))


def grants_on(connection: Connection, kind: str, objects: Collection[str]) -> list[Grant]:
    query = grants.select().where(grants.c.object.in_(objects), grants.c.kind == kind).order_by(grants.c.id)
    return [_grant(row) for row in connection.execute(query).mappings()]


def grants_by(
    connection: Connection,
    issuer: str,
    *,
    kind: str,
    to: Collection[HolderKind],
    after: str | None,
    limit: int,
) -> list[Grant]:
    """`kind`: of the things; "": any."""
    theirs = sa.and_(grants.c.issuer == issuer, grants.c.holder_kind.in_([one.value for one in to]))
    return _part(connection, sa.and_(theirs, _of_kind(kind)), after, limit)


def grants_to_person(
    connection: Connection,
    user_id: str,
    *,
    admin: bool,
    now: datetime,
    kind: str,
    after: str | None,
    limit: int,
) -> list[Grant]:
    """What holds now and was given to the person, or to a group that they are in; their own are not among them. `kind`: of the things; "": any."""
    groups = sa.or_(
        grants.c.holder.in_(sa.select(members.c.group_id).where(members.c.user_id == user_id)),
        grants.c.holder.in_((EVERYONE, ADMINS) if admin else (EVERYONE,)),
    )
    to_them = sa.or_(
        sa.and_(grants.c.holder_kind == HolderKind.USER.value, grants.c.holder == user_id),
        sa.and_(grants.c.holder_kind == HolderKind.GROUP.value, groups),
    )
    in_force = sa.or_(grants.c.expires_at.is_(None), grants.c.expires_at > now)
    others = grants.c.issuer != user_id
    return _part(connection, sa.and_(to_them, others, in_force, _of_kind(kind)), after, limit)


def grants_to(connection: Connection, holder: Holder) -> list[Grant]:
    to_it = sa.and_(grants.c.holder_kind == holder.kind, grants.c.holder == holder.id)
    return [_grant(row) for row in connection.execute(grants.select().where(to_it)).mappings()]


def _of_kind(kind: str) -> sa.ColumnElement[bool]:
    return grants.c.kind == kind if kind else sa.true()


def _part(
    connection: Connection, condition: sa.ColumnElement[bool], after: str | None, limit: int
) -> list[Grant]:
    query = grants.select().where(condition).order_by(grants.c.id).limit(limit)
    if after is not None:
        query = query.where(grants.c.id > after)
    return [_grant(row) for row in connection.execute(query).mappings()]


def _values(grant: Grant) -> dict[str, Any]:
    values = {name: value for name, value in vars(grant).items() if name != "holder"}
    return {
        **values,
        "mode": int(grant.mode),
        "holder_kind": grant.holder.kind.value,
        "holder": grant.holder.id,
    }


def _grant(row: Row) -> Grant:
    return Grant(
        id=row["id"],
        issuer=row["issuer"],
        holder=Holder(HolderKind(row["holder_kind"]), row["holder"]),
        kind=row["kind"],
        object=row["object"],
        mode=Mode(row["mode"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        note=row["note"],
    )
