"""Writing and reading kept facts: functions of an open transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from ingle.runtime.bus import Fact
from ingle.runtime.db import lock
from ingle.runtime.outbox.tables import facts
from ingle.runtime.prepared import Prepared

CHANNEL = "facts"  # of PostgreSQL's NOTIFY

f = facts.c
_COLUMNS = (f.number, f.at, f.type, f.owner, f.subject, f.data)
_LATER = (
    sa.select(*_COLUMNS)
    .where(f.number > sa.bindparam("after"))
    .order_by(f.number)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_INSERT = Prepared(
    facts.insert()
    .inline()
    .values({name: sa.bindparam(name) for name in ("at", "type", "owner", "subject", "data")})
)
_AFTER = Prepared(_LATER)
_OF_OWNER = Prepared(_LATER.where(f.owner == sa.bindparam("whose")))


def put(
    connection: sa.Connection, type_: str, *, owner: str, subject: str, at: datetime, data: Any = None
) -> None:
    """Keep a fact; it is told once the transaction is done. Let it be the transaction's last act: until its end, PostgreSQL lets nobody else put one, so
    that whoever reads a number knows that no smaller one is still to come."""
    put_for(connection, type_, owners=[owner], subject=subject, at=at, data=data)


def put_for(
    connection: sa.Connection,
    type_: str,
    *,
    owners: Collection[str],
    subject: str,
    at: datetime,
    data: Any = None,
) -> None:
    """`put`, of what several may hear: a fact each."""
    if not owners:
        return
    lock(connection, CHANNEL)
    told = msgspec.json.encode({} if data is None else data)
    fact = {"at": at, "type": type_, "subject": subject, "data": told}
    for owner in sorted(owners):
        _INSERT.run(connection, {**fact, "owner": owner})
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_notify(CHANNEL, "")))


def read_after(
    connection: sa.Connection, number: int, limit: int, *, owner: str | None = None
) -> Sequence[Fact]:
    """The next ones, in the order of their numbers."""
    asked = {"after": number, "limit": limit}
    rows = (
        _AFTER.all(connection, asked)
        if owner is None
        else _OF_OWNER.all(connection, {**asked, "whose": owner})
    )
    return [
        Fact(number, at, type_, owner, subject, msgspec.Raw(data))
        for number, at, type_, owner, subject, data in rows
    ]


def bounds(connection: sa.Connection) -> tuple[int, int]:
    """The oldest and the newest number that are kept; (1, 0): none ever was."""
    oldest, newest = connection.execute(sa.select(sa.func.min(f.number), sa.func.max(f.number))).one()
    return (1, 0) if oldest is None else (oldest, newest)


def prune(connection: sa.Connection, before: datetime, most: int, batch: int) -> bool:
    """Forget the oldest, those from before this moment and those beyond so many, but never the newest one; whether there may be more to forget."""
    _, newest = bounds(connection)
    oldest = connection.execute(sa.select(f.number, f.at).order_by(f.number).limit(batch)).all()
    old = [number for number, at in oldest if number < newest and (at < before or number <= newest - most)]
    if old:
        connection.execute(facts.delete().where(f.number <= old[-1]))
    return len(old) == batch
