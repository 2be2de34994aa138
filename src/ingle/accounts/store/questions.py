"""What the question about shared things needs of the database, in one query each, however deep a thing lies and however often it was shared."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from secrets import randbits
from typing import Any

import sqlalchemy as sa

from ingle.accounts.model import Granted, Holder, HolderKind, Mode
from ingle.accounts.names import ADMINS, EVERYONE
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import grant_changes, grants, members, users
from ingle.runtime.columns import UtcTime
from ingle.runtime.prepared import Prepared

MOST_OF_EVERYONE = 1000  # people who are told of what everyone may see; the others look
NOBODY = Holder(HolderKind.USER, "")

_QUESTION = (
    grants.c.object,
    grants.c.issuer,
    grants.c.holder_kind,
    grants.c.holder,
    grants.c.mode,
    grants.c.expires_at,
)


def _of(*conditions: sa.ColumnElement[bool], places: int = 0) -> sa.Select[Any]:
    """On the things `objects`; or, with places, on those that `object_0`, `object_1`, … name."""
    in_force = sa.or_(grants.c.expires_at.is_(None), grants.c.expires_at > sa.bindparam("now", type_=UtcTime))
    named = [sa.bindparam(f"object_{place}", type_=sa.Text) for place in range(places)]
    objects = grants.c.object.in_(named or sa.bindparam("objects", expanding=True))
    return sa.select(*_QUESTION).where(objects, grants.c.kind == sa.bindparam("kind"), *conditions, in_force)


_MEMBERSHIPS_OF_ONE = sa.select(members.c.group_id).where(members.c.user_id == sa.bindparam("user"))
_TO_GROUPS = grants.c.holder_kind == HolderKind.GROUP.value
_GRANTED = sa.union_all(  # a part for each index entry that is looked up; a thing shared with thousands costs what one shared with few does
    _of(grants.c.holder_kind == HolderKind.USER.value, grants.c.holder == sa.bindparam("user")),
    _of(_TO_GROUPS, grants.c.holder.in_((EVERYONE, ADMINS))),
    _of(_TO_GROUPS, grants.c.holder.in_(_MEMBERSHIPS_OF_ONE)),
    _of(grants.c.holder_kind == sa.bindparam("narrow_kind"), grants.c.holder == sa.bindparam("narrow")),
    _of(grants.c.mode == int(Mode.MANAGE)),
)


def granted_on(
    connection: Connection, kind: str, objects: Collection[str], user_id: str, narrow: Holder, now: datetime
) -> tuple[list[Granted], datetime | None]:
    """What was granted on these things to the person, their groups and `narrow`, and to everybody who may manage one of them, as those decide
    whether the grants they gave still hold. And until when this is so, if nobody changes anything."""
    asked = {
        "kind": kind,
        "objects": list(objects),
        "user": user_id,
        "narrow_kind": narrow.kind.value,
        "narrow": narrow.id,
        "now": now,
    }
    rows = connection.execute(_GRANTED, asked).all()
    found = [Granted(row[0], row[1], Holder(HolderKind(row[2]), row[3]), Mode(row[4])) for row in rows]
    return found, min((row[5] for row in rows if row[5] is not None), default=None)


@lru_cache(maxsize=16)
def _all_granted(places: int) -> Prepared:
    """Asked at each change of a file, and so for a fixed number of things: a list has no fixed text."""
    return Prepared(_of(_TO_GROUPS | (grants.c.holder_kind == HolderKind.USER.value), places=places))


def all_granted_on(
    connection: Connection, kind: str, objects: Collection[str], now: datetime
) -> list[Granted]:
    """What people and groups were granted on these things, whoever they are."""
    named = list(objects)
    places = max(8, 1 << (len(named) - 1).bit_length())
    named += named[:1] * (places - len(named))  # what is asked twice is found once
    asked = {f"object_{place}": name for place, name in enumerate(named)}
    rows = _all_granted(places).all(connection, {**asked, "kind": kind, "now": now})
    return [Granted(row[0], row[1], Holder(HolderKind(row[2]), row[3]), Mode(row[4])) for row in rows]


def members_of(connection: Connection, groups: Collection[str]) -> Mapping[str, Collection[str]]:
    """Everybody who is in one of these groups, and in which."""
    everyone = sa.select(users.c.id).where(users.c.leaving_at.is_(None)).order_by(users.c.id)
    parts = [sa.select(members.c.user_id, members.c.group_id).where(members.c.group_id.in_(groups))]
    if ADMINS in groups:
        parts.append(sa.select(users.c.id, sa.literal(ADMINS)).where(users.c.admin))
    if EVERYONE in groups:
        some = everyone.limit(MOST_OF_EVERYONE).subquery()
        parts.append(sa.select(some.c.id, sa.literal(EVERYONE)))
    found: dict[str, list[str]] = defaultdict(list)
    for user_id, group_id in connection.execute(sa.union_all(*parts)):
        found[user_id].append(group_id)
    return found


def granted_objects(connection: Connection, kind: str, *, after: str, limit: int) -> Sequence[str]:
    """Ids of things on which something is granted, in their order, each once."""
    query = sa.select(grants.c.object).where(grants.c.kind == kind, grants.c.object > after).distinct()
    return connection.execute(query.order_by(grants.c.object).limit(limit)).scalars().all()


_MEMBERSHIPS = sa.union_all(
    sa.select(members.c.user_id, members.c.group_id).where(
        members.c.user_id.in_(sa.bindparam("people", expanding=True)),
        members.c.group_id.in_(sa.bindparam("groups", expanding=True)),
    ),
    sa.select(users.c.id, sa.literal(ADMINS)).where(
        users.c.id.in_(sa.bindparam("people", expanding=True)), users.c.admin
    ),
)


def memberships(
    connection: Connection, people: Collection[str], groups: Collection[str]
) -> Mapping[str, Collection[str]]:
    """In which of these groups these people are, and which of them are admins."""
    found: dict[str, list[str]] = defaultdict(list)
    for user_id, group_id in connection.execute(
        _MEMBERSHIPS, {"people": list(people), "groups": list(groups)}
    ):
        found[user_id].append(group_id)
    return found


_NUMBER = Prepared(sa.select(grant_changes.c.number))


def change_number(connection: Connection) -> int:
    """Grows whenever the answer to any question may have become another."""
    row = _NUMBER.first(connection, {})
    assert row is not None  # noqa: S101 - a migration has put it there
    return int(row[0])


def note_change(connection: Connection) -> None:
    """Before the change itself: on PostgreSQL, whoever else changes something waits here for the transaction's end.

    By how much the number grows is left to chance, so that one which was seen before a transaction was rolled back is no later one's.
    """
    step = 1 + randbits(24)
    connection.execute(grant_changes.update().values(number=grant_changes.c.number + step))


def objects_granted_to(
    connection: Connection, kind: str, user_id: str, narrow: Holder | None, now: datetime
) -> list[str]:
    """Things that somebody else granted to the person or a group of theirs; or, with `narrow`, that anybody granted to that. In order, each once."""
    if narrow is not None:
        to_them = sa.and_(grants.c.holder_kind == narrow.kind.value, grants.c.holder == narrow.id)
    else:
        groups = sa.or_(
            grants.c.holder.in_(sa.select(members.c.group_id).where(members.c.user_id == user_id)),
            grants.c.holder == EVERYONE,
            sa.and_(grants.c.holder == ADMINS, sa.exists().where(users.c.id == user_id, users.c.admin)),
        )
        to_them = sa.and_(
            grants.c.issuer != user_id,
            sa.or_(
                sa.and_(grants.c.holder_kind == HolderKind.USER.value, grants.c.holder == user_id),
                sa.and_(_TO_GROUPS, groups),
            ),
        )
    in_force = sa.or_(grants.c.expires_at.is_(None), grants.c.expires_at > now)
    query = sa.select(grants.c.object).where(grants.c.kind == kind, to_them, in_force)
    return list(connection.execute(query.distinct().order_by(grants.c.object)).scalars())
