"""Reading and writing notifications: functions of an open transaction."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.base.paging import Page
from ingle.notifications.model import Notification, State
from ingle.notifications.tables import notifications

Connection = sa.Connection

n = notifications.c
_STATES: dict[State, sa.ColumnElement[bool]] = {
    State.UNSEEN: sa.and_(n.shown_at.is_(None), n.acknowledged_at.is_(None)),
    State.UNACKNOWLEDGED: n.acknowledged_at.is_(None),
    State.ACKNOWLEDGED: n.acknowledged_at.is_not(None),
    State.ALL: sa.true(),
}


def add(connection: Connection, notification: Notification, most: int) -> None:
    """Of more than so many (0: any number), the person's oldest go."""
    connection.execute(notifications.insert(), asdict(notification))
    if most:
        mine = n.user_id == notification.user_id
        newest_to_go = sa.select(n.id).where(mine).order_by(n.id.desc()).offset(most).limit(1)
        oldest = connection.execute(newest_to_go).scalar_one_or_none()
        if oldest is not None:
            connection.execute(notifications.delete().where(mine, n.id <= oldest))


def find(
    connection: Connection, user_id: str, notification: str, now: datetime, *, app_id: str
) -> Notification | None:
    query = sa.select(notifications).where(n.id == notification, *_seen_by(user_id, app_id, now))
    row = connection.execute(query).one_or_none()
    return None if row is None else Notification(**row._mapping)  # noqa: SLF001 - the documented way


def list_of(
    connection: Connection,
    user_id: str,
    state: State,
    now: datetime,
    *,
    app_id: str,
    after: str | None,
    limit: int,
) -> Page[Notification]:
    """The newest first."""
    query = sa.select(notifications).where(_STATES[state], *_seen_by(user_id, app_id, now))
    if after is not None:
        query = query.where(n.id < after)
    rows = connection.execute(query.order_by(n.id.desc()).limit(limit + 1)).mappings().all()
    found = [
        Notification(**row) for row in rows[:limit]
    ]  # one more than the limit was read, to know whether there are more
    return Page(found, found[-1].id if len(rows) > limit else None)


def count_of(connection: Connection, user_id: str, state: State, now: datetime, *, app_id: str) -> int:
    query = sa.select(sa.func.count()).where(_STATES[state], *_seen_by(user_id, app_id, now))
    return connection.execute(query).scalar_one()


def mark(connection: Connection, notification: str, values: dict[str, Any]) -> None:
    connection.execute(notifications.update().where(n.id == notification).values(**values))


def acknowledge_all(connection: Connection, user_id: str, now: datetime) -> int:
    open_ = notifications.update().where(
        n.user_id == user_id, n.acknowledged_at.is_(None), n.expires_at > now
    )
    return connection.execute(open_.values(acknowledged_at=now)).rowcount


def all_of(connection: Connection, user_id: str) -> list[Notification]:
    """Everything that is kept for the person, the newest first."""
    query = sa.select(notifications).where(n.user_id == user_id).order_by(n.id.desc())
    return [Notification(**row) for row in connection.execute(query).mappings()]


def remove_all(connection: Connection, user_id: str) -> None:
    connection.execute(notifications.delete().where(n.user_id == user_id))


def holds(connection: Connection, user_id: str) -> bool:
    return connection.execute(sa.select(n.id).where(n.user_id == user_id).limit(1)).first() is not None


def remove_expired(connection: Connection, now: datetime) -> int:
    return connection.execute(notifications.delete().where(n.expires_at <= now)).rowcount


def _seen_by(user_id: str, app_id: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """A person sees all of theirs, an app those that it made for them."""
    made_by = n.app_id == app_id if app_id else sa.true()
    return n.user_id == user_id, made_by, n.expires_at > now
