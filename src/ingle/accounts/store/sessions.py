"""Logins in browsers."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ingle.accounts.model import Session, User
from ingle.accounts.store import rows
from ingle.accounts.store.rows import Connection, Row
from ingle.accounts.tables import sessions


def add_session(connection: Connection, session: Session) -> None:
    connection.execute(sessions.insert().values(**vars(session)))


def find_session(connection: Connection, secret_hash: bytes) -> tuple[Session, User] | None:
    return _with_user(connection, sessions.c.secret_hash == secret_hash)


def find_session_by_id(connection: Connection, session_id: str) -> tuple[Session, User] | None:
    return _with_user(connection, sessions.c.id == session_id)


def _with_user(connection: Connection, which: sa.ColumnElement[bool]) -> tuple[Session, User] | None:
    found = connection.execute(sessions.select().where(which)).mappings().one_or_none()
    if found is None:
        return None
    user = rows.find_present_user(connection, found["user_id"])
    return None if user is None else (_session(found), user)


def touch_session(
    connection: Connection, session_id: str, *, used_at: datetime, expires_at: datetime
) -> None:
    connection.execute(
        sessions.update().where(sessions.c.id == session_id).values(used_at=used_at, expires_at=expires_at)
    )


def remove_session(connection: Connection, session_id: str) -> None:
    connection.execute(sessions.delete().where(sessions.c.id == session_id))


def list_sessions(connection: Connection, user_id: str, now: datetime) -> Sequence[Session]:
    """Those that last, the one that was used last first."""
    lasting = sessions.select().where(sessions.c.user_id == user_id, sessions.c.expires_at > now)
    query = lasting.order_by(sessions.c.used_at.desc(), sessions.c.id.desc())
    return [_session(row) for row in connection.execute(query).mappings()]


def find_own_session(connection: Connection, session_id: str) -> Session | None:
    found = connection.execute(sessions.select().where(sessions.c.id == session_id)).mappings().one_or_none()
    return None if found is None else _session(found)


def label_session(connection: Connection, user_id: str, session_id: str, label: str) -> bool:
    """Whether there is one."""
    own = sa.and_(sessions.c.user_id == user_id, sessions.c.id == session_id)
    return connection.execute(sessions.update().where(own).values(label=label)).rowcount > 0


def elevate_session(connection: Connection, session_id: str, until: datetime) -> None:
    connection.execute(sessions.update().where(sessions.c.id == session_id).values(elevated_until=until))


def remove_own_session(connection: Connection, user_id: str, session_id: str) -> bool:
    """Whether there was one."""
    own = sa.and_(sessions.c.user_id == user_id, sessions.c.id == session_id)
    return connection.execute(sessions.delete().where(own)).rowcount > 0


def remove_other_sessions(connection: Connection, user_id: str, *, keep: str) -> None:
    """Of those in browsers; "": all of them."""
    connection.execute(sessions.delete().where(sessions.c.user_id == user_id, sessions.c.id != keep))


def remove_sessions_over(connection: Connection, now: datetime) -> None:
    connection.execute(sessions.delete().where(sessions.c.expires_at <= now))


def _session(row: Row) -> Session:
    return Session(**row)
