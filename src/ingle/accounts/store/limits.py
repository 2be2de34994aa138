"""What an admin has set for people."""

from dataclasses import fields

import sqlalchemy as sa

from ingle.accounts.model import Overrides
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import limits, users
from ingle.runtime.prepared import Prepared

_STORAGE = Prepared(
    sa.select(users.c.admin, limits.c.storage_mib)
    .join_from(users, limits, limits.c.user_id == users.c.id, isouter=True)
    .where(users.c.id == sa.bindparam("user"))
)


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


def find_storage_limit(connection: Connection, user_id: str) -> tuple[bool, int | None] | None:
    """Whether the person is an admin, and what was set for them. None: there is no such person."""
    row = _STORAGE.first(connection, {"user": user_id})
    return None if row is None else (bool(row[0]), row[1])
