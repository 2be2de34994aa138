"""Groups and who is in them."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from ingle.accounts.errors import GroupNameTakenError
from ingle.accounts.model import Group, HolderKind
from ingle.accounts.store.forgetting import forget_holder
from ingle.accounts.store.questions import note_change
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import groups, members, users


def add_group(connection: Connection, group: Group) -> None:
    """Raises GroupNameTakenError."""
    try:
        with connection.begin_nested():
            connection.execute(
                groups.insert().values(
                    id=group.id,
                    owner=group.owner,
                    name=group.name,
                    name_key=group.name.lower(),
                    created_at=group.created_at,
                )
            )
    except sa.exc.IntegrityError as error:
        raise GroupNameTakenError(f"you have a group {group.name!r} already", field="name") from error


def rename_group(connection: Connection, group_id: str, name: str) -> None:
    """Raises GroupNameTakenError."""
    try:
        with connection.begin_nested():
            connection.execute(
                groups.update().where(groups.c.id == group_id).values(name=name, name_key=name.lower())
            )
    except sa.exc.IntegrityError as error:
        raise GroupNameTakenError(f"you have a group {name!r} already", field="name") from error


def remove_group(connection: Connection, group_id: str) -> None:
    """And what was granted to it."""
    forget_holder(connection, HolderKind.GROUP, group_id)
    connection.execute(groups.delete().where(groups.c.id == group_id))


def find_groups(connection: Connection, user_id: str, reference: str | None = None) -> Sequence[Group]:
    """Those that the person owns or is in; with a reference, those of this id or name. Two queries, however many there are."""
    theirs = sa.select(members.c.group_id).where(members.c.user_id == user_id)
    query = groups.select().where(sa.or_(groups.c.owner == user_id, groups.c.id.in_(theirs)))
    if reference is not None:
        query = query.where(sa.or_(groups.c.id == reference, groups.c.name_key == reference.lower()))
    return _groups(connection, query)


def find_group_by_id(connection: Connection, group_id: str) -> Group | None:
    """Whoever asks."""
    return next(iter(_groups(connection, groups.select().where(groups.c.id == group_id))), None)


def count_groups(connection: Connection, owner: str) -> int:
    return connection.execute(sa.select(sa.func.count()).where(groups.c.owner == owner)).scalar_one()


def _groups(connection: Connection, query: sa.Select[Any]) -> Sequence[Group]:
    rows = connection.execute(query.order_by(groups.c.id)).mappings().all()
    inside = _members(connection, [row["id"] for row in rows])
    return [
        Group(row["id"], row["owner"], row["name"], row["created_at"], tuple(inside.get(row["id"], ())))
        for row in rows
    ]


def _members(connection: Connection, group_ids: Collection[str]) -> dict[str, list[str]]:
    query = sa.select(members).where(members.c.group_id.in_(group_ids)).order_by(members.c.user_id)
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.group_id, []).append(row.user_id)
    return found


def add_member(connection: Connection, group_id: str, user_id: str) -> None:
    note_change(connection)
    connection.execute(members.delete().where(members.c.group_id == group_id, members.c.user_id == user_id))
    connection.execute(members.insert().values(group_id=group_id, user_id=user_id))


def remove_member(connection: Connection, group_id: str, user_id: str) -> None:
    note_change(connection)
    connection.execute(members.delete().where(members.c.group_id == group_id, members.c.user_id == user_id))


def names_of(connection: Connection, user_ids: Collection[str]) -> dict[str, str]:
    """How people are called, by id; those that are gone are missing."""
    query = sa.select(users.c.id, users.c.name).where(users.c.id.in_(user_ids))
    return {row.id: row.name for row in connection.execute(query)}


def group_names(connection: Connection, group_ids: Collection[str]) -> dict[str, str]:
    query = sa.select(groups.c.id, groups.c.name).where(groups.c.id.in_(group_ids))
    return {row.id: row.name for row in connection.execute(query)}
