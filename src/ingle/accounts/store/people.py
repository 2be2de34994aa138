"""Reading and writing people: functions of an open transaction, for `db.read` and `db.write`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.accounts.errors import EmailTakenError, NameTakenError
from ingle.accounts.model import User
from ingle.accounts.names import USER
from ingle.accounts.policy import email_key, is_email, name_key
from ingle.accounts.store import rows
from ingle.accounts.store.questions import note_change
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import sessions, users
from ingle.base.ids import is_id
from ingle.base.paging import Page
from ingle.runtime.prepared import Prepared

_COLUMNS = tuple(users.c.keys())
_THERE = users.c.leaving_at.is_(None)  # who leaves is found by nobody any more
_BY_ID = Prepared(users.select().where(users.c.id == sa.bindparam("user"), _THERE))


def add_user(connection: Connection, user: User) -> None:
    """Raises NameTakenError, EmailTakenError (where the address counts as confirmed)."""
    with _taken(user):
        connection.execute(users.insert().values(_columns(user)))


def set_user(connection: Connection, user: User) -> None:
    """Replaces what is kept of a person who is there. Raises NameTakenError, EmailTakenError."""
    this = users.c.id == user.id
    if connection.execute(sa.select(users.c.admin).where(this)).scalar_one_or_none() != user.admin:
        note_change(connection)  # what is granted to admins is theirs, or is not any more
    with _taken(user):
        connection.execute(users.update().where(this, _THERE).values(_columns(user)))


def _columns(user: User) -> dict[str, Any]:
    kept = {name: value for name, value in vars(user).items() if name != "email_confirmed"}
    return kept | {
        "name_key": name_key(user.name),
        "email": user.email or None,
        "email_key": email_key(user.email) if user.email_confirmed else None,
    }


@contextmanager
def _taken(user: User) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError as error:
        if "email_key" in str(error.orig):
            raise EmailTakenError("this address belongs to another account", field="email") from error
        raise NameTakenError(f"the name {user.name} is taken", field="name") from error


def find_user(connection: Connection, reference: str) -> User | None:
    """By id or name."""
    return (
        find_user_by_id(connection, reference)
        if is_id(reference, USER)
        else find_user_by_name(connection, reference)
    )


def find_user_by_id(connection: Connection, user_id: str) -> User | None:
    row = _BY_ID.first(connection, {"user": user_id})
    return None if row is None else rows.user(dict(zip(_COLUMNS, row, strict=True)))


def find_user_by_name(connection: Connection, name: str) -> User | None:
    return _one_user(connection, users.select().where(users.c.name_key == name_key(name)))


def find_user_by_email(connection: Connection, email: str) -> User | None:
    """Who has confirmed the address."""
    return _one_user(connection, users.select().where(users.c.email_key == email_key(email)))


def find_by_handle(connection: Connection, handle: str) -> User | None:
    """By name, or by confirmed address. Nobody has a NUL in either, and PostgreSQL would not hear of one."""
    if "\0" in handle:
        return None
    return (
        find_user_by_email(connection, handle) if is_email(handle) else find_user_by_name(connection, handle)
    )


def first_admin(connection: Connection) -> User | None:
    query = users.select().where(users.c.admin).order_by(users.c.id).limit(1)
    return _one_user(connection, query)


def list_admins(connection: Connection) -> Sequence[User]:
    query = users.select().where(users.c.admin, users.c.suspended_at.is_(None)).order_by(users.c.id)
    return [rows.user(row) for row in connection.execute(query).mappings()]


def count_admins(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).where(users.c.admin)).scalar_one()


def list_users(connection: Connection, *, after: str | None, limit: int, search: str = "") -> Page[User]:
    """`search`: a part of the name or the e-mail address."""
    query = users.select().where(_THERE).order_by(users.c.id).limit(limit + 1)
    if search:
        part = search.lower().replace("\0", "")
        in_name = users.c.name_key.contains(part, autoescape=True)
        query = query.where(sa.or_(in_name, sa.func.lower(users.c.email).contains(part, autoescape=True)))
    if after is not None:
        query = query.where(users.c.id > after)
    return rows.page([rows.user(row) for row in connection.execute(query).mappings()], limit)


def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    connection.execute(users.update().where(users.c.id == user_id).values(password_hash=password_hash))


def leave(connection: Connection, user_id: str, now: datetime) -> None:
    """From now on there is no such person, and their name and address are free; the row stays for what is still theirs."""
    gone = {"name": user_id, "name_key": user_id, "email": None, "email_key": None, "password_hash": ""}
    connection.execute(
        users.update().where(users.c.id == user_id, _THERE).values(leaving_at=now, admin=False, **gone)
    )


def list_leaving(connection: Connection) -> Sequence[str]:
    """Ids, in the order in which they left."""
    query = sa.select(users.c.id).where(users.c.leaving_at.is_not(None)).order_by(users.c.leaving_at)
    return connection.execute(query).scalars().all()


def remove_user(connection: Connection, user_id: str) -> None:
    connection.execute(users.delete().where(users.c.id == user_id))


def hold_user(connection: Connection, user_id: str) -> None:
    """Until the transaction's end nobody else makes a row that belongs to the person."""
    connection.execute(sa.select(users.c.id).where(users.c.id == user_id).with_for_update())


def list_temporary_over(connection: Connection, now: datetime) -> Sequence[User]:
    """Temporary users who cannot come back, because no session of theirs lasts."""
    lasting = sa.exists().where(sessions.c.user_id == users.c.id, sessions.c.expires_at > now)
    query = users.select().where(users.c.temporary, _THERE, ~lasting)
    return [rows.user(row) for row in connection.execute(query).mappings()]


def _one_user(connection: Connection, query: sa.Select[Any]) -> User | None:
    row = connection.execute(query.where(_THERE)).mappings().one_or_none()
    return None if row is None else rows.user(row)
