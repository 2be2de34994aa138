"""Contents: how many entries and versions have each. One that nothing has any more is told by its count, and removed by the keeper after its bytes."""

from collections.abc import Sequence

import sqlalchemy as sa

from ingle.files.model import Content
from ingle.files.store import Connection
from ingle.files.tables import contents
from ingle.runtime.prepared import Prepared

_FIND = Prepared(
    sa.select(*(contents.c[name] for name in Content._fields)).where(contents.c.id == sa.bindparam("id"))
)
_INSERT = Prepared(contents.insert())
_HOLD = Prepared(
    contents.update()
    .where(contents.c.id == sa.bindparam("content"))
    .values(refs=contents.c.refs + sa.bindparam("more"))
)


def add(connection: Connection, content: Content) -> None:
    """Which one entry has."""
    _INSERT.run(connection, {**content._asdict(), "refs": 1})


def find(connection: Connection, content_id: str) -> Content | None:
    row = _FIND.first(connection, {"id": content_id})
    return None if row is None else Content(*row)


def hold(connection: Connection, content_id: str) -> None:
    """One more has it."""
    _HOLD.run(connection, {"content": content_id, "more": 1})


def release(connection: Connection, content_id: str) -> None:
    """One fewer has it."""
    _HOLD.run(connection, {"content": content_id, "more": -1})


def unused(connection: Connection, store: str, limit: int) -> Sequence[str]:
    """Contents of a store that nothing has. They stay so: only what has a content can give it to another."""
    query = sa.select(contents.c.id).where(contents.c.refs <= 0, contents.c.store == store).limit(limit)
    return connection.execute(query).scalars().all()


def remove(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(contents.delete().where(contents.c.id.in_(ids), contents.c.refs <= 0))


def known(connection: Connection, store: str, ids: Sequence[str]) -> set[str]:
    """Those of the ids that are contents in this store."""
    query = sa.select(contents.c.id).where(contents.c.id.in_(ids), contents.c.store == store)
    return set(connection.execute(query).scalars())
