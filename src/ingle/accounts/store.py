"""Reading and writing accounts: functions of an open transaction, for `db.read` and `db.write`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from ingle.accounts.errors import NameTakenError
from ingle.accounts.model import Overrides, Session, Token, User
from ingle.accounts.names import USER
from ingle.accounts.policy import name_key
from ingle.accounts.tables import limits, sessions, tokens, users
from ingle.base.ids import is_id
from ingle.base.paging import Page

Connection = sa.Connection
Row = Mapping[Any, Any]
Kept = TypeVar("Kept", User, Token)


# --- people -----------------------------------------------------------------------------------------------------------


def add_user(connection: Connection, user: User) -> None:
    """Raises NameTakenError."""
    values = {**vars(user), "name_key": name_key(user.name)}
    try:
        connection.execute(users.insert().values(**values))
    except sa.exc.IntegrityError as error:
        raise NameTakenError(f"the name {user.name} is taken", field="name") from error


def find_user(connection: Connection, reference: str) -> User | None:
    """By id or name."""
    condition = users.c.id == reference if is_id(reference, USER) else users.c.name_key == name_key(reference)
    return _one_user(connection, users.select().where(condition))


def find_user_by_name(connection: Connection, name: str) -> User | None:
    return _one_user(connection, users.select().where(users.c.name_key == name_key(name)))


def first_admin(connection: Connection) -> User | None:
    query = users.select().where(users.c.admin).order_by(users.c.id).limit(1)
    return _one_user(connection, query)


def count_admins(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).where(users.c.admin)).scalar_one()


def list_users(connection: Connection, *, after: str | None, limit: int) -> Page[User]:
    query = users.select().order_by(users.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(users.c.id > after)
    return _page([_user(row) for row in connection.execute(query).mappings()], limit)


def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    connection.execute(users.update().where(users.c.id == user_id).values(password_hash=password_hash))


def remove_user(connection: Connection, user_id: str) -> None:
    """And their sessions and tokens."""
    connection.execute(users.delete().where(users.c.id == user_id))


# --- sessions ---------------------------------------------------------------------------------------------------------


def add_session(connection: Connection, session: Session) -> None:
    connection.execute(sessions.insert().values(**vars(session)))


def find_session(connection: Connection, secret_hash: bytes) -> tuple[Session, User] | None:
    found = (
        connection.execute(sessions.select().where(sessions.c.secret_hash == secret_hash))
        .mappings()
        .one_or_none()
    )
    if found is None:
        return None
    user = connection.execute(users.select().where(users.c.id == found["user_id"])).mappings().one()
    return _session(found), _user(user)


def touch_session(
    connection: Connection, session_id: str, *, used_at: datetime, expires_at: datetime
) -> None:
    connection.execute(
        sessions.update().where(sessions.c.id == session_id).values(used_at=used_at, expires_at=expires_at)
    )


def remove_session(connection: Connection, session_id: str) -> None:
    connection.execute(sessions.delete().where(sessions.c.id == session_id))


def remove_other_sessions(connection: Connection, user_id: str, *, keep: str) -> None:
    connection.execute(sessions.delete().where(sessions.c.user_id == user_id, sessions.c.id != keep))


def remove_sessions_over(connection: Connection, now: datetime) -> None:
    connection.execute(sessions.delete().where(sessions.c.expires_at <= now))


# --- tokens -----------------------------------------------------------------------------------------------------------


def add_token(connection: Connection, token: Token) -> None:
    connection.execute(tokens.insert().values(**{**vars(token), "scopes": list(token.scopes)}))


def find_token(connection: Connection, secret_hash: bytes) -> tuple[Token, User] | None:
    found = (
        connection.execute(tokens.select().where(tokens.c.secret_hash == secret_hash))
        .mappings()
        .one_or_none()
    )
    if found is None:
        return None
    user = connection.execute(users.select().where(users.c.id == found["user_id"])).mappings().one()
    return _token(found), _user(user)


def list_tokens(connection: Connection, user_id: str, *, after: str | None, limit: int) -> Page[Token]:
    query = tokens.select().where(tokens.c.user_id == user_id).order_by(tokens.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(tokens.c.id > after)
    return _page([_token(row) for row in connection.execute(query).mappings()], limit)


def touch_token(connection: Connection, token_id: str, used_at: datetime) -> None:
    connection.execute(tokens.update().where(tokens.c.id == token_id).values(used_at=used_at))


def remove_token(connection: Connection, user_id: str, token_id: str) -> bool:
    """Whether there was one."""
    condition = sa.and_(tokens.c.user_id == user_id, tokens.c.id == token_id)
    return connection.execute(tokens.delete().where(condition)).rowcount > 0


# --- limits -----------------------------------------------------------------------------------------------------------


def find_overrides(connection: Connection, user_id: str) -> Overrides:
    """What was set for this person, which may be nothing."""
    row = connection.execute(limits.select().where(limits.c.user_id == user_id)).mappings().one_or_none()
    return (
        Overrides()
        if row is None
        else Overrides(**{field.name: row[field.name] for field in fields(Overrides)})
    )


def set_overrides(connection: Connection, user_id: str, overrides: Overrides) -> None:
    """Replaces what was set. Raises sqlalchemy.exc.IntegrityError when there is no such user."""
    connection.execute(limits.delete().where(limits.c.user_id == user_id))
    connection.execute(limits.insert().values(user_id=user_id, **vars(overrides)))


# --- rows as values ---------------------------------------------------------------------------------------------------


def _one_user(connection: Connection, query: sa.Select[Any]) -> User | None:
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _user(row)


def _user(row: Row) -> User:
    return User(row["id"], row["name"], row["admin"], row["created_at"], row["password_hash"])


def _session(row: Row) -> Session:
    return Session(
        row["id"], row["user_id"], row["secret_hash"], row["created_at"], row["used_at"], row["expires_at"]
    )


def _token(row: Row) -> Token:
    return Token(
        id=row["id"],
        user_id=row["user_id"],
        name=row["name"],
        secret_hash=row["secret_hash"],
        scopes=tuple(row["scopes"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        used_at=row["used_at"],
    )


def _page(items: Sequence[Kept], limit: int) -> Page[Kept]:
    """One more than the limit was read, to know whether there are more."""
    kept = items[:limit]
    return Page(kept, kept[-1].id if len(items) > limit else None)
