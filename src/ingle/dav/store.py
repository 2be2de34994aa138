"""Locks in the database. A tree has few at a time, so they are read all at once and looked at by pure rules."""

import sqlalchemy as sa

from ingle.dav.model import Lock
from ingle.dav.tables import locks

_COLUMNS = tuple(locks.c[name] for name in Lock._fields)
_OF_TREE = sa.select(*_COLUMNS).where(
    locks.c.tree == sa.bindparam("tree"), locks.c.expires_us > sa.bindparam("now")
)


def tree_of(path: str) -> str:
    return path.split("/", 2)[1]


def of_tree(connection: sa.Connection, tree: str, now_us: int) -> list[Lock]:
    """Those that hold now."""
    return [Lock(*row) for row in connection.execute(_OF_TREE, {"tree": tree, "now": now_us})]


def add(connection: sa.Connection, lock: Lock) -> None:
    connection.execute(locks.insert(), {**lock._asdict(), "tree": tree_of(lock.path)})


def refresh(connection: sa.Connection, token: str, *, seconds: int, expires_us: int) -> None:
    connection.execute(
        locks.update().where(locks.c.token == token).values(seconds=seconds, expires_us=expires_us)
    )


def remove(connection: sa.Connection, tokens: list[str]) -> None:
    connection.execute(locks.delete().where(locks.c.token.in_(tokens)))


def remove_expired(connection: sa.Connection, now_us: int) -> None:
    connection.execute(locks.delete().where(locks.c.expires_us <= now_us))


def count_of(connection: sa.Connection, user_id: str) -> int:
    return connection.execute(sa.select(sa.func.count()).where(locks.c.user_id == user_id)).scalar_one()
