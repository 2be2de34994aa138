"""Programs' ways in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ingle.accounts.model import HolderKind, Token, User
from ingle.accounts.store import rows
from ingle.accounts.store.forgetting import forget_app, forget_holder
from ingle.accounts.store.rows import Connection, Row
from ingle.accounts.tables import tokens
from ingle.base.paging import Page


def add_token(connection: Connection, token: Token) -> None:
    connection.execute(tokens.insert().values(_columns(token)))


def set_token(connection: Connection, token: Token) -> None:
    """Replaces what is kept of it."""
    connection.execute(tokens.update().where(tokens.c.id == token.id).values(_columns(token)))


def _columns(token: Token) -> dict[str, Any]:
    return {**vars(token), "scopes": list(token.scopes), "app_id": token.app_id or None}


def find_own_token(connection: Connection, user_id: str, token_id: str) -> Token | None:
    """A person's own; those of apps are the apps' business."""
    query = tokens.select().where(
        tokens.c.user_id == user_id, tokens.c.id == token_id, tokens.c.app_id.is_(None)
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _token(row)


def find_token(connection: Connection, secret_hash: bytes) -> tuple[Token, User] | None:
    return _with_user(connection, tokens.c.secret_hash == secret_hash)


def find_token_by_id(connection: Connection, token_id: str) -> tuple[Token, User] | None:
    return _with_user(connection, tokens.c.id == token_id)


def _with_user(connection: Connection, which: sa.ColumnElement[bool]) -> tuple[Token, User] | None:
    found = connection.execute(tokens.select().where(which)).mappings().one_or_none()
    if found is None:
        return None
    user = rows.find_present_user(connection, found["user_id"])
    return None if user is None else (_token(found), user)


def list_tokens(connection: Connection, user_id: str, *, after: str | None, limit: int) -> Page[Token]:
    """A person's own; those of apps are the apps' business."""
    own = tokens.select().where(tokens.c.user_id == user_id, tokens.c.app_id.is_(None))
    query = own.order_by(tokens.c.id).limit(limit + 1)
    if after is not None:
        query = query.where(tokens.c.id > after)
    return rows.page([_token(row) for row in connection.execute(query).mappings()], limit)


def touch_token(
    connection: Connection, token_id: str, *, used_at: datetime, expires_at: datetime | None
) -> None:
    connection.execute(
        tokens.update().where(tokens.c.id == token_id).values(used_at=used_at, expires_at=expires_at)
    )


def owner_of_token(connection: Connection, token_id: str) -> str | None:
    return connection.execute(sa.select(tokens.c.user_id).where(tokens.c.id == token_id)).scalar_one_or_none()


def remove_app_tokens(
    connection: Connection, app_id: str, *, user_id: str | None, keep_newest: int = 0
) -> Sequence[str]:
    """Of one person; or of all, and then what was granted to it goes as well. The ids of those that ended."""
    of_app = sa.select(tokens.c.id).where(tokens.c.app_id == app_id).order_by(tokens.c.id.desc())
    if user_id is not None:
        of_app = of_app.where(tokens.c.user_id == user_id)
    ended = connection.execute(of_app).scalars().all()[keep_newest:]
    connection.execute(tokens.delete().where(tokens.c.id.in_(ended)))
    if user_id is None:
        forget_app(connection, app_id)
    return ended


def remove_token(connection: Connection, user_id: str, token_id: str) -> bool:
    """Whether there was one."""
    condition = sa.and_(tokens.c.user_id == user_id, tokens.c.id == token_id)
    removed = connection.execute(tokens.delete().where(condition)).rowcount > 0
    if removed:
        forget_holder(connection, HolderKind.TOKEN, token_id)
    return removed


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
        app_id=row["app_id"] or "",
        restricted=row["restricted"],
    )
