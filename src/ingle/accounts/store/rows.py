"""Rows as values, and lists in parts; shared by the stores of this folder."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa

from ingle.accounts.model import User
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


def page(items: Sequence[Kept], limit: int) -> Page[Kept]:
    """One more than the limit was read, to know whether there are more."""
    kept = items[:limit]
    return Page(kept, kept[-1].id if len(items) > limit else None)
