"""What happened in a tree, by number."""

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from ingle.files.model import Change, Entry
from ingle.files.store import Connection
from ingle.files.tables import changes
from ingle.runtime.prepared import Prepared

_COLUMNS = tuple(changes.c[name] for name in Change._fields)
_INSERT = Prepared(changes.insert())
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Entry).decode


def add(connection: Connection, several: Sequence[Change]) -> None:
    for one in several:
        row = {
            "tree": one.entry.tree,
            "number": one.number,
            "happened": str(one.happened),
            "entry": _encode(one.entry._replace(properties=None)).decode(),  # nobody follows those
            "path": one.path,
            "old_path": one.old_path,
            "at_us": one.at_us,
        }
        _INSERT.run(connection, row)


def since(connection: Connection, tree: str, number: int, limit: int) -> list[Change]:
    """Those after this number, in order."""
    query = (
        sa.select(*_COLUMNS)
        .where(changes.c.tree == tree, changes.c.number > number)
        .order_by(changes.c.number)
        .limit(limit)
    )
    return [Change(row[0], row[1], _decode(row[2]), *row[3:]) for row in connection.execute(query)]


def oldest(connection: Connection, tree: str) -> int | None:
    """The smallest number that is still known."""
    query = sa.select(sa.func.min(changes.c.number)).where(changes.c.tree == tree)
    number: int | None = connection.execute(query).scalar_one()
    return number


def remove_some(connection: Connection, tree: str, limit: int) -> int:
    """The oldest of a tree; how many there were."""
    mine = changes.c.tree == tree
    oldest = sa.select(changes.c.number).where(mine).order_by(changes.c.number).limit(limit)
    return connection.execute(changes.delete().where(mine, changes.c.number.in_(oldest))).rowcount


def remove_older(connection: Connection, horizon_us: int, limit: int) -> int:
    """Remove the oldest of those before this moment; how many there were."""
    query = (
        sa.select(changes.c.tree, changes.c.number)
        .where(changes.c.at_us < horizon_us)
        .order_by(changes.c.at_us)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    for tree, number in rows:
        connection.execute(changes.delete().where(changes.c.tree == tree, changes.c.number == number))
    return len(rows)
