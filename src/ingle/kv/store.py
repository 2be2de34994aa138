"""Reading and writing entries: functions of an open transaction. Statements are made once, for these are asked thousands of times a second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from ingle.kv import policy
from ingle.kv.model import Entry, Fill, Item, Space
from ingle.kv.tables import kv_entries, kv_fills
from ingle.runtime.db import lock
from ingle.runtime.prepared import Prepared

Connection = sa.Connection
e = kv_entries.c

_here = sa.and_(e.user_id == sa.bindparam("user"), e.app_id == sa.bindparam("app"))
_one = sa.and_(_here, e.key == sa.bindparam("at"))
_alive = sa.or_(e.expires_at_ms.is_(None), e.expires_at_ms > sa.bindparam("now"))
_visible = sa.or_(~e.private, sa.bindparam("all", type_=sa.Boolean))

_FIND = Prepared(sa.select(e.value, e.expires_at_ms, e.private).where(_one))
_FIND_MANY = sa.select(e.key, e.value, e.expires_at_ms, e.private).where(
    _here, _alive, _visible, e.key.in_(sa.bindparam("keys", expanding=True))
)
_SIZES = sa.select(e.key, e.size, e.private, e.expires_at_ms).where(
    _here, e.key.in_(sa.bindparam("keys", expanding=True))
)
_SIZE = Prepared(sa.select(e.size, e.private, e.expires_at_ms).where(_one))
_INSERT = Prepared(kv_entries.insert())
_UPDATE = Prepared(
    kv_entries.update()
    .where(_one)
    .values(
        value=sa.bindparam("new"),
        size=sa.bindparam("bytes"),
        expires_at_ms=sa.bindparam("expires"),
        private=sa.bindparam("hidden"),
    )
)
_EXPIRE = Prepared(kv_entries.update().where(_one).values(expires_at_ms=sa.bindparam("expires")))
_DELETE = Prepared(kv_entries.delete().where(_one))
_FILL = Prepared(
    sa.select(kv_fills.c["keys"], kv_fills.c.size).where(kv_fills.c.user_id == sa.bindparam("user"))
)
_MOVE = Prepared(
    kv_fills.update()
    .where(kv_fills.c.user_id == sa.bindparam("user"))
    .values(
        keys=kv_fills.c["keys"] + sa.bindparam("more_keys"),
        size=kv_fills.c.size + sa.bindparam("more_size"),
    )
)


@dataclass(frozen=True)
class Part:
    """Which keys of a space are asked for, in the order of their bytes. `after`: in that order, so below it when that is descending."""

    prefix: bytes = b""
    after: bytes | None = None
    skip: int = 0
    limit: int = 100
    descending: bool = False


def hold(connection: Connection, user_id: str) -> None:
    """Nobody else changes this person's entries until the transaction ends, so that what is counted stays true."""
    lock(connection, f"kv of {user_id}")


def find(connection: Connection, space: Space, key: bytes, now_ms: int) -> Entry | None:
    row = _FIND.first(connection, _at(space, key))
    if row is None or (row[1] is not None and row[1] <= now_ms) or (row[2] and space.foreign):
        return None
    return Entry(key.decode(), row[0], row[1], row[2])


def find_many(connection: Connection, space: Space, keys: Sequence[bytes], now_ms: int) -> list[Entry]:
    """Those that are there, in no order."""
    asked = {**_in(space), "keys": keys, "now": now_ms, "all": not space.foreign}
    return [Entry(row[0].decode(), *row[1:]) for row in connection.execute(_FIND_MANY, asked)]


def list_keys(connection: Connection, space: Space, part: Part, now_ms: int) -> list[tuple[bytes, int]]:
    """Keys and the sizes of their entries; one more than the limit when there are more."""
    query = sa.select(e.key, e.size).where(*_within(part)).order_by(_order(part.descending))
    query = query.offset(part.skip or None).limit(part.limit + 1)
    return [(row[0], row[1]) for row in connection.execute(query, _asked(space, now_ms))]


def count(connection: Connection, space: Space, part: Part, now_ms: int) -> int:
    query = sa.select(sa.func.count()).select_from(kv_entries).where(*_within(Part(part.prefix)))
    return connection.execute(query, _asked(space, now_ms)).scalar_one()


def list_between(
    connection: Connection, space: Space, first: bytes, last: bytes, now_ms: int, *, descending: bool = False
) -> list[Entry]:
    low, high = sorted((first, last))
    query = (
        sa.select(e.key, e.value, e.expires_at_ms, e.private)
        .where(_here, _alive, _visible, e.key.between(low, high))
        .order_by(_order(descending))
    )
    return [Entry(row[0].decode(), *row[1:]) for row in connection.execute(query, _asked(space, now_ms))]


def sizes(
    connection: Connection, space: Space, keys: Sequence[bytes]
) -> Mapping[bytes, tuple[int, bool, int | None]]:
    """Of each key that has a row, expired ones too: its size, whether it is private, when it ends."""
    if len(keys) == 1:
        row = _SIZE.first(connection, _at(space, keys[0]))
        return {} if row is None else {keys[0]: (row[0], row[1], row[2])}
    rows = connection.execute(_SIZES, {**_in(space), "keys": keys})
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def put(
    connection: Connection, space: Space, items: Mapping[bytes, Item], present: Mapping[bytes, Any]
) -> Fill:
    """Store them all; by how much that changes what the person has. `present`: the `sizes` of those keys."""
    keys, size = 0, 0
    for key, item in items.items():
        bytes_ = policy.size_of(key, item.value)
        if key in present:
            size += bytes_ - present[key][0]
            new = {"new": item.value, "bytes": bytes_, "expires": item.expires_at_ms, "hidden": item.private}
            _UPDATE.run(connection, {**_at(space, key), **new})
        else:
            keys, size = keys + 1, size + bytes_
            _INSERT.run(connection, _row(space, key, item, bytes_))
    return Fill(keys, size)


def set_expiry(connection: Connection, space: Space, key: bytes, expires_at_ms: int | None) -> None:
    _EXPIRE.run(connection, {**_at(space, key), "expires": expires_at_ms})


def remove(connection: Connection, space: Space, key: bytes) -> None:
    _DELETE.run(connection, _at(space, key))


def flush(connection: Connection, space: Space) -> Fill:
    """Remove all; by how much that changes what the person has."""
    return _remove_where(connection, sa.and_(e.user_id == space.user_id, e.app_id == space.app_id))


def remove_expired(connection: Connection, user_id: str, now_ms: int) -> Fill:
    return _remove_where(connection, sa.and_(e.user_id == user_id, e.expires_at_ms <= now_ms))


def someone_with_expired(connection: Connection, now_ms: int) -> str | None:
    query = sa.select(e.user_id).where(e.expires_at_ms <= now_ms).order_by(e.expires_at_ms).limit(1)
    return connection.execute(query).scalar_one_or_none()


def apps_of(connection: Connection, user_id: str) -> Sequence[str]:
    """Ids of the apps for which the person has entries; "" is the person."""
    query = sa.select(e.app_id).where(e.user_id == user_id).distinct().order_by(e.app_id)
    return connection.execute(query).scalars().all()


def list_all(connection: Connection, space: Space, *, after: bytes, limit: int) -> list[Entry]:
    """Those of a space from behind this key, in the order of their bytes; expired ones too."""
    query = sa.select(e.key, e.value, e.expires_at_ms, e.private).where(_here, e.key > after)
    rows = connection.execute(query.order_by(e.key).limit(limit), _in(space))
    return [Entry(row[0].decode(), *row[1:]) for row in rows]


def remove_some(connection: Connection, space: Space, limit: int) -> int:
    """Of a person who leaves, whose fill is not counted any more: the first so many of a space; how many there were."""
    first = sa.select(e.key).where(_here).order_by(e.key).limit(limit)
    return connection.execute(kv_entries.delete().where(_here, e.key.in_(first)), _in(space)).rowcount


def holds(connection: Connection, user_id: str) -> bool:
    return connection.execute(sa.select(e.app_id).where(e.user_id == user_id).limit(1)).first() is not None


def fill_of(connection: Connection, user_id: str) -> Fill:
    row = _FILL.first(connection, {"user": user_id})
    return Fill() if row is None else Fill(row[0], row[1])


def move_fill(connection: Connection, user_id: str, by: Fill) -> None:
    if by == Fill():
        return
    if _MOVE.run(connection, {"user": user_id, "more_keys": by.keys, "more_size": by.size}) == 0:
        connection.execute(kv_fills.insert(), {"user_id": user_id, "keys": by.keys, "size": by.size})


def _remove_where(connection: Connection, condition: sa.ColumnElement[bool]) -> Fill:
    totals = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(e.size), 0)).where(condition)
    keys, size = connection.execute(totals).one()
    if keys:
        connection.execute(kv_entries.delete().where(condition))
    return Fill(-keys, -int(size))


def _within(part: Part) -> Iterator[sa.ColumnElement[bool]]:
    yield from (_here, _alive, _visible)
    if part.prefix:
        yield e.key >= part.prefix
        if (end := policy.end_of_prefix(part.prefix)) is not None:
            yield e.key < end
    if part.after is not None:
        yield e.key < part.after if part.descending else e.key > part.after


def _order(descending: bool) -> sa.ColumnElement[bytes]:
    return e.key.desc() if descending else e.key.asc()


def _in(space: Space) -> dict[str, Any]:
    return {"user": space.user_id, "app": space.app_id}


def _at(space: Space, key: bytes) -> dict[str, Any]:
    return {"user": space.user_id, "app": space.app_id, "at": key}


def _asked(space: Space, now_ms: int) -> dict[str, Any]:
    return {"user": space.user_id, "app": space.app_id, "now": now_ms, "all": not space.foreign}


def _row(space: Space, key: bytes, item: Item, size: int) -> dict[str, Any]:
    return {
        "user_id": space.user_id,
        "app_id": space.app_id,
        "key": key,
        "value": item.value,
        "size": size,
        "expires_at_ms": item.expires_at_ms,
        "private": item.private,
    }
