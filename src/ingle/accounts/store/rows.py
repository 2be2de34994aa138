"""Rows as values, and lists in parts; shared by the stores of this folder."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from ingle.accounts.model import User
from ingle.accounts.tables import users
from ingle.base.paging import Page

Connection = sa.Connection
Row = Mapping[Any, Any]


class Identified(Protocol):
    @property
    def id(self) -> str: ...


Kept = TypeVar("Kept", bound=Identified)


def user(row: Row) -> User:
    return User(
        id=row["id"],
        name=row["name"],
        admin=row["admin"],
        created_at=row["created_at"],
        password_hash=row["password_hash"],
        email=row["email"] or "",
        email_confirmed=row["email_key"] is not None,
        temporary=row["temporary"],
        suspended_at=row["suspended_at"],
    )


def find_present_user(connection: Connection, user_id: str) -> User | None:
    """Who leaves is not there any more, whatever is still theirs."""
    query = users.select().where(users.c.id == user_id, users.c.leaving_at.is_(None))
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else user(row)


def page(items: Sequence[Kept], limit: int) -> Page[Kept]:
    """One more than the limit was read, to know whether there are more."""
    kept = items[:limit]
    return Page(kept, kept[-1].id if len(items) > limit else None)
