"""The audit log."""

import sqlalchemy as sa

from ingle.accounts.model import Deed
from ingle.accounts.store import rows
from ingle.accounts.store.rows import Connection
from ingle.accounts.tables import audit
from ingle.base.paging import Page


def add_deed(connection: Connection, deed: Deed) -> None:
    connection.execute(audit.insert().values(**vars(deed)))


def list_deeds(
    connection: Connection, *, after: str | None, limit: int, of: str | None = None, action: str = ""
) -> Page[Deed]:
    """Newest first. `of`: only what this person did, or what was done to them."""
    query = audit.select().order_by(audit.c.id.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(audit.c.id < after)
    if of is not None:
        query = query.where(sa.or_(audit.c.actor_id == of, audit.c.subject_id == of))
    if action:
        query = query.where(audit.c.action == action)
    return rows.page([Deed(**row) for row in connection.execute(query).mappings()], limit)


def forget_deeds(connection: Connection, user_id: str) -> None:
    """Of somebody temporary, of whom nothing is kept."""
    own = sa.or_(audit.c.actor_id == user_id, audit.c.subject_id == user_id)
    connection.execute(audit.delete().where(own))
